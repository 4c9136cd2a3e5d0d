import { Provider } from 'react-redux'
import { Outlet } from 'react-router'
import { VZapsDevtools } from 'vzaps-rtk/devtools'
import { vzaps } from './api.ts'
import { store } from './store.ts'

/** The pages that work on the account, with the developer tools that show how. */
export const WithStore = () => (
  <Provider store={store}>
    <Outlet />
    <VZapsDevtools api={vzaps} enabled />
  </Provider>
)
