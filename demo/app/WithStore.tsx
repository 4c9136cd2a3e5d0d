import { Provider } from 'react-redux'
import { Outlet } from 'react-router'
import { VZapsDevtools } from 'vzaps-rtk/devtools'
import { DeletionNotices } from '../instance/DeletionNotices.tsx'
import { Deletions } from '../instance/Deletions.tsx'
import { vzaps } from '../store/api.ts'
import { store } from '../store/store.ts'

/** The pages that work on the account, with the developer tools that show how. */
export const WithStore = () => (
  <Provider store={store}>
    {/* First, so that it hears keys before any dialog does. */}
    <VZapsDevtools api={vzaps} enabled />
    <Deletions>
      <Outlet />
      <DeletionNotices />
    </Deletions>
  </Provider>
)
