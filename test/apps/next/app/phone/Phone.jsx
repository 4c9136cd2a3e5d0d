'use client'

import { configureStore } from '@reduxjs/toolkit'
import { useState } from 'react'
import { Provider } from 'react-redux'
import { createVZapsApi } from 'vzaps-rtk/react'

const vzaps = createVZapsApi({
  baseUrl: '/relay',
  auth: { proxy: true },
  tabs: { scope: 'ana' },
})
const store = configureStore({
  reducer: { [vzaps.reducerPath]: vzaps.reducer },
  middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
})

const events = ['Connected', 'Disconnected']

const Orders = ({ id }) => {
  const [last, setLast] = useState('nothing')
  vzaps.useInstanceEvents(id, { events, onEvent: ({ type }) => setLast(type) })
  const { status } = vzaps.useRealtimeConnection(id)
  const [disconnect] = vzaps.useDisconnectSessionMutation()
  return (
    <>
      <p>
        {status}, {last}
      </p>
      <button type="button" onClick={() => disconnect(id)}>
        Disconnect
      </button>
    </>
  )
}

const List = () => {
  const { data } = vzaps.useLiveInstances()
  return data ? <Orders id={data.content.find(({ name }) => name === 'Orders').id} /> : null
}

/** The pushes of one instance, in a store that shares its work with other tabs. */
export const Phone = () => (
  <Provider store={store}>
    <List />
  </Provider>
)
