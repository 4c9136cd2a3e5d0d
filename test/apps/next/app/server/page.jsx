import { createMockGateway, createTestStore } from 'vzaps-rtk/mock'

// A server component that reads: an api and a store for each request.
const Page = async () => {
  const { store, vzaps } = createTestStore({ gateway: createMockGateway({ instances: 3 }) })
  const page = await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
  vzaps.dispose()
  return <p>{page.total} instances</p>
}

export default Page
