const { createVZapsApi } = require('vzaps-rtk')
const { createMockGateway, createTestStore } = require('vzaps-rtk/mock')
const { startMockServer } = require('vzaps-rtk/mock/node')

// Every entry can be required; then as in the other script.
for (const entry of process.argv.slice(2)) require(entry)

const main = async () => {
  const server = await startMockServer({ instances: 3 })
  const vzaps = createVZapsApi({ baseUrl: server.url, auth: server.gateway.credentials })
  const overHttp = createTestStore({ vzaps, gateway: server.gateway })
  const inMemory = createTestStore({ gateway: createMockGateway({ instances: 2 }) })
  const totals = []
  for (const at of [overHttp, inMemory]) {
    const list = at.vzaps.endpoints.listInstances.initiate()
    totals.push((await at.store.dispatch(list).unwrap()).total)
    at.vzaps.dispose()
  }
  await server.close()
  process.stdout.write(JSON.stringify(totals))
}
main()
