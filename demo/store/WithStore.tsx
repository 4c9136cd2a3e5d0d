import { Provider } from 'react-redux'
import { Outlet } from 'react-router'
import { store } from './store.ts'

/** The pages that work on the account. */
export const WithStore = () => (
  <Provider store={store}>
    <Outlet />
  </Provider>
)
