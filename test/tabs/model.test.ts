import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { instances } from '../status/support/virtual.ts'
import type { OpenTab } from './support/virtual.ts'
import { virtualBrowser } from './support/virtual.ts'

// Tabs are opened, closed, crash, freeze and wake up, are hidden and shown; instances change, messages come, somebody signs
// out. Whatever happens:
//  one         once all is calm, one tab polls, and one socket is open;
//  confirmed   what a visible tab watches is confirmed within cadence, round trip and 5 s;
//  forward     what is shown never goes back to what was so before;
//  handled     an event is acknowledged after all that were there have handled it, and none that stays misses one or has it
//              twice;
//  nothing     no lock, channel, timer or subscription is left after dispose().

const CADENCE = 15_000
const LATE = CADENCE + 500 + 5_000
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
    arbitrary: fc.record({ kind: fc.constantFrom('change' as const, 'message' as const), id }),
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
  openedAt: number
}

const play = async (commands: readonly Command[]): Promise<void> => {
  vi.clearAllTimers()
  const at = virtualBrowser({ instances: instances(COUNT) })
  const tabs: Watched[] = []
  const sent: { readonly id: string; readonly at: number }[] = []
  let last = 0

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
    tab.watch(watched)
    tab.listen('VZ0', { events: ['Message'], onEvent: (event) => handled.push(String(event.id)) })
    let shown = ''
    tab.store.subscribe(() => {
      const version = tab.row(watched)?.updatedAt ?? shown
      expect(version >= shown, 'forward').toBe(true)
      shown = version
    })
    await at.wait(2_000)
    tabs.push({ tab, watched, handled, calmSince: Date.now(), openedAt: Date.now() })
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
        at.gateway.instances.patch(step.id, { status: `word ${Date.now()}` })
        return
      case 'message': {
        last += 1
        sent.push({ id: `evt_${last}`, at: Date.now() })
        at.push.send('VZ0', { id: `evt_${last}`, type: 'Message' })
        return
      }
      case 'open':
        if (tabs.length < 5) await open()
        return
      case 'signOut':
        one?.tab.isRunning() && one.tab.vzaps.auth.signOut()
        return disturb()
      case 'freeze':
      case 'sleep':
        one?.tab.freeze(step.kind === 'sleep')
        return disturb()
      default:
        one?.tab[step.kind]()
        return disturb()
    }
  }

  const check = () => {
    for (const one of tabs) {
      if (!isSeen(one) || Date.now() - one.calmSince < LATE) continue
      const age = Date.now() - (one.tab.confirmedAt(one.watched) ?? 0)
      expect(age, 'confirmed').toBeLessThanOrEqual(LATE)
    }
  }

  await open()
  await open()
  for (const step of commands) {
    await run(step)
    check()
  }

  // All that are left wake up.
  for (const { tab } of tabs) tab.thaw()
  await at.wait(40_000)
  const there = tabs.filter(isThere)
  const counts = at.counting()
  await at.wait(CADENCE * 4)
  check()
  expect(Object.keys(counts()).length, 'one').toBe(tabs.some(isSeen) ? 1 : 0)
  expect(at.push.open, 'one').toEqual(there.length > 0 ? ['VZ0'] : [])
  for (const { handled, openedAt } of there) {
    const due = sent.filter((event) => event.at >= openedAt).map((event) => event.id)
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

test('holds in whatever order things happen', async () => {
  await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 6, maxLength: 25 }), play), {
    numRuns: 15,
    seed: 11,
  })
}, 300_000)
