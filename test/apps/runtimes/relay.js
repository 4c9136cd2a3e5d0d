import process from 'node:process'
import { createVZapsRelay } from 'vzaps-rtk/server'

// The relay as a server of its own, for Deno and for Bun: it is a function from Request to Response, as theirs are.
const { env } = process
const relay = createVZapsRelay({
  clientToken: env.VZAPS_CLIENT_TOKEN ?? '',
  clientSecret: env.VZAPS_CLIENT_SECRET ?? '',
  baseUrl: env.VZAPS_URL,
  realtimeUrl: env.VZAPS_REALTIME_URL,
  authorize: ({ request }) =>
    request.headers.get('Cookie') === 'session=ana' && { instances: ['VZ1'] },
})

const { Bun, Deno } = globalThis
const hostname = '127.0.0.1'
const tell = ({ port }) => process.stdout.write(`${port}\n`)
if (Deno) Deno.serve({ hostname, port: 0, onListen: tell }, relay)
// A stream of events may be silent for longer than Bun waits.
else tell(Bun.serve({ hostname, port: 0, idleTimeout: 0, fetch: (request) => relay(request) }))
