import { configureStore } from '@reduxjs/toolkit'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'react-redux'
import { createVZapsApi } from 'vzaps-rtk/react'

const { realtimeUrl, instanceId } = await (await fetch('/settings')).json()

const vzaps = createVZapsApi({
  baseUrl: `${location.origin}/api`,
  realtimeUrl,
  tabs: { scope: 'ana', events: true },
  auth: {
    getToken: async ({ signal }) => {
      const answer = await fetch('/vzaps/token', { method: 'POST', signal })
      if (!answer.ok) throw new Error(`The token endpoint answered ${answer.status}`)
      return answer.json()
    },
  },
})
const store = configureStore({
  reducer: { [vzaps.reducerPath]: vzaps.reducer },
  middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
})

const Instances = () => {
  const { data, error } = vzaps.useLiveInstances({ sort: 'name' })
  const [update] = vzaps.useUpdateInstanceMutation()
  if (error && !data) return <p role="alert">{error.message}</p>
  return data?.content.map(({ id, name }) => (
    <button
      type="button"
      key={id}
      onClick={() => update({ instanceId: id, data: { name: `${name}!` } })}
    >
      {name}
    </button>
  ))
}

const events = ['Message']

const Messages = () => {
  const [count, setCount] = useState(0)
  vzaps.useInstanceEvents(instanceId, { events, onEvent: () => setCount((before) => before + 1) })
  const { status, error } = vzaps.useRealtimeConnection(instanceId)
  return (
    <p>
      {status} {error?.code} {count} messages
    </p>
  )
}

createRoot(document.querySelector('#root')).render(
  <Provider store={store}>
    <Instances />
    <Messages />
  </Provider>,
)
