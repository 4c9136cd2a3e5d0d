import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ListInstancesArgs } from 'vzaps-rtk'
import { createRandom } from '../../src/mock/random.ts'
import { json } from '../support/wire.ts'
import { instances, virtual } from './support/virtual.ts'

// Watchers come and go, instances change, are made and deleted, rows are told, the server and the network fail, people
// sign out and in. Whatever happens:
//  confirmed   what is shown is at most one interval and one round trip old, once nothing stood in the way for a while;
//  once        no two requests for one question are on their way;
//  forward     no row goes back to a version before the one that was shown;
//  nothing     no timer is left after the last watcher.

const ROUND_TRIP = 400
const INTERVAL = 15_000
/** The longest that polls are apart after failures, with what was held back meanwhile. */
const RECOVERY = 135_000

const count = 12
const id = fc.integer({ min: 0, max: count + 1 }).map((i) => `VZ${i}`)
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.integer({ min: 1, max: 40_000 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('watch' as const, 'leave' as const), id }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('change' as const, 'read' as const), id }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('restart' as const, 'remove' as const), id }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('tellOlder' as const, 'tellNewer' as const), id }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'list' as const,
        'leaveList' as const,
        'create' as const,
        'ban' as const,
        'outage' as const,
        'hide' as const,
        'offline' as const,
        'signOut' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'settle' as const }) },
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  vi.useRealTimers()
})

interface Hub {
  watchList(args: ListInstancesArgs, watch: object): () => void
}

/** Plays commands, and checks the invariants along the way. */
const play = async (commands: readonly Command[]): Promise<void> => {
  // What an earlier run left is not this one's.
  vi.clearAllTimers()
  const flying = new Map<Request, string>()
  const doubled: string[] = []
  let answer = (_request: Request): Promise<Response> => Promise.reject(new Error('too early'))
  const at = virtual(
    { instances: instances(count), restartMs: 4_000, faults: { latencyMs: [20, ROUND_TRIP] } },
    {
      platform: {
        fetch: (request) => answer(request),
        random: createRandom(JSON.stringify(commands)).next,
      },
    },
  )
  answer = async (request) => {
    const question = `${request.url} ${await request.clone().text()}`
    // Given up while its body was read.
    if (request.signal.aborted) return at.wire.fetch(request)
    if (/instances.(get|list)/.test(question) && [...flying.values()].includes(question))
      doubled.push(question)
    flying.set(request, question)
    request.signal.addEventListener('abort', () => flying.delete(request))
    try {
      return await at.wire.fetch(request)
    } finally {
      flying.delete(request)
    }
  }
  const { hub } = (at.vzaps.connect(at.store) as unknown as { live: { hub: Hub } }).live
  const stops = new Map<string, () => void>()
  const since = new Map<string, number>()
  const changedAt = new Map<string, number>()
  const versions = new Map<string, string>()
  let leaveList: (() => void) | undefined
  let shown: { unsubscribe(): void } | undefined
  const showList = () => {
    shown = at.store.dispatch(at.e.listInstances.initiate({ pageSize: 5 }))
  }
  /** Until when polls may be late. */
  let troubledUntil = 0
  const trouble = (ms: number) => {
    troubledUntil = Math.max(troubledUntil, Date.now() + ms)
  }

  at.store.subscribe(() => {
    for (const known of changedAt.keys()) {
      const row = at.vzaps.util.selectInstance(at.store.getState(), known)
      const version = row?.updatedAt ?? undefined
      if (version === undefined) continue
      const before = versions.get(known)
      if (before !== undefined) expect(`forward ${version >= before}`).toBe('forward true')
      versions.set(known, version)
    }
  })

  const check = () => {
    expect(doubled, 'once').toEqual([])
    const now = Date.now()
    if (now < troubledUntil) return
    for (const watched of stops.keys()) {
      const row = rowOf(watched)
      const asOf = Math.max(since.get(watched) ?? 0, changedAt.get(watched) ?? 0)
      if (!row || now - asOf < INTERVAL + 2 * ROUND_TRIP) continue
      expect({ confirmed: watched, ...at.status.get(watched) }).toMatchObject({
        confirmed: watched,
        status: row.status,
        connected: row.connected,
      })
    }
  }

  const rowOf = (one: string) => at.gateway.instances.list().find((row) => row.id === one)
  const change = (one: string) => {
    if (!rowOf(one)) return
    at.gateway.instances.patch(one, { status: `word ${Date.now()}` })
    changedAt.set(one, Date.now())
  }
  const tell = (one: string, status: string, updatedAt: string) => {
    const row = { id: one, status, connected: true, updatedAt }
    at.store.dispatch(at.vzaps.util.tellRows([{ type: 'Instance', row }]))
  }

  const run = async (step: Command): Promise<void> => {
    switch (step.kind) {
      case 'wait':
        await at.wait(step.ms)
        break
      case 'settle':
        await at.wait(RECOVERY + 2 * INTERVAL)
        break
      case 'watch':
        if (stops.has(step.id)) break
        stops.set(step.id, at.watch(step.id).stop)
        since.set(step.id, Date.now())
        break
      case 'leave':
        stops.get(step.id)?.()
        stops.delete(step.id)
        break
      case 'change':
        change(step.id)
        break
      case 'read':
        void at.store.dispatch(
          at.e.getInstance.initiate(step.id, { subscribe: false, forceRefetch: true }),
        )
        break
      case 'restart':
        void at.store.dispatch(at.e.restartInstance.initiate(step.id))
        trouble(INTERVAL)
        break
      case 'remove':
        if (rowOf(step.id)) at.gateway.instances.remove(step.id)
        break
      case 'create':
        void at.store.dispatch(at.e.createInstance.initiate({ name: `New ${Date.now()}` }))
        break
      case 'tellOlder':
        tell(step.id, 'told too late', '2020-01-01T00:00:00.000Z')
        break
      case 'tellNewer': {
        change(step.id)
        const row = rowOf(step.id)
        if (row) tell(step.id, row.status, row.updated_at)
        break
      }
      case 'list': {
        if (leaveList) break
        // As the hook does: it keeps the entry, and the hub polls it.
        showList()
        const watch = { options: () => ({}), notify: () => {} }
        const leave = hub.watchList({ pageSize: 5 }, watch)
        leaveList = () => {
          leave()
          shown?.unsubscribe()
        }
        break
      }
      case 'leaveList':
        leaveList?.()
        leaveList = undefined
        for (const watched of stops.keys()) since.set(watched, Date.now())
        break
      case 'ban':
        at.wire.answer(/get|list/, () => {
          trouble(60_000 + RECOVERY)
          return json({}, 429, { 'Retry-After': '60' })
        })
        break
      case 'outage':
        at.gateway.faults.set({ status: 503 })
        await at.wait(40_000)
        at.gateway.faults.set({ status: null as never })
        at.gateway.faults.reset()
        at.gateway.faults.set({ latencyMs: [20, ROUND_TRIP] })
        trouble(RECOVERY)
        break
      case 'hide':
        at.visible.set(false)
        await at.wait(30_000)
        at.visible.set(true)
        trouble(INTERVAL + ROUND_TRIP)
        break
      case 'offline':
        at.online.set(false)
        await at.wait(30_000)
        at.online.set(true)
        trouble(INTERVAL + ROUND_TRIP)
        break
      case 'signOut':
        at.vzaps.auth.signOut()
        versions.clear()
        await at.wait(5_000)
        void at.vzaps.auth
          .signIn({ ...at.gateway.credentials, dangerouslyAllowBrowser: true })
          .catch(() => {})
        if (leaveList) showList()
        // One that meets an outage is refused, and ends the polls until the next.
        await at.wait(1_000)
        trouble(INTERVAL + 2 * ROUND_TRIP)
        break
    }
  }

  for (const step of commands) {
    await run(step)
    check()
  }
  for (const stop of stops.values()) stop()
  leaveList?.()
  await at.wait(120_000)
  expect(vi.getTimerCount(), 'nothing').toBe(0)
}

test('holds in whatever order things happen', async () => {
  await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 8, maxLength: 40 }), play), {
    numRuns: Number(process.env.RUNS ?? 60),
    seed: Number(process.env.SEED ?? 13),
  })
}, 120_000)
