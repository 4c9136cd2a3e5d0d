import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRandom } from '../../src/mock/random.ts'
import { instances } from '../status/support/virtual.ts'
import { deferred, useVirtualTime, virtual } from './support/virtual.ts'

// Subscribers come and go, instances change, sockets break, stall and are refused, events come twice and late, handlers
// are slow and throw, people sign out and in. Whatever happens:
//  handled     an event is acknowledged only after a handler of it succeeded;
//  delivered   once all is calm, each event was handled for an instance that was listened to all the time, and none
//              twice with success;
//  forward     what is shown of a connection never goes back to what was so before;
//  true        once all is calm, what is shown is what is so;
//  nothing     no timer, socket or subscription is left after the last one left.

const COUNT = 4
const id = fc.integer({ min: 0, max: COUNT - 1 }).map((i) => `VZ${i}`)

const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.integer({ min: 1, max: 20_000 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('message' as const, 'toggle' as const),
      id,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('watch' as const, 'leave' as const, 'late' as const),
      id,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('drop' as const, 'close' as const, 'stall' as const, 'again' as const),
      id,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'refuse' as const,
        'slow' as const,
        'throw' as const,
        'offline' as const,
        'session' as const,
        'expire' as const,
      ),
    }),
  },
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

beforeEach(useVirtualTime)

afterEach(() => {
  vi.useRealTimers()
})

const play = async (commands: readonly Command[]): Promise<void> => {
  vi.clearAllTimers()
  const random = createRandom(JSON.stringify(commands))
  const at = virtual(
    { instances: instances(COUNT), faults: { latencyMs: [5, 300] } },
    { platform: { random: random.next } },
  )
  await at.know()
  await at.wait(500)

  const sent: string[] = []
  const handled: string[] = []
  let isThrowing = false
  let slow = deferred()
  slow.resolve()
  let last = 0
  /** Signing out ends what was subscribed, and forgets what was missed. */
  let epoch = 0
  const listen = () =>
    at.listen('VZ0', {
      events: ['Message'],
      onEvent: async (event) => {
        const { promise } = slow
        const mine = epoch
        await promise
        if (isThrowing && random.next() < 0.5) throw new Error('no')
        if (mine === epoch) handled.push(String(event.id))
      },
    })
  let listener = listen()
  // What is pushed before anybody listens is nobody's.
  await at.wait(1_000)
  const stops = new Map<string, () => void>()
  const shown = new Map<string, number>()
  /** Of each instance: when its connection changed. */
  const changes = new Map<string, { at: number; connected: boolean }[]>()
  for (let i = 0; i < COUNT; i++) changes.set(`VZ${i}`, [{ at: 0, connected: true }])

  const unsubscribe = at.store.subscribe(() => {
    for (const [one, all] of changes) {
      const row = at.vzaps.util.selectInstance(at.store.getState(), one)
      if (!row || row.connected === undefined || row.connected === null) continue
      const before = shown.get(one) ?? 0
      // The earliest change from the one that was shown on that says the same.
      const now = all.findIndex(({ connected }, i) => i >= before && connected === row.connected)
      expect(now, 'forward').toBeGreaterThanOrEqual(0)
      shown.set(one, now)
    }
  })

  const run = async (step: Command): Promise<void> => {
    switch (step.kind) {
      case 'wait':
        await at.wait(step.ms)
        break
      case 'message': {
        const name = `evt_${++last}`
        at.push.send(step.id, { id: name, type: 'Message' })
        if (step.id === 'VZ0') sent.push(name)
        break
      }
      case 'again': {
        const name = sent.at(-1)
        if (name) at.push.send('VZ0', { id: name, type: 'Message' })
        break
      }
      case 'late':
        at.push.send(step.id, {
          type: random.pick(['Connected', 'Disconnected']),
          created_at: new Date(Date.UTC(2020, 0)).toISOString(),
        })
        break
      case 'toggle': {
        const row = at.gateway.instances.get(step.id)
        const connected = !row?.connected
        await at.wait(1)
        changes.get(step.id)?.push({ at: Date.now(), connected })
        at.gateway.instances.patch(step.id, { connected })
        break
      }
      case 'watch':
        if (!stops.has(step.id)) stops.set(step.id, at.watch(step.id, { push: true }).stop)
        break
      case 'leave':
        stops.get(step.id)?.()
        stops.delete(step.id)
        break
      case 'drop':
      case 'close':
      case 'stall':
        at.push[step.kind](step.id)
        break
      case 'refuse':
        at.gateway.faults.failNext(
          { kind: 'status', status: 503 },
          { path: '/events/ws', times: 3 },
        )
        break
      case 'slow': {
        slow = deferred()
        setTimeout(slow.resolve, 5_000)
        break
      }
      case 'throw':
        isThrowing = !isThrowing
        break
      case 'offline':
        at.online.set(false)
        at.push.drop()
        await at.wait(20_000)
        at.online.set(true)
        break
      case 'expire':
        at.gateway.tokens.expire()
        break
      case 'session':
        epoch += 1
        at.vzaps.auth.signOut()
        shown.clear()
        for (const all of changes.values()) all.splice(0, all.length - 1)
        await at.wait(500)
        void at.vzaps.auth
          .signIn({ ...at.gateway.credentials, dangerouslyAllowBrowser: true })
          .catch(() => {})
        await at.wait(1_000)
        await at.know()
        await at.wait(500)
        sent.length = 0
        listener = listen()
        break
    }
  }

  for (const step of commands) {
    await run(step)
    const unhandled = at.push.acks.filter((ack) => /^evt_\d/.test(ack) && !handled.includes(ack))
    if (epoch === 0)
      expect(
        unhandled.filter((ack) => sent.includes(ack)),
        'handled',
      ).toEqual([])
  }

  isThrowing = false
  at.gateway.faults.reset()
  at.online.set(true)
  await at.wait(180_000)
  if (epoch === 0) {
    // What failed while the last connection lasted comes again with the next.
    at.push.drop()
    await at.wait(60_000)
    expect([...new Set(handled)].sort(), 'delivered').toEqual([...sent].sort())
    expect(new Set(handled).size, 'delivered once').toBe(handled.length)
  }
  for (const one of stops.keys()) {
    const connected = at.gateway.instances.get(one)?.connected
    expect({ one, ...at.status.get(one) }, 'true').toMatchObject({ one, connected })
  }
  listener.stop()
  for (const stop of stops.values()) stop()
  unsubscribe()
  await at.wait(180_000)
  expect(at.push.open, 'nothing').toEqual([])
  expect(at.online.listeners.size, 'nothing').toBe(0)
  expect(vi.getTimerCount(), 'nothing').toBe(0)
}

test('holds in whatever order things happen', async () => {
  await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 8, maxLength: 40 }), play), {
    numRuns: Number(process.env.RUNS ?? 40),
    seed: Number(process.env.SEED ?? 7),
  })
}, 120_000)
