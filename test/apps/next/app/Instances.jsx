'use client'

import { Provider } from 'react-redux'
import { store, vzaps } from './vzaps'

const List = () => {
  const { data, error, isLoading } = vzaps.useLiveInstances()
  if (isLoading) return <p>Loading</p>
  if (error) return <p>{error.message}</p>
  return <p>{data.content.map(({ name }) => name).join()}</p>
}

export const Instances = () => (
  <Provider store={store}>
    <List />
  </Provider>
)
