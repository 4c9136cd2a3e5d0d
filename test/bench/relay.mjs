import { createMockGateway } from 'vzaps-rtk/mock'
import { createVZapsRelay } from 'vzaps-rtk/server'

// What the relay costs beside a handler that only forwards: CPU of one call, both called as handlers, in one run.
// Fails when a `get` of 1 KB takes more than 0.5 ms, or a list of 100 rows more than 1.5 times forwarding with JSON parse
// and stringify, whether it says what it said before, or 10 of its rows changed, or all. Build first: it runs what is
// shipped.

const rounds = 30
const callsARound = 150

const gateway = createMockGateway({ instances: 100 })
const jwt = gateway.tokens.issue()
const rows = gateway.instances.list().map((row) => ({ ...row, labels: { note: 'x'.repeat(300) } }))

/** Answers in turn, of which each says something new. */
const turns = 16
const row = (at, turn) => ({ ...rows[at], name: `Turn ${turn}`, updated_at: new Date(turn) })
const pages = (isChanged) =>
  Array.from({ length: turns }, (_, turn) => {
    const content = rows.map((same, at) => (isChanged(at) ? row(at, turn) : same))
    return JSON.stringify({ page: 1, size: 100, total: 100, total_pages: 1, content, summary: {} })
  })
const token = JSON.stringify({ access_token: jwt, expires_in: 3600 })

/** What the fake service says to reads, one after the other. */
let texts = [token]
let calls = 0

const fetch = async (request) => {
  await request.text()
  calls += 1
  const text = request.url.endsWith('/token') ? token : texts[calls % texts.length]
  const body = new TextEncoder().encode(text)
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
  for (let call = 0; call < callsARound; call++) await (await handler(requestTo(path, body))).text()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / callsARound
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

const measure = async (path, body) => {
  const costs = Object.fromEntries(Object.keys(handlers).map((name) => [name, []]))
  const ratios = []
  // Taken in turns, so that a busy machine is busy for all; the first rounds warm up.
  for (let round = -10; round < rounds; round++) {
    const now = {}
    for (const [name, handler] of Object.entries(handlers))
      now[name] = await cost(handler, path, body)
    if (round < 0) continue
    for (const [name, ms] of Object.entries(now)) costs[name].push(ms)
    ratios.push(now.relay / now['forward, parse, stringify'])
  }
  const figures = Object.fromEntries(
    Object.entries(costs).map(([name, all]) => [name, median(all)]),
  )
  return { figures, ratio: median(ratios) }
}

const list = ['/instances/list', { page: 1, size: 100, filter: {} }]
const gets = Array.from({ length: turns }, (_, turn) => JSON.stringify(row(0, turn)))

for (const [name, said, [path, body], isTooMuch] of [
  ['get', gets, ['/instances/get', { id: rows[0].id }], ({ relay }) => relay > 0.5],
  ['list, the same as before', pages(() => false), list],
  ['list, 10 of 100 rows changed', pages((at) => at % 10 === 0), list],
  ['list, all rows changed', pages(() => true), list],
]) {
  texts = said
  const { figures, ratio } = await measure(path, body)
  const cells = Object.entries(figures).map(([handler, ms]) => `${handler} ${ms.toFixed(3)} ms`)
  const size = `${(texts[0].length / 1024).toFixed(1)} KiB`
  process.stdout.write(`${name}, ${size}: ${cells.join(', ')} (${ratio.toFixed(2)} x)\n`)
  if (isTooMuch ? isTooMuch(figures) : ratio > 1.5) process.exitCode = 1
}
