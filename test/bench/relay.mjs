import { createMockGateway } from 'vzaps-rtk/mock'
import { createVZapsRelay } from 'vzaps-rtk/server'

// What the relay costs beside a handler that only forwards: CPU of one call, both called as handlers, in one run.
// Fails when a `get` of 1 KB takes more than 0.5 ms, or a list of 100 rows that says what it said before more than 1.5
// times forwarding with JSON parse and stringify. Build first: it runs what is shipped.

const rounds = 15
const calls = 300

const gateway = createMockGateway({ instances: 100 })
const jwt = gateway.tokens.issue()
const answers = new Map([
  ['/token', JSON.stringify({ access_token: jwt, expires_in: 3600 })],
  ['/instances/get', ''],
  ['/instances/list', ''],
])
const rows = gateway.instances.list().map((row) => ({ ...row, labels: { note: 'x'.repeat(300) } }))
answers.set('/instances/get', JSON.stringify(rows[0]))
const page = { page: 1, size: 100, total: 100, total_pages: 1, content: rows, summary: {} }
answers.set('/instances/list', JSON.stringify(page))

/** Does each answer say something new? A poll's hardly ever does. */
let isNew = false
let count = 0

const fetch = async (request) => {
  await request.text()
  count += 1
  const text = answers.get(new URL(request.url).pathname)
  const body = new TextEncoder().encode(isNew ? text.replace(/^\{/, `{"count":${count},`) : text)
  return new Response(body, { headers: { 'Content-Type': 'application/json' } })
}

const forward = (isParsed) => async (request) => {
  const { pathname } = new URL(request.url)
  const response = await fetch(
    new Request(`https://api.vzaps.com${pathname.replace('/relay', '')}`, {
      method: request.method,
      headers: {
        Authorization: `Bearer ${jwt}`,
        'X-Client-Token': gateway.credentials.clientToken,
        'Content-Type': 'application/json',
      },
      body: await request.text(),
    }),
  )
  const text = await response.text()
  return new Response(isParsed ? JSON.stringify(JSON.parse(text)) : text, {
    status: response.status,
    headers: { 'Content-Type': 'application/json' },
  })
}

const handlers = {
  relay: createVZapsRelay({
    ...gateway.credentials,
    authorize: () => true,
    platform: { fetch },
  }),
  forward: forward(false),
  'forward, parse, stringify': forward(true),
}

const requestTo = (path, body) =>
  new Request(`https://app.test/relay${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-VZaps-Client': '1' },
    body: JSON.stringify(body),
  })

/** ms of CPU that a call takes. */
const cost = async (handler, path, body) => {
  const before = process.cpuUsage()
  for (let call = 0; call < calls; call++) await (await handler(requestTo(path, body))).text()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / calls
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

const measure = async (path, body) => {
  const costs = Object.fromEntries(Object.keys(handlers).map((name) => [name, []]))
  // Taken in turns, so that a busy machine is busy for all; the first two rounds warm up.
  for (let round = 0; round < rounds; round++) {
    for (const [name, handler] of Object.entries(handlers)) {
      const ms = await cost(handler, path, body)
      if (round > 1) costs[name].push(ms)
    }
  }
  return Object.fromEntries(Object.entries(costs).map(([name, all]) => [name, median(all)]))
}

const bytes = (path) => `${(answers.get(path).length / 1024).toFixed(1)} KiB`
const plain = 'forward, parse, stringify'
const ratios = []
for (const [name, path, body, isChanged] of [
  ['get', '/instances/get', { id: rows[0].id }, true],
  ['list, the same as before', '/instances/list', { page: 1, size: 100, filter: {} }, false],
  ['list, another each time', '/instances/list', { page: 1, size: 100, filter: {} }, true],
]) {
  isNew = isChanged
  const figures = await measure(path, body)
  const ratio = figures.relay / figures[plain]
  const cells = Object.entries(figures).map(([handler, ms]) => `${handler} ${ms.toFixed(3)} ms`)
  process.stdout.write(`${name}, ${bytes(path)}: ${cells.join(', ')} (${ratio.toFixed(2)} x)\n`)
  ratios.push(ratio)
  if (name === 'get' && figures.relay > 0.5) process.exitCode = 1
}
if (ratios[1] > 1.5) process.exitCode = 1
