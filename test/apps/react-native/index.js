import './globals'
import { configureStore } from '@reduxjs/toolkit'
import { useEffect } from 'react'
import { Provider } from 'react-redux'
import { create } from 'react-test-renderer'
import { createVZapsApi } from 'vzaps-rtk/react'

/** Shows an account's list, one status and one pairing, and tells `report` of each change. */
globalThis.start = ({ baseUrl, credentials, instanceId, report }) => {
  const vzaps = createVZapsApi({
    baseUrl,
    auth: { ...credentials, dangerouslyAllowBrowser: true },
  })
  const store = configureStore({
    reducer: { [vzaps.reducerPath]: vzaps.reducer },
    middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
  })
  const App = () => {
    const list = vzaps.useLiveInstances(undefined, { pollingInterval: 100 })
    const status = vzaps.useInstanceStatus(instanceId, { pollingInterval: 100 })
    const pairing = vzaps.useInstancePairing(instanceId, { method: 'qr' })
    const [update] = vzaps.useUpdateInstanceMutation()
    globalThis.rename = (name) => update({ instanceId, data: { name } })
    const seen = {
      name: list.data?.content[0]?.name,
      connected: status.data?.connected,
      pairing: pairing.status,
      error: (list.error ?? status.error ?? pairing.error)?.message,
    }
    const told = JSON.stringify(seen)
    useEffect(() => report(told), [told])
    return null
  }
  const screen = create(
    <Provider store={store}>
      <App />
    </Provider>,
  )
  return () => {
    screen.unmount()
    vzaps.dispose()
  }
}
