import { configureStore } from '@reduxjs/toolkit'
import express from 'express'
import { createVZapsApi } from 'vzaps-rtk'
import { startMockServer } from 'vzaps-rtk/mock/node'
import { createVZapsRelay, toNodeListener } from 'vzaps-rtk/server'

// The relay in an Express app, with a body parser before it; the fake gateway on a server of its own; and the client.
const upstream = await startMockServer({
  instances: [
    { id: 'VZ1', name: 'Sales' },
    { id: 'VZ2', name: 'Of Bob' },
  ],
})
const relay = createVZapsRelay({
  ...upstream.gateway.credentials,
  baseUrl: upstream.url,
  authorize: ({ request }) =>
    request.headers.get('Cookie') === 'session=ana' && { instances: ['VZ1'] },
})

const app = express()
if (process.argv.includes('json')) app.use(express.json())
app.get('/', (_request, response) => response.send('the app'))
app.use('/relay', toNodeListener(relay))
const server = app.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}`
  const client = (session) => {
    const vzaps = createVZapsApi({
      baseUrl: `${url}/relay`,
      auth: { proxy: true, headers: { Cookie: `session=${session}` } },
    })
    const store = configureStore({
      reducer: { [vzaps.reducerPath]: vzaps.reducer },
      middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
    })
    const run = (action) => store.dispatch(action)
    return { e: vzaps.endpoints, run, dispose: vzaps.dispose }
  }
  const ana = client('ana')
  const eve = client('eve')
  const { data: page } = await ana.run(ana.e.listInstances.initiate())
  const renamed = { instanceId: 'VZ1', data: { name: 'Renamed' } }
  const { data: row } = await ana.run(ana.e.updateInstance.initiate(renamed))
  const { error: foreign } = await ana.run(ana.e.deleteInstance.initiate('VZ2'))
  const { error: refused } = await eve.run(eve.e.getInstance.initiate('VZ1'))
  const home = await (await fetch(url)).text()
  const names = page?.content.map(({ name }) => name)
  const answers = {
    names,
    row: row?.name,
    foreign: foreign?.status,
    refused: refused?.reason,
    home,
  }
  process.stdout.write(JSON.stringify(answers))
  ana.dispose()
  eve.dispose()
  server.closeAllConnections()
  server.close()
  await upstream.close()
})
