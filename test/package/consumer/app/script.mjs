import { createVZapsApi } from 'vzaps-rtk'
import { createMockGateway, createTestStore } from 'vzaps-rtk/mock'
import { startMockServer } from 'vzaps-rtk/mock/node'

// Once over HTTP, once without: what both list is printed.
const server = await startMockServer({ instances: 3 })
const vzaps = createVZapsApi({ baseUrl: server.url, auth: server.gateway.credentials })
const overHttp = createTestStore({ vzaps, gateway: server.gateway })
const inMemory = createTestStore({ gateway: createMockGateway({ instances: 2 }) })
const totals = []
for (const { store, vzaps } of [overHttp, inMemory]) {
  const page = await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
  totals.push(page.total)
  vzaps.dispose()
}
await server.close()
process.stdout.write(JSON.stringify(totals))
