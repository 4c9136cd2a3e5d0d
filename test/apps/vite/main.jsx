import { configureStore } from '@reduxjs/toolkit'
import { createRoot } from 'react-dom/client'
import { Provider } from 'react-redux'
import { createVZapsApi } from 'vzaps-rtk/react'

const vzaps = createVZapsApi({
  baseUrl: `${location.origin}/api`,
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

createRoot(document.querySelector('#root')).render(
  <Provider store={store}>
    <Instances />
  </Provider>,
)
