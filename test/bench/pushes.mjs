import { configureStore } from '@reduxjs/toolkit'
import { createVZapsApi } from 'vzaps-rtk'

// What pushes cost: CPU of 1,000 watched instances, ten of which change each second, by push, by polls each second, which
// show a change nearly as soon, and by the polls of the usual cadence, which show it within 15 s; by turns in one process,
// in virtual time. And how long the library takes from a frame on a socket to the store's subscribers. Fails when
// the usual push takes longer than a frame of 16 ms; CPU is only reported. Build first: it runs what is shipped.

const count = 1_000
const changesPerSecond = 10
const seconds = 15
/** The first ones compile the code; the others are a multiple of the minute after which quiet sockets are opened anew. */
const [warmUp, turns] = [4, 16]

const rows = Array.from({ length: count }, (_, i) => ({
  id: `VZ${i}`,
  name: `Row ${i}`,
  status: i % 2 ? 'connected' : 'disconnected',
  connected: i % 2 === 1,
  token: `token-${i}`,
  updated_at: new Date(0).toISOString(),
}))

const json = (value) =>
  new Response(JSON.stringify(value), { headers: { 'Content-Type': 'application/json' } })

const pageOf = (page, size) => ({
  page,
  size,
  total: count,
  total_pages: Math.ceil(count / size),
  content: rows.slice((page - 1) * size, page * size),
  summary: {},
})

const fetch = async (request) => {
  const { pathname } = new URL(request.url)
  if (pathname === '/token') return json({ access_token: 'a.b.c', expires_in: 3_600_000 })
  const body = await request.json()
  if (pathname === '/instances/list') return json(pageOf(body.page, body.size))
  return json(rows[Number(body.instance_id.slice(2))])
}

/** A binary heap: there is a timer a socket, and what finds the next one is not what is measured. */
const createTimers = () => {
  const heap = []
  const swap = (i, j) => {
    ;[heap[i], heap[j]] = [heap[j], heap[i]]
  }
  const pop = () => {
    const [first] = heap
    const last = heap.pop()
    if (heap.length > 0) heap[0] = last
    for (let i = 0; ; ) {
      let least = i
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && heap[child].at < heap[least].at) least = child
      }
      if (least === i) return first
      swap(i, least)
      i = least
    }
  }
  return {
    add: (timer) => {
      heap.push(timer)
      for (let i = heap.length - 1; i > 0 && heap[i].at < heap[(i - 1) >> 1].at; i = (i - 1) >> 1) {
        swap(i, (i - 1) >> 1)
      }
      return timer
    },
    /** Takes out the first that is due by then. */
    next: (end) => {
      while (heap.length > 0 && heap[0].at <= end) {
        const timer = pop()
        if (timer.run) return timer
      }
      return undefined
    },
  }
}

/** A store in a time of its own, whose sockets are ours. */
const createRun = () => {
  let now = Date.UTC(2026, 0)
  const timers = createTimers()
  const sockets = new Map()

  class Socket {
    constructor(url) {
      sockets.set(new URL(url).searchParams.get('instance_id'), this)
      queueMicrotask(() => this.onopen?.())
    }
    send() {}
    close() {}
  }

  const vzaps = createVZapsApi({
    auth: { clientToken: 'client-token', clientSecret: 'client-secret' },
    maxSockets: count,
    platform: {
      fetch,
      WebSocket: Socket,
      now: () => now,
      setTimeout: (run, ms) => timers.add({ at: now + ms, run }),
      clearTimeout: (timer) => {
        if (timer) timer.run = undefined
      },
    },
  })
  const store = configureStore({
    reducer: { [vzaps.reducerPath]: vzaps.reducer },
    middleware: (getDefault) =>
      getDefault({ serializableCheck: false, immutableCheck: false }).prepend(vzaps.middleware),
  })
  const settle = async () => {
    for (let i = 0; i < 8; i++) await new Promise((done) => setImmediate(done))
  }
  const advance = async (ms) => {
    const end = now + ms
    for (;;) {
      const next = timers.next(end)
      if (!next) break
      now = Math.max(now, next.at)
      next.run()
      await settle()
    }
    now = end
    await settle()
  }
  const push = (i, connected) => {
    const type = connected ? 'Connected' : 'Disconnected'
    const created_at = new Date(now).toISOString()
    const event = { id: `evt_${now}_${i}`, type, instance_id: `VZ${i}`, created_at, data: {} }
    sockets.get(`VZ${i}`).onmessage({ data: JSON.stringify(event) })
  }
  return { vzaps, store, advance, push, sockets, now: () => now }
}

const start = async (options) => {
  const isPushed = options.push === true
  const run = createRun()
  const { vzaps, store } = run
  const { status } = vzaps.connect(store)
  for (let page = 1; page <= count / 100; page++) {
    store.dispatch(vzaps.endpoints.listInstances.initiate({ page, pageSize: 100 }))
  }
  await run.advance(1_000)
  for (const { id } of rows) status.watch(id, options).subscribe()
  // The code for sockets is loaded in real time.
  while (isPushed && run.sockets.size < count) await run.advance(10)
  await run.advance(5_000)
  return run
}

let at = 0
/** Ten instances change. */
const change = (run, isPushed) => {
  for (let i = 0; i < changesPerSecond; i++) {
    at = (at + 7) % count
    const connected = !rows[at].connected
    const updated_at = new Date(run.now()).toISOString()
    Object.assign(rows[at], {
      connected,
      status: connected ? 'connected' : 'disconnected',
      updated_at,
    })
    if (isPushed) run.push(at, connected)
  }
}

/** ms of CPU that a turn takes. */
const play = async (run, isPushed) => {
  const before = process.cpuUsage()
  for (let second = 0; second < seconds; second++) {
    change(run, isPushed)
    await run.advance(1_000)
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const sum = (values) => values.reduce((all, one) => all + one, 0)

const runs = {
  pushes: await start({ push: true }),
  'polls, 1 s': await start({ pollingInterval: 1_000 }),
  'polls, 15 s': await start({}),
}
const costs = Object.fromEntries(Object.keys(runs).map((name) => [name, []]))
for (let turn = 0; turn < warmUp + turns; turn++) {
  for (const [name, run] of Object.entries(runs)) {
    costs[name].push(await play(run, name === 'pushes'))
  }
}
const measured = (name) => costs[name].slice(warmUp)
/** How much pushes cost beside others. */
const ratioTo = (name) => sum(measured('pushes')) / sum(measured(name))

/** From the frame to the store's subscribers, in ms. */
const times = []
const pushed = 500
const { store, push, advance } = runs.pushes
for (let i = 0; i < pushed; i++) {
  at = (at + 7) % count
  rows[at].connected = !rows[at].connected
  const began = performance.now()
  const unsubscribe = store.subscribe(() => {
    times.push(performance.now() - began)
    unsubscribe()
  })
  push(at, rows[at].connected)
  unsubscribe()
  if (i % 10 === 9) await advance(1_000)
}
times.sort((a, b) => a - b)
const within = (share) => times[Math.min(Math.floor(times.length * share), times.length - 1)]

const write = (text) => process.stdout.write(`${text}\n`)
write(
  `CPU of ${seconds} s, ${count} instances, ${changesPerSecond} changes a second (mean of ${turns})`,
)
for (const name of Object.keys(costs)) {
  const ratio = name === 'pushes' ? '' : `  pushes: ${ratioTo(name).toFixed(2)} of it`
  write(`  ${name.padEnd(12)} ${(sum(measured(name)) / turns).toFixed(0).padStart(5)} ms${ratio}`)
}
write(`From a frame to the store's subscribers, ${times.length} pushes`)
const limits = [0.25, 0.5, 1, 2, 4, 8, 16, Number.POSITIVE_INFINITY]
let counted = 0
for (const limit of limits) {
  const below = times.filter((ms) => ms <= limit).length
  const share = (below - counted) / times.length
  counted = below
  write(
    `  <= ${String(limit).padEnd(8)} ms ${(100 * share).toFixed(1).padStart(5)} % ${'#'.repeat(Math.round(40 * share))}`,
  )
}
write(`  median ${within(0.5).toFixed(2)} ms, 99 of 100 within ${within(0.99).toFixed(2)} ms`)

const problems = []
if (times.length !== pushed)
  problems.push(`Only ${times.length} of ${pushed} pushes were seen at once`)
if (within(0.5) > 16) problems.push('A push takes longer than a frame')
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exit(problems.length > 0 ? 1 : 0)
