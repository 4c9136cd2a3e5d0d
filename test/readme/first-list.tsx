// first-list.tsx
import { configureStore } from '@reduxjs/toolkit'
import { createRoot } from 'react-dom/client'
import { Provider } from 'react-redux'
import { createMockGateway } from 'vzaps-rtk/mock'
import { createVZapsApi } from 'vzaps-rtk/react'

// A whole account in this page's memory.
const gateway = createMockGateway({ instances: 5 })
const vzaps = createVZapsApi({
  auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
  platform: { fetch: gateway.fetch },
})
const store = configureStore({
  reducer: { [vzaps.reducerPath]: vzaps.reducer },
  middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
})

const List = () => {
  const { data } = vzaps.useLiveInstances()
  const [restart] = vzaps.useRestartInstanceMutation()
  return (
    <ul>
      {data?.content.map(({ id, name, status }) => (
        <li key={id}>
          {name} is {status}{' '}
          <button type="button" onClick={() => restart(id)}>
            Restart
          </button>
        </li>
      ))}
    </ul>
  )
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <Provider store={store}>
    <List />
  </Provider>,
)
