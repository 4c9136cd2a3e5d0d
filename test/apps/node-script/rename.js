import { withVZapsApi } from 'vzaps-rtk'
import { startMockServer } from 'vzaps-rtk/mock/node'

// A script with the account's own credentials; the fake gateway stands for the service.
const server = await startMockServer({ instances: [{ name: 'Sales' }, { name: 'Support' }] })

const result = await withVZapsApi(
  { baseUrl: server.url, auth: server.gateway.credentials },
  async (vzaps, store) => {
    const { listInstances, updateInstance } = vzaps.endpoints
    const before = await store.dispatch(listInstances.initiate({ sort: 'name' })).unwrap()
    for (const { id, name } of before.content) {
      const change = { instanceId: id, data: { name: `${name} (Brazil)` } }
      await store.dispatch(updateInstance.initiate(change)).unwrap()
    }
    const read = listInstances.initiate({ sort: 'name' }, { forceRefetch: true })
    const after = await store.dispatch(read).unwrap()
    return { total: after.total, names: after.content.map(({ name }) => name) }
  },
)
await server.close()
process.stdout.write(JSON.stringify(result))
