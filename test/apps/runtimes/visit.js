import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { configureStore } from '@reduxjs/toolkit'
import { firstValueFrom } from 'rxjs'
import { createVZapsApi } from 'vzaps-rtk'
import { startMockServer } from 'vzaps-rtk/mock/node'

// A fake gateway, the relay as a server of another runtime, and the client that asks it; what it saw is printed as JSON.
const { resolve } = createRequire(import.meta.url)
// As npm installs them where no script of a package runs.
const [system, cpu] = [process.platform, process.arch]
const programs = {
  deno: () => resolve(`@deno/${system}-${cpu}${system === 'linux' ? '-glibc' : ''}/deno`),
  bun: () => resolve(`@oven/bun-${system}-${cpu === 'arm64' ? 'aarch64' : cpu}/bin/bun`),
}
const args = {
  deno: [
    'run',
    '--no-prompt',
    '--cached-only',
    '--node-modules-dir=manual',
    '--allow-net=127.0.0.1',
    '--unstable-no-legacy-abort',
    '--allow-env',
  ],
  bun: ['--no-install'],
}
const [, , runtime] = process.argv

const upstream = await startMockServer({
  instances: [
    { id: 'VZ1', name: 'Sales' },
    { id: 'VZ2', name: 'Of Bob' },
  ],
})
const { credentials, realtime } = upstream.gateway
const server = spawn(programs[runtime](), [...args[runtime], 'relay.js'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    VZAPS_CLIENT_TOKEN: credentials.clientToken,
    VZAPS_CLIENT_SECRET: credentials.clientSecret,
    VZAPS_URL: upstream.url,
    VZAPS_REALTIME_URL: upstream.realtimeUrl,
  },
})
process.once('SIGTERM', () => {
  server.kill()
  process.exit(1)
})
const port = await new Promise((done, fail) => {
  createInterface(server.stdout).once('line', done)
  server.once('error', fail)
  server.once('exit', (code) => fail(new Error(`The server ended with ${code}`)))
})

const client = (session) => {
  const vzaps = createVZapsApi({
    baseUrl: `http://127.0.0.1:${port}/relay`,
    auth: { proxy: true, headers: { Cookie: `session=${session}` } },
  })
  const store = configureStore({
    reducer: { [vzaps.reducerPath]: vzaps.reducer },
    middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
  })
  return { vzaps, store, e: vzaps.endpoints, run: (action) => store.dispatch(action) }
}

const visit = async (ana, eve) => {
  const { listInstances, updateInstance, deleteInstance } = ana.e
  const pages = [1, 2, 3].map((page) => ana.run(listInstances.initiate({ page, pageSize: 1 })))
  // Calls at once share what the relay fetches of the service.
  const reads = await Promise.all(pages)
  const renamed = { instanceId: 'VZ1', data: { name: 'Renamed' } }
  const { data: row } = await ana.run(updateInstance.initiate(renamed))
  const { error: foreign } = await ana.run(deleteInstance.initiate('VZ2'))
  const { error: refused } = await eve.run(eve.e.getInstance.initiate('VZ1'))
  const coming = firstValueFrom(ana.vzaps.connect(ana.store).events$('VZ1'))
  while (realtime.open.length === 0) await setTimeout(20)
  realtime.send('VZ1', { type: 'Message', data: { text: 'Olá' } })
  const event = await coming
  // Who leaves is heard of: the relay closes its socket when nobody listens any more.
  while (realtime.open.length > 0) await setTimeout(20)
  return {
    names: reads.map(({ data }) => data?.content.map(({ name }) => name)),
    row: row?.name,
    foreign: foreign?.status,
    refused: refused?.reason,
    event: event.data,
  }
}

const ana = client('ana')
const eve = client('eve')
try {
  process.stdout.write(JSON.stringify(await visit(ana, eve)))
} finally {
  for (const { vzaps } of [ana, eve]) vzaps.dispose()
  server.kill()
  await upstream.close()
}
