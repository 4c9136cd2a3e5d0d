import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRandom } from '../../src/mock/random.ts'
import { instances } from '../status/support/virtual.ts'
import type { OpenTab } from './support/virtual.ts'
import { virtualBrowser } from './support/virtual.ts'

// Tabs are opened, closed, crash, freeze and wake up, are hidden and shown, so that others lead; instances change, are renamed
// in one of the tabs, connect and disconnect; messages come, and pushes older than what is known; sockets break and are
// refused; somebody signs out. Whatever happens:
//  one         once all is calm, one tab polls, and one socket is open;
//  confirmed   what a visible tab watches is confirmed within cadence, round trip and 5 s;
//  forward     what is shown never goes back to what was so before, neither a row nor whether it is connected;
//  true        once all is calm, each tab that can be seen shows what is so;
//  handled     an event is acknowledged after all that were there have handled it, and none that stays misses one or has it
//              twice;
//  nothing     no lock, channel, timer or subscription is left after dispose().

const CADENCE = 15_000
const LATE = CADENCE + 500 + 5_000
/** ms, a round trip less. */
const KEPT = 14_500
/** ms until a tab that wakes up is attached again: what comes meanwhile it hears later. */
const ATTACHED = 1_000
const COUNT = 3
const which = fc.integer({ min: 0, max: 3 })
const id = fc.integer({ min: 0, max: COUNT - 1 }).map((i) => `VZ${i}`)
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.integer({ min: 1, max: 20_000 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'change' as const,
        'message' as const,
        'toggle' as const,
        'late' as const,
        'drop' as const,
        'refuse' as const,
      ),
      id,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('rename' as const), id, which }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'open' as const,
        'crash' as const,
        'freeze' as const,
        'sleep' as const,
        'thaw' as const,
        'hide' as const,
        'show' as const,
      ),
      which,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('signOut' as const), which }) },
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  vi.useRealTimers()
})

interface Watched {
  readonly tab: OpenTab
  readonly watched: string
  readonly handled: string[]
  /** Since when nothing stood in the way. */
  calmSince: number
  /** When it fell asleep last, and all that it slept: epoch ms. */
  asleepSince: number | undefined
  readonly slept: { readonly from: number; readonly to: number }[]
  /** Since when its socket is open for the first time: what came before that is nobody's. */
  openedAt: number
  /** When its status was pushed last: epoch ms. */
  pushedAt: number
}

const play = async (commands: readonly Command[]): Promise<void> => {
  vi.clearAllTimers()
  const random = createRandom(JSON.stringify(commands))
  const at = virtualBrowser({ instances: instances(COUNT) })
  const tabs: Watched[] = []
  const sent: { readonly id: string; readonly at: number }[] = []
  /** Of each instance: whether it was connected, from the first moment on. */
  const changes = new Map<string, boolean[]>()
  for (let i = 0; i < COUNT; i++) changes.set(`VZ${i}`, [true])
  const backwards: string[] = []
  /** A tab that was asleep then says good-bye when it wakes up, and the server forgets what it had for this user. */
  let signedOutAt = Number.NEGATIVE_INFINITY
  let last = 0

  const patch = (one: string, fields: object) => {
    at.gateway.instances.patch(one, fields)
    // A word that is not known says that it is not connected.
    const connected = at.gateway.instances.get(one)?.connected === true
    const all = changes.get(one)
    if (all?.at(-1) !== connected) all?.push(connected)
  }

  const disturb = () => {
    for (const one of tabs) one.calmSince = Date.now()
  }

  const open = async () => {
    const tab = at.open({ tabs: { events: true } })
    const watched = `VZ${tabs.length % COUNT}`
    const handled: string[] = []
    tab.read(watched)
    tab.read('VZ0')
    await at.wait(1_000)
    tab.watch(watched, { push: true })
    tab.listen('VZ0', { events: ['Message'], onEvent: (event) => handled.push(String(event.id)) })
    let shown = ''
    let shownChange = 0
    tab.store.subscribe(() => {
      const { updatedAt, connected } = tab.row(watched) ?? {}
      const version = updatedAt ?? shown
      if (version < shown) backwards.push(`${tab.number} shows ${version} after ${shown}`)
      shown = version
      if (typeof connected !== 'boolean') return
      // The earliest change from the one that was shown on that says the same.
      const now = (changes.get(watched) ?? []).indexOf(connected, shownChange)
      if (now < 0) backwards.push(`${tab.number} shows ${watched} ${connected} again`)
      else shownChange = now
    })
    await at.wait(2_000)
    tabs.push({
      tab,
      watched,
      handled,
      calmSince: Date.now(),
      openedAt: Number.POSITIVE_INFINITY,
      pushedAt: 0,
      asleepSince: undefined,
      slept: [],
    })
  }

  const rename = (one: Watched | undefined, instanceId: string) => {
    if (!one || !isThere(one)) return
    const { tab } = one
    last += 1
    const { updateInstance } = tab.vzaps.endpoints
    const data = { name: `Name ${last}` }
    void tab.store.dispatch(updateInstance.initiate({ instanceId, data }))
  }

  const freeze = (one: Watched | undefined, isTold: boolean) => {
    if (!one?.tab.isRunning()) return
    lostAt.push(Date.now())
    one.asleepSince = Date.now()
    one.tab.freeze(isTold)
  }

  const thaw = (one: Watched | undefined) => {
    if (!one) return
    if (one.asleepSince) one.slept.push({ from: one.asleepSince, to: Date.now() })
    one.asleepSince = undefined
    one.tab.thaw()
  }

  const isThere = ({ tab }: Watched) =>
    tab.isRunning() && tab.vzaps.auth.getState().status === 'signed-in'
  const isSeen = (one: Watched) => isThere(one) && one.tab.visible.get()

  const run = async (step: Command): Promise<void> => {
    const one = 'which' in step ? tabs[step.which % (tabs.length || 1)] : undefined
    switch (step.kind) {
      case 'wait':
        await at.wait(step.ms)
        return
      case 'change':
        await at.wait(1)
        patch(step.id, { status: `word ${Date.now()}` })
        return
      case 'message': {
        last += 1
        sent.push({ id: `evt_${last}`, at: Date.now() })
        at.push.send('VZ0', { id: `evt_${last}`, type: 'Message' })
        return
      }
      case 'toggle': {
        await at.wait(1)
        patch(step.id, { connected: !at.gateway.instances.get(step.id)?.connected })
        return
      }
      case 'late':
        at.push.send(step.id, {
          type: random.pick(['Connected', 'Disconnected']),
          created_at: new Date(Date.UTC(2020, 0)).toISOString(),
        })
        return
      case 'rename': {
        rename(one, step.id)
        return
      }
      case 'drop':
        at.push.drop(step.id)
        return
      case 'refuse': {
        const upgrades = { path: '/events/ws', times: 2 }
        at.gateway.faults.failNext({ kind: 'status', status: 503 }, upgrades)
        at.push.drop(step.id)
        return
      }
      case 'open':
        if (tabs.length < 5) await open()
        return
      case 'signOut':
        signedOutAt = Date.now()
        one?.tab.isRunning() && one.tab.vzaps.auth.signOut()
        return disturb()
      case 'freeze':
      case 'sleep':
        freeze(one, step.kind === 'sleep')
        return disturb()
      case 'thaw':
        thaw(one)
        return disturb()
      case 'crash':
        lostAt.push(Date.now())
        one?.tab.crash()
        return disturb()
      default:
        one?.tab[step.kind]()
        return disturb()
    }
  }

  /** Another tab went, or fell asleep, and what it had handed out with it: epoch ms. */
  const lostAt: number[] = []

  /** What is pushed is polled once a minute; once that is lost it is asked for, which takes as long as a poll may. */
  const cadenceOf = (one: Watched) => {
    if (one.tab.pushState(one.watched) === 'open') one.pushedAt = Date.now()
    return Date.now() - one.pushedAt < LATE ? 60_000 : CADENCE
  }

  const check = () => {
    expect(backwards, 'forward').toEqual([])
    for (const one of tabs) {
      const isOpen = isThere(one) && one.tab.pushState('VZ0') === 'open'
      if (isOpen) one.openedAt = Math.min(one.openedAt, Date.now())
    }
    for (const one of tabs) {
      if (!isSeen(one) || Date.now() - one.calmSince < cadenceOf(one) + LATE - CADENCE) continue
      const age = Date.now() - (one.tab.confirmedAt(one.watched) ?? 0)
      expect(age, 'confirmed').toBeLessThanOrEqual(cadenceOf(one) + LATE - CADENCE)
    }
    for (const acked of at.push.acks) {
      const event = sent.find((one) => one.id === acked)
      if (!event) continue
      const meant = tabs.filter((one) => isThere(one) && one.calmSince + ATTACHED <= event.at)
      expect(
        meant.filter(({ handled }) => !handled.includes(acked)).map(({ tab }) => tab.number),
        `handled ${acked}`,
      ).toEqual([])
    }
  }

  await open()
  await open()
  for (const step of commands) {
    await run(step)
    check()
  }

  // All that are left wake up, and what was to be refused is not any more. Timers of a hidden tab run once a minute.
  for (const one of tabs) thaw(one)
  at.gateway.faults.reset()
  disturb()
  await at.wait(100_000)
  const there = tabs.filter(isThere)
  const counts = at.counting()
  await at.wait(60_000 + CADENCE)
  check()
  expect(Object.keys(counts()).length, 'one').toBe(tabs.some(isSeen) ? 1 : 0)
  const wanted = there.length > 0 ? new Set(['VZ0', ...there.map(({ watched }) => watched)]) : []
  expect([...at.push.open].sort(), 'one').toEqual([...wanted].sort())
  for (const { tab, watched } of there.filter(isSeen)) {
    const { name, connected } = at.gateway.instances.get(watched) ?? {}
    expect(tab.row(watched), 'true').toMatchObject({ name, connected })
  }
  for (const { handled, openedAt, slept } of there) {
    // What came while it slept may be lost where others led meanwhile: after as long as events are kept, or with them.
    const isMissed = (at: number) =>
      slept.some(
        ({ from, to }) =>
          from <= at && (to - at > KEPT || lostAt.some((lost) => at <= lost && lost <= to)),
      )
    const due = sent
      .filter(({ at: on }) => on >= openedAt && on - signedOutAt > KEPT && !isMissed(on))
      .map((event) => event.id)
    expect([...handled].sort(), 'handled').toEqual(expect.arrayContaining(due))
    expect(new Set(handled).size, 'handled once').toBe(handled.length)
  }
  for (const { tab } of tabs) if (!tab.isGone()) tab.vzaps.dispose()
  await at.wait(200_000)
  expect([at.locks(), at.channels()], 'nothing').toEqual([[], 0])
  for (const { tab } of tabs.filter((one) => !one.tab.isGone())) {
    const signals = [tab.visible, tab.awake, tab.online]
    expect(
      signals.map(({ listeners }) => listeners.size),
      'nothing',
    ).toEqual([0, 0, 0])
  }
}

/** What went wrong once: an event that was on its way to a tab when the one that held the sockets fell asleep, or woke up. */
const found: [Command[]][] = [
  [
    [
      { kind: 'open', which: 0 },
      { kind: 'change', id: 'VZ0' },
      { kind: 'message', id: 'VZ0' },
      { kind: 'drop', id: 'VZ0' },
      { kind: 'sleep', which: 0 },
    ],
  ],
  [
    [
      { kind: 'freeze', which: 0 },
      { kind: 'drop', id: 'VZ0' },
      { kind: 'change', id: 'VZ0' },
      { kind: 'wait', ms: 3_110 },
      { kind: 'change', id: 'VZ0' },
      { kind: 'message', id: 'VZ0' },
      { kind: 'drop', id: 'VZ0' },
      { kind: 'change', id: 'VZ0' },
    ],
  ],
  [
    [
      { kind: 'freeze', which: 0 },
      { kind: 'message', id: 'VZ0' },
      { kind: 'change', id: 'VZ0' },
      { kind: 'change', id: 'VZ0' },
      { kind: 'open', which: 0 },
      { kind: 'sleep', which: 0 },
      { kind: 'freeze', which: 0 },
    ],
  ],
  [
    [
      { kind: 'hide', which: 1 },
      { kind: 'refuse', id: 'VZ0' },
      { kind: 'open', which: 0 },
      { kind: 'rename', id: 'VZ0', which: 0 },
      { kind: 'open', which: 0 },
      { kind: 'message', id: 'VZ0' },
      { kind: 'wait', ms: 1 },
      { kind: 'wait', ms: 1 },
    ],
  ],
  [
    [
      { kind: 'hide', which: 1 },
      { kind: 'refuse', id: 'VZ0' },
      { kind: 'message', id: 'VZ0' },
      { kind: 'wait', ms: 1 },
      { kind: 'wait', ms: 1 },
      { kind: 'rename', id: 'VZ0', which: 0 },
      { kind: 'wait', ms: 1 },
      { kind: 'wait', ms: 1 },
      { kind: 'change', id: 'VZ0' },
    ],
  ],
]

test('holds in whatever order things happen', async () => {
  await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 6, maxLength: 25 }), play), {
    examples: found,
    numRuns: Number(process.env.RUNS ?? 15),
    seed: Number(process.env.SEED ?? 11),
  })
}, 300_000)
