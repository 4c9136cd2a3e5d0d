import { withVZapsApi } from 'vzaps-rtk'
import { createMockGateway } from 'vzaps-rtk/mock'

// A server component that reads: an api and a store for each request, disposed of after it.
const Page = async () => {
  const gateway = createMockGateway({ instances: 3 })
  const options = { auth: gateway.credentials, platform: { fetch: gateway.fetch } }
  const total = await withVZapsApi(options, async (vzaps, store) => {
    const page = await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
    return page.total
  })
  return <p>{total} instances</p>
}

export default Page
