'use client'

import { Provider } from 'react-redux'
import { store, vzaps } from '../vzaps'

const Total = () => {
  const { data } = vzaps.useListInstancesQuery()
  return <p>{data ? `${data.total} instances` : 'Loading'}</p>
}

// Rendered by the build, where there is no page and nobody to ask.
const Page = () => (
  <Provider store={store}>
    <Total />
  </Provider>
)

export default Page
