import './globals'
import { configureStore } from '@reduxjs/toolkit'
import { useEffect, useState } from 'react'
import { Provider } from 'react-redux'
import { create } from 'react-test-renderer'
import { createVZapsApi } from 'vzaps-rtk/react'

const events = ['Message']

/** Shows an account's list, one status, one pairing and messages, and tells `report` of each change. */
globalThis.start = ({ baseUrl, realtimeUrl, credentials, instanceId, report }) => {
  const vzaps = createVZapsApi({
    baseUrl,
    realtimeUrl,
    // A phone has no tabs: that is no error.
    tabs: { scope: 'me' },
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
    const [messages, setMessages] = useState(0)
    const onEvent = () => setMessages((before) => before + 1)
    vzaps.useInstanceEvents(instanceId, { events, onEvent })
    const connection = vzaps.useRealtimeConnection(instanceId)
    const [update] = vzaps.useUpdateInstanceMutation()
    globalThis.rename = (name) => update({ instanceId, data: { name } })
    const seen = {
      name: list.data?.content[0]?.name,
      connected: status.data?.connected,
      pairing: pairing.status,
      connection: connection.status,
      messages,
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
