import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RealtimeEvent } from 'vzaps-rtk'
import { createVZapsRelay } from 'vzaps-rtk/server'
import { instances } from '../status/support/virtual.ts'
import type { OpenTab } from './support/virtual.ts'
import { virtualBrowser } from './support/virtual.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  vi.useRealTimers()
})

const ROUND = 16_000

/** Tabs that each watch an instance of their own, and have read it. */
const watching = async (count: number, given: object = {}) => {
  const at = virtualBrowser({ instances: instances(count) })
  const tabs: OpenTab[] = []
  for (let i = 0; i < count; i++) {
    const tab = at.open(given)
    tab.watch(`VZ${i}`)
    tabs.push(tab)
    await at.wait(500)
  }
  return { ...at, tabs: tabs as unknown as [OpenTab, OpenTab, OpenTab] }
}

/** Which tabs ask, in the time of a round. */
const asking = async (at: Pick<Awaited<ReturnType<typeof watching>>, 'counting' | 'wait'>) => {
  const counts = at.counting()
  await at.wait(ROUND)
  return Object.keys(counts()).map(Number)
}

describe('tabs of one scope', () => {
  test('have one of them ask for all, and all are told', async () => {
    const at = await watching(3)
    at.gateway.instances.patch('VZ2', { connected: false })
    expect(await asking(at)).toEqual([1])
    expect(at.tabs[2].connected('VZ2')).toBe(false)
    expect(Date.now() - (at.tabs[2].confirmedAt('VZ2') ?? 0)).toBeLessThan(ROUND)
  })

  test('have one of them ask that watches something, though others can be seen first', async () => {
    const at = virtualBrowser({ instances: instances(3) })
    const idle = at.open()
    await at.wait(500)
    const tab = at.open()
    tab.watch('VZ0')
    await at.wait(2_000)
    expect(await asking(at)).toEqual([tab.number])
    idle.watch('VZ1')
    await at.wait(ROUND)
    expect(await asking(at)).toEqual([tab.number])
  })

  test('cost no more requests than one', async () => {
    const at = virtualBrowser({ instances: instances(3) })
    const tabs = [at.open(), at.open(), at.open(), at.open()]
    await at.wait(100)
    for (const tab of tabs) for (const id of ['VZ0', 'VZ1']) tab.watch(id)
    await at.wait(1_000)
    const counts = at.counting()
    await at.wait(60_000)
    const total = Object.values(counts()).reduce((sum, count) => sum + count, 0)
    expect(total).toBeLessThanOrEqual(8)
  })

  test('have a live list asked once, and write it where it is shown', async () => {
    const at = virtualBrowser({ instances: instances(3) })
    const tabs = [at.open(), at.open()]
    await at.wait(100)
    for (const { store, vzaps } of tabs) {
      store.dispatch(vzaps.endpoints.listInstances.initiate({ pageSize: 5 }))
      const { live } = vzaps.connect(store) as unknown as {
        live: { hub: { watchList(args: object, watch: object): void } }
      }
      live.hub.watchList({ pageSize: 5 }, { options: () => ({}), notify: () => {} })
    }
    await at.wait(1_000)
    at.gateway.instances.add({ id: 'VZNEW', name: 'New' })
    expect(await asking(at)).toEqual([1])
    for (const { store, vzaps } of tabs) {
      const { data } = vzaps.endpoints.listInstances.select({ pageSize: 5 })(
        store.getState() as never,
      )
      expect(data?.content.map(({ id }) => id)).toContain('VZNEW')
    }
  })

  test.each([
    ['with the page', 0],
    ['once the tab leads', 500],
  ])('read a live list that is shown %s once', async (_when, ms) => {
    const at = virtualBrowser({ instances: instances(3) })
    const { store, vzaps } = at.open()
    await at.wait(ms)
    store.dispatch(vzaps.endpoints.listInstances.initiate())
    const { live } = vzaps.connect(store) as unknown as {
      live: { hub: { watchList(args: object | undefined, watch: object): void } }
    }
    live.hub.watchList(undefined, { options: () => ({}), notify: () => {} })
    await at.wait(5_000)
    const lists = at.gateway.requests.filter(({ path }) => path === '/instances/list')
    expect(lists).toHaveLength(1)
  })

  test('have what only one of them shows asked by the other', async () => {
    const at = virtualBrowser({ instances: instances(3) })
    const [one, two] = [at.open(), at.open()]
    await at.wait(100)
    one.watch('VZ0')
    two.store.dispatch(two.vzaps.endpoints.listInstances.initiate({ pageSize: 5 }))
    const { live } = two.vzaps.connect(two.store) as unknown as {
      live: { hub: { watchList(args: object, watch: object): void } }
    }
    live.hub.watchList({ pageSize: 5 }, { options: () => ({}), notify: () => {} })
    await at.wait(1_000)
    at.gateway.instances.patch('VZ2', { connected: false })
    expect(await asking(at)).toEqual([1])
    expect(two.connected('VZ2')).toBe(false)
    // The list is not one that the tab that asked shows.
    expect(one.row('VZ2')).toBeUndefined()
  })

  test('of other scopes, or of none, know nothing of each other', async () => {
    const at = virtualBrowser()
    const [one, two] = [at.open(), at.open({ tabs: { scope: 'user-2' } })]
    await at.wait(100)
    one.watch('VZ0')
    two.watch('VZ0')
    await at.wait(1_000)
    expect(await asking(at)).toEqual([1, 2])
  })

  test.each(['locks', 'BroadcastChannel'] as const)('work alone without %s', async (without) => {
    const at = await watching(2, { without })
    expect(await asking(at)).toEqual([1, 2])
    expect(at.channels()).toBe(0)
  })

  test('work alone where the page may have no locks', async () => {
    const at = virtualBrowser()
    const tab = at.open({ without: 'locks' })
    void tab
    const refused = at.open()
    await at.wait(100)
    refused.watch('VZ0')
    await at.wait(1_000)
    expect(await asking(at)).toEqual([2])
  })
})

describe('a tab that asks', () => {
  test('is followed at once when it is closed', async () => {
    const at = await watching(3)
    at.tabs[0].crash()
    await at.wait(100)
    expect(await asking(at)).toEqual([2])
  })

  test('leaves it to another one when it is hidden, and takes its turn again', async () => {
    const at = await watching(3)
    at.tabs[0].hide()
    await at.wait(100)
    expect(await asking(at)).toEqual([2])
    at.tabs[0].show()
    expect(await asking(at)).toEqual([2])
    at.tabs[1].crash()
    at.tabs[2].crash()
    expect(await asking(at)).toEqual([1])
  })

  test.each([true, false])(
    'is followed within 5 s when it is frozen (told: %s)',
    async (isTold) => {
      const at = await watching(3)
      await at.wait(15_000)
      at.tabs[0].freeze(isTold)
      await at.wait(5_000)
      const counts = at.counting()
      at.tabs[1].vzaps.connect(at.tabs[1].store).status.expect('VZ1', 'restart')
      await at.wait(3_000)
      expect(Object.keys(counts())).toHaveLength(1)
      expect(counts()[1]).toBeUndefined()
    },
  )

  test('and was frozen is one of the others when it wakes up', async () => {
    const at = await watching(3)
    at.tabs[0].freeze(false)
    await at.wait(10_000)
    at.tabs[0].thaw()
    await at.wait(1_000)
    const [only, ...others] = await asking(at)
    expect(only).not.toBe(1)
    expect(others).toEqual([])
    expect(Date.now() - (at.tabs[0].confirmedAt('VZ0') ?? 0)).toBeLessThan(ROUND)
  })

  test('is not robbed while it is there, however long that is', async () => {
    const at = await watching(3)
    const counts = at.counting()
    await at.wait(600_000)
    expect(Object.keys(counts())).toEqual(['1'])
  })

  test('that the server refuses leaves it to another one', async () => {
    const at = virtualBrowser({ instances: instances(2) })
    let isRefused = false
    const token = () => {
      if (isRefused) throw new Error('no')
      return { accessToken: at.gateway.tokens.issue(), expiresIn: 3_600 }
    }
    const one = at.open({ auth: { getToken: token } })
    const two = at.open()
    await at.wait(100)
    one.watch('VZ0')
    two.watch('VZ1')
    await at.wait(1_000)
    expect(await asking(at)).toEqual([1])
    isRefused = true
    at.gateway.faults.failNext({ kind: 'status', status: 403 }, { path: '/instances/get' })
    await at.wait(ROUND)
    expect(await asking(at)).toEqual([2])
  })

  test('keeps the peace that the server asked for, whoever asks next', async () => {
    const at = await watching(2)
    at.gateway.faults.failNext(
      { kind: 'status', status: 429, retryAfter: 60 },
      {
        path: '/instances/get',
      },
    )
    await at.wait(15_000)
    at.tabs[0].crash()
    const counts = at.counting()
    await at.wait(40_000)
    expect(counts()).toEqual({})
    await at.wait(30_000)
    expect(Object.keys(counts())).toEqual(['2'])
  })
})

describe('a hidden tab', () => {
  test('asks for nothing, and is told all the same', async () => {
    const at = await watching(2)
    at.tabs[1].hide()
    at.tabs[0].watch('VZ1')
    at.gateway.instances.patch('VZ1', { connected: false })
    expect(await asking(at)).toEqual([1])
    expect(at.tabs[1].connected('VZ1')).toBe(false)
  })

  test('asks where its app wants that, and nobody else does', async () => {
    const at = virtualBrowser()
    const one = at.open({ hidden: true })
    await at.wait(100)
    one.watch('VZ0', { skipPollingIfUnfocused: false })
    const counts = at.counting()
    await at.wait(180_000)
    expect(counts()[1]).toBeGreaterThan(1)
  })
})

describe('the session', () => {
  test('ends in every tab when somebody signs out in one', async () => {
    const at = await watching(3)
    at.tabs[1].vzaps.auth.signOut()
    await at.wait(100)
    for (const { vzaps, row } of at.tabs) {
      expect(vzaps.auth.getState()).toEqual({ status: 'signed-out' })
      expect(row('VZ0')).toBeUndefined()
    }
    expect(await asking(at)).toEqual([])
  })

  test('ends in every other tab when somebody signs in to another account in one', async () => {
    const at = await watching(3)
    await Promise.all([at.tabs[0].vzaps.auth.signIn(at.tabs[0].credentials), at.wait(1_000)])
    const states = at.tabs.map(({ vzaps }) => vzaps.auth.getState().status)
    expect(states).toEqual(['signed-in', 'signed-out', 'signed-out'])
  })

  test('goes on in the others when somebody signs in where nobody was', async () => {
    const at = await watching(2)
    const late = at.open({ auth: null })
    await at.wait(100)
    await Promise.all([late.vzaps.auth.signIn(late.credentials), at.wait(1_000)])
    const states = [...at.tabs, late].map(({ vzaps }) => vzaps.auth.getState().status)
    expect(states).toEqual(['signed-in', 'signed-in', 'signed-in'])
  })

  test('ends in a tab that slept through the sign-out', async () => {
    const at = await watching(3)
    at.tabs[2].freeze(true)
    at.tabs[0].vzaps.auth.signOut()
    await at.wait(60_000)
    at.tabs[2].thaw()
    await at.wait(100)
    expect(at.tabs[2].vzaps.auth.getState()).toEqual({ status: 'signed-out' })
  })

  test('of a tab that is opened after a sign-out is not ended by one that slept since', async () => {
    const at = await watching(2)
    at.tabs[1].freeze(true)
    at.tabs[0].vzaps.auth.signOut()
    await at.wait(1_000)
    at.tabs[0].crash()
    const late = at.open()
    await at.wait(1_000)
    at.tabs[1].thaw()
    await at.wait(1_000)
    expect(late.vzaps.auth.getState().status).toBe('signed-in')
  })

  test('goes on elsewhere when an api is disposed of', async () => {
    const at = await watching(2)
    at.tabs[0].vzaps.dispose()
    await at.wait(100)
    expect(at.tabs[1].vzaps.auth.getState().status).toBe('signed-in')
    expect(await asking(at)).toEqual([2])
  })
})

describe('what is shown', () => {
  test('keeps a change that was made here against a poll of another tab that left before it', async () => {
    const at = await watching(2)
    const [, two] = at.tabs
    await at.wait(14_000)
    at.gateway.faults.set({ latencyMs: 3_000 })
    // The poll of the first tab leaves, and is slow.
    await at.wait(1_500)
    at.gateway.faults.set({ latencyMs: 10 })
    const { updateInstance } = two.vzaps.endpoints
    two.store.dispatch(updateInstance.initiate({ instanceId: 'VZ1', data: { name: 'Mine' } }))
    const names: (string | null | undefined)[] = []
    two.store.subscribe(() => names.push(two.row('VZ1')?.name))
    await at.wait(40_000)
    expect(new Set(names)).toEqual(new Set(['Mine']))
  })

  test('goes from lists when another tab deleted it', async () => {
    const at = await watching(2)
    const [one, two] = at.tabs
    one.read('VZ1')
    const list = two.vzaps.endpoints.listInstances
    two.store.dispatch(list.initiate())
    await at.wait(500)
    one.store.dispatch(one.vzaps.endpoints.deleteInstance.initiate('VZ1'))
    await at.wait(ROUND)
    const { data } = list.select(undefined)(two.store.getState() as never)
    expect(data?.content.map(({ id }) => id)).toEqual(['VZ0'])
  })
})

/** Tabs that have read the instances, so that the tokens are known. */
const knowing = async (count: number, given: object = {}) => {
  const at = virtualBrowser({ instances: instances(3) })
  const tabs: OpenTab[] = []
  for (let i = 0; i < count; i++) {
    const tab = at.open(given)
    tab.read('VZ0')
    tabs.push(tab)
    await at.wait(200)
  }
  return { ...at, tabs: tabs as unknown as [OpenTab, OpenTab, OpenTab] }
}

const pushed = { push: true, pollingInterval: 600_000 }

describe('sockets', () => {
  test('of a status are opened once for all tabs, and each is told at once', async () => {
    const at = await knowing(3)
    for (const tab of at.tabs) tab.watch('VZ0', pushed)
    await at.wait(1_000)
    expect(at.push.open).toEqual(['VZ0'])
    at.gateway.instances.patch('VZ0', { connected: false })
    await at.wait(200)
    expect(at.tabs.map((tab) => tab.connected('VZ0'))).toEqual([false, false, false])
    expect(at.tabs.map((tab) => tab.pushState('VZ0'))).toEqual(['open', 'open', 'open'])
  })

  test('of events are of each tab, unless their content may be shared', async () => {
    const at = await knowing(2)
    for (const tab of at.tabs) tab.listen('VZ0', { events: ['Message'] })
    await at.wait(1_000)
    expect(at.push.open).toEqual(['VZ0', 'VZ0'])
    expect(at.said.join()).not.toContain('"Message"')
  })

  test('of a status are not asked for chats of which somebody wants to hear meanwhile', async () => {
    const at = await knowing(2)
    at.tabs[0].watch('VZ0', pushed)
    await at.wait(1_000)
    // The other tab is not found in this turn.
    const one = at.tabs[1].listen('VZ0', { events: ['Connected'] })
    const two = at.tabs[1].listen('VZ0', { events: ['Message'] })
    await at.wait(1_000)
    expect(at.push.open).toEqual(['VZ0', 'VZ0'])
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    await at.wait(500)
    expect([one.events.length, two.events.length]).toEqual([0, 1])
    expect(at.said.join()).not.toContain('"Message"')
  })

  test('of shared events are acknowledged when all tabs have handled them', async () => {
    const at = await knowing(2, { tabs: { events: true } })
    const [one, two] = at.tabs
    let finish = () => {}
    const slow = () =>
      new Promise<void>((resolve) => {
        finish = resolve
      })
    const first = one.listen('VZ0', { events: ['Message'] })
    const second = two.listen('VZ0', { events: ['Message'], onEvent: slow })
    await at.wait(1_000)
    expect(at.push.open).toEqual(['VZ0'])
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    await at.wait(500)
    expect([first.events.length, second.events.length]).toEqual([1, 1])
    expect(at.push.acks).toEqual([])
    finish()
    await at.wait(500)
    expect(at.push.acks).toEqual(['evt_1'])
  })

  test("that are another tab's open one after the other for an instance that it never read", async () => {
    const at = await knowing(1)
    const late = at.open()
    await at.wait(200)
    at.tabs[0].watch('VZ0', pushed)
    late.watch('VZ2', pushed)
    await at.wait(2_000)
    expect([...at.push.open].sort()).toEqual(['VZ0', 'VZ2'])
    expect(late.pushState('VZ2')).toBe('open')
  })

  test.each(['crash', 'freeze'] as const)(
    'go to another tab after a %s, and no event is lost or doubled',
    async (end) => {
      const at = await knowing(3, { tabs: { events: true } })
      const heard: string[][] = [[], [], []]
      at.tabs.forEach((tab, i) => {
        tab.listen('VZ0', { events: ['Message'], onEvent: ({ id }) => heard[i]?.push(String(id)) })
      })
      await at.wait(1_000)
      const send = (name: string) => at.push.send('VZ0', { id: name, type: 'Message' })
      send('evt_1')
      await at.wait(200)
      if (end === 'crash') at.tabs[0].crash()
      else at.tabs[0].freeze(false)
      await at.wait(10)
      send('evt_2')
      await at.wait(7_000)
      send('evt_3')
      await at.wait(1_000)
      expect(heard.slice(1)).toEqual([
        ['evt_1', 'evt_2', 'evt_3'],
        ['evt_1', 'evt_2', 'evt_3'],
      ])
      if (end === 'freeze') {
        at.tabs[0].thaw()
        await at.wait(5_000)
        expect(heard[0]).toEqual(['evt_1', 'evt_2', 'evt_3'])
      }
      expect(at.push.open).toEqual(['VZ0'])
      expect([...new Set(at.push.acks)].sort()).toEqual(['evt_1', 'evt_2', 'evt_3'])
    },
  )

  test('have for a tab that slept what came since another one holds them', async () => {
    const at = await knowing(3, { tabs: { events: true } })
    const heard: unknown[] = []
    at.tabs.forEach((tab, i) => {
      const onEvent = ({ id }: RealtimeEvent) => void (i === 2 && heard.push(id))
      tab.listen('VZ0', { events: ['Message'], onEvent })
    })
    await at.wait(1_000)
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    await at.wait(200)
    at.tabs[2].freeze(false)
    at.tabs[0].crash()
    await at.wait(6_000)
    expect(at.push.open).toEqual(['VZ0'])
    at.push.send('VZ0', { id: 'evt_2', type: 'Message' })
    await at.wait(1_000)
    expect(at.push.acks).toEqual(['evt_1', 'evt_2'])
    at.tabs[2].thaw()
    await at.wait(2_000)
    expect(heard).toEqual(['evt_1', 'evt_2'])
  })

  test('that break are opened again in time by a tab that is hidden', async () => {
    const at = virtualBrowser()
    const hidden = at.open()
    hidden.watch('VZ0', { push: true })
    await at.wait(2_000)
    const seen = at.open()
    seen.watch('VZ0', { push: true })
    await at.wait(2_000)
    hidden.hide()
    at.push.drop('VZ0')
    await at.wait(2_500)
    expect([...at.push.open]).toEqual(['VZ0'])
    at.push.send('VZ0', { type: 'Disconnected' })
    await at.wait(100)
    expect(seen.connected('VZ0')).toBe(false)
  })

  test('that another tab opens again are there at once for a tab that is hidden', async () => {
    const at = virtualBrowser()
    const seen = at.open({ tabs: { events: true } })
    seen.watch('VZ0', { push: true })
    await at.wait(2_000)
    const hidden = at.open({ tabs: { events: true } })
    const { events } = hidden.listen('VZ0', { events: ['Message'] })
    await at.wait(2_000)
    hidden.hide()
    at.push.drop('VZ0')
    await at.wait(2_000)
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    await at.wait(100)
    expect([at.push.acks, events.map(({ id }) => id)]).toEqual([['evt_1'], ['evt_1']])
  })

  test('that break as soon as they are open are opened no faster for those who are attached', async () => {
    const at = virtualBrowser()
    const given = { tabs: { events: true } }
    const holding = at.open(given)
    void holding.read('VZ0')
    await at.wait(500)
    holding.listen('VZ1', { events: ['Message'] })
    await at.wait(2_000)
    at.open(given).listen('VZ0', { events: ['Message'] })
    await at.wait(2_000)
    const attached = () => at.said.filter((text) => text.includes('"kind":"attached"')).length
    const before = attached()
    const breaking = setInterval(() => at.push.drop('VZ0'), 10)
    await at.wait(60_000)
    clearInterval(breaking)
    expect(attached() - before).toBeLessThan(12)
    expect(attached() - before).toBeGreaterThan(1)
  })

  test('are widened in their time where that fails, whoever pings', async () => {
    const at = virtualBrowser({
      instances: instances(1),
      faults: { latencyMs: 50, tokenLifetimeMs: 60_000 },
    })
    let mints = 0
    const fetch = (request: Request) => {
      if (new URL(request.url).pathname.endsWith('/token')) mints += 1
      return at.gateway.fetch(request)
    }
    const holding = at.open({ tabs: { events: true }, fetch })
    void holding.read('VZ0')
    await at.wait(500)
    holding.listen('VZ0', { events: ['Connected'] })
    await at.wait(2_000)
    at.open({ tabs: { events: true } }).listen('VZ0', { events: ['Connected'] })
    await at.wait(90_000)
    mints = 0
    at.gateway.faults.failNext({ kind: 'status', status: 503 }, { path: /token/, times: 1_000 })
    holding.listen('VZ0', { events: ['Message'] })
    await at.wait(20_000)
    expect(mints).toBe(1)
  })

  test('are opened again in a store that was disposed of while it slept', async () => {
    const at = virtualBrowser()
    const tab = at.open({ tabs: { events: true } })
    tab.listen('VZ0', { events: ['Message'] })
    await at.wait(2_000)
    tab.awake.set(false)
    tab.dispose()
    void tab.read('VZ0')
    await at.wait(500)
    tab.listen('VZ0', { events: ['Message'] })
    tab.awake.set(true)
    await at.wait(2_000)
    expect(tab.pushState('VZ0')).toBe('open')
  })

  test('are not opened by a tab that sleeps: what it had there would count as handled elsewhere', async () => {
    const at = virtualBrowser()
    const tabs = [at.open({ tabs: { events: true } }), at.open({ tabs: { events: true } })] as const
    const handled: number[] = []
    for (const tab of tabs) {
      void tab.read('VZ0')
      await at.wait(500)
      tab.listen('VZ0', { events: ['Message'], onEvent: () => handled.push(tab.number) })
      await at.wait(2_000)
    }
    tabs[1].freeze(true)
    await at.wait(2_000)
    expect([...at.push.open]).toEqual(['VZ0'])
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    await at.wait(2_000)
    tabs[1].thaw()
    await at.wait(2_000)
    expect(handled).toEqual([1, 2])
  })

  test('wait for no tab that crashed before it had handled an event', async () => {
    const at = await knowing(2, { tabs: { events: true } })
    const { events } = at.tabs[0].listen('VZ0', { events: ['Message'] })
    at.tabs[1].listen('VZ0', { events: ['Message'], onEvent: () => new Promise(() => {}) })
    await at.wait(1_000)
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    await at.wait(500)
    at.tabs[1].crash()
    at.push.send('VZ0', { id: 'evt_2', type: 'Message' })
    await at.wait(500)
    expect(at.push.acks).toEqual(['evt_2'])
    // Nobody knows whether it was handled there: it comes again, and is no news to who had it.
    at.push.drop('VZ0')
    await at.wait(2_000)
    at.push.drop('VZ0')
    await at.wait(2_000)
    expect(at.push.acks).toEqual(['evt_2', 'evt_1'])
    expect(events.map(({ id }) => id)).toEqual(['evt_1', 'evt_2'])
  })
})

describe('behind a relay', () => {
  test('tabs ask once for all, and each has a stream of its own', async () => {
    const at = virtualBrowser({ instances: instances(3) })
    const { fetch, WebSocket, credentials } = at.gateway
    const authorize = () => ({ instances: ['VZ0'] })
    const relay = createVZapsRelay({ ...credentials, authorize, platform: { fetch }, WebSocket })
    const streams: Request[] = []
    const openTab = () =>
      at.open({
        auth: { proxy: true },
        baseUrl: 'https://app.test/relay',
        fetch: (request) => {
          if (request.url.includes('/events?')) streams.push(request)
          return relay(request)
        },
      })
    const tabs = [openTab(), openTab()]
    await at.wait(200)
    for (const tab of tabs) tab.watch('VZ0', { push: true })
    await at.wait(2_000)
    for (const tab of tabs) tab.reroute()
    await at.wait(2_000)
    expect(tabs.map((tab) => tab.pushState('VZ0'))).toEqual(['open', 'open'])
    expect(streams.map(({ signal }) => signal.aborted)).toEqual([false, false])

    const since = at.counting()
    at.gateway.instances.patch('VZ0', { connected: false })
    at.push.send('VZ0', { type: 'Disconnected' })
    await at.wait(500)
    expect(tabs.map((tab) => tab.connected('VZ0'))).toEqual([false, false])
    await at.wait(180_000)
    expect(Object.keys(since())).toHaveLength(1)
    tabs[0]?.crash()
    await at.wait(180_000)
    expect(tabs[1]?.pushState('VZ0')).toBe('open')
  })
})

describe('after dispose()', () => {
  test('no lock, channel, timer or subscription is left', async () => {
    const at = await watching(3)
    at.tabs[1].freeze(false)
    await at.wait(10_000)
    at.tabs[1].thaw()
    await at.wait(100)
    for (const { vzaps } of at.tabs) vzaps.dispose()
    await at.wait(200_000)
    expect(at.locks()).toEqual([])
    expect(at.channels()).toBe(0)
    for (const { visible, awake, online } of at.tabs) {
      expect([visible, awake, online].map(({ listeners }) => listeners.size)).toEqual([0, 0, 0])
    }
    expect(vi.getTimerCount()).toBe(0)
  })
})
