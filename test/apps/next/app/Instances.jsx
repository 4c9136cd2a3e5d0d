'use client'

import { configureStore } from '@reduxjs/toolkit'
import { useState } from 'react'
import { Provider } from 'react-redux'
import { createVZapsApi } from 'vzaps-rtk/react'

/** A store for each page: a module's would show one user what another one read, where a server renders it. */
const openStore = (snapshot) => {
  const vzaps = createVZapsApi({ baseUrl: '/relay', auth: { proxy: true } })
  const store = configureStore({
    reducer: { [vzaps.reducerPath]: vzaps.reducer },
    middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
  })
  store.dispatch(vzaps.util.hydrate(snapshot))
  return { vzaps, store }
}

const Badge = ({ vzaps, id }) => {
  const { data } = vzaps.useInstanceStatus(id, { push: true })
  return <b>{data?.connected ? 'connected' : 'not connected'}</b>
}

const List = ({ vzaps }) => {
  const { data, error, isLoading } = vzaps.useLiveInstances()
  if (isLoading) return <p>Loading</p>
  if (error) return <p role="alert">{error.message}</p>
  return (
    <ul>
      {data.content.map(({ id, name }) => (
        <li key={id}>
          {name} <Badge vzaps={vzaps} id={id} />
        </li>
      ))}
    </ul>
  )
}

export const Instances = ({ snapshot }) => {
  const [{ vzaps, store }] = useState(() => openStore(snapshot))
  return (
    <Provider store={store}>
      <List vzaps={vzaps} />
    </Provider>
  )
}
