import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createRandom } from '../../src/mock/random.ts'
import { json } from '../support/wire.ts'
import { onFocus, onFocusLost } from './support/listeners.ts'
import type { Virtual } from './support/virtual.ts'
import { instances, virtual } from './support/virtual.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  vi.useRealTimers()
})

const hasId = (body: unknown, id: string) => JSON.stringify(body).includes(`"${id}"`)

describe('watching an instance', () => {
  test('tells its status at once, and when it changes', async () => {
    const at = virtual()
    const { told, last } = at.watch('VZ0')
    await at.wait(0)
    expect(told).toMatchObject([
      { connected: true, status: 'connected', source: 'poll', changedAt: Date.now() },
    ])
    at.gateway.dropConnection('VZ0')
    await at.wait(15_000)
    expect(told).toHaveLength(2)
    expect(last()).toMatchObject({ connected: false, changedAt: Date.now() })
  })

  test('asks every 15 s, at a fixed rate whatever an answer takes', async () => {
    const at = virtual({ instances: instances(3), faults: { latencyMs: 900 } })
    at.watch('VZ0')
    const count = at.counting()
    await at.wait(60_500)
    expect(count()).toBe(5)
  })

  test('starts out of step with others, and keeps to its rate then', async () => {
    const at = virtual(undefined, { platform: { random: () => 0.5 } })
    at.watch('VZ0')
    const sentAt: number[] = []
    const start = Date.now()
    for (let step = 0; step < 600; step++) {
      const before = at.asked()
      await at.wait(100)
      if (at.asked() > before) sentAt.push(Date.now() - start)
    }
    expect(sentAt.slice(1).map((time, i) => time - (sentAt[i] ?? 0))).toEqual([
      14_200, 15_000, 15_000, 15_000,
    ])
  })

  test('is never fetching, and writes nothing that did not change', async () => {
    const at = virtual()
    at.watch('VZ0')
    await at.wait(1_000)
    const before = at.actions.length
    await at.wait(60_000)
    expect(at.actions.slice(before)).toEqual([])
    at.gateway.dropConnection('VZ0')
    await at.wait(15_000)
    expect(at.actions.slice(before).map(({ type }) => type)).toEqual(['vzaps/overlay/tellRows'])
  })

  test('keeps its row as a component does, and lets go with the last watcher', async () => {
    const at = virtual()
    const count = () =>
      (
        at.store.dispatch(at.vzaps.util.getMiddlewareState() as never) as {
          getSubscriptionCount(key: string): number
        }
      ).getSubscriptionCount('getInstance("VZ0")')
    const one = at.watch('VZ0')
    const two = at.watch('VZ0')
    await at.wait(100)
    expect(count()).toBe(1)
    await at.wait(300_000)
    expect(one.last()).toBeDefined()
    one.stop()
    two.stop()
    expect(count()).toBe(0)
    await at.wait(61_000)
    expect(at.store.getState().vzaps).toMatchObject({ queries: {} })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('takes the smallest interval of several watchers, and 0 as none', async () => {
    const at = virtual()
    at.watch('VZ0', { pollingInterval: 0 })
    await at.wait(60_000)
    expect(at.asked()).toBe(1)
    const slow = at.watch('VZ0', { pollingInterval: 30_000 })
    const quick = at.watch('VZ0', { pollingInterval: 5_000 })
    await at.wait(1)
    let count = at.counting()
    await at.wait(20_000)
    expect(count()).toBe(4)
    quick.stop()
    count = at.counting()
    await at.wait(60_000)
    expect(count()).toBe(2)
    slow.stop()
    count = at.counting()
    await at.wait(60_000)
    expect(count()).toBe(0)
  })

  test('takes a function of what is known for the interval', async () => {
    const at = virtual()
    at.watch('VZ0', { pollingInterval: ({ data }) => (data?.connected ? 60_000 : 5_000) })
    await at.wait(1)
    let count = at.counting()
    await at.wait(120_000)
    expect(count()).toBe(2)
    at.gateway.dropConnection('VZ0')
    await at.wait(60_000)
    count = at.counting()
    await at.wait(30_000)
    expect(count()).toBe(6)
  })

  test.each([Number.NaN, -1])('does not poll for an interval of %s', async (pollingInterval) => {
    const at = virtual()
    at.watch('VZ0', { pollingInterval })
    at.watch('VZ0', { pollingInterval: () => pollingInterval })
    await at.wait(60_000)
    expect(at.asked()).toBe(1)
  })

  test('asks nothing about an instance that is still being made', async () => {
    const at = virtual()
    at.watch('tmp:abc')
    await at.wait(60_000)
    expect(at.asked()).toBe(0)
  })
})

describe('many instances', () => {
  test('cost one request a page, of the size that the server gives', async () => {
    const at = virtual({ instances: instances(250) })
    for (let i = 0; i < 250; i++) at.watch(`VZ${i}`)
    await at.wait(1_000)
    const [list, get] = [at.counting('list'), at.counting('get')]
    await at.wait(15_000)
    expect([list(), get()]).toEqual([3, 0])
  })

  test('are all confirmed at the first look, in no more requests than there are pages and one', async () => {
    const at = virtual({ instances: instances(250) })
    const watched = instances(250).map(({ id }) => at.watch(id))
    await at.wait(1_000)
    expect(watched.filter(({ last }) => last()?.connected).length).toBe(250)
    expect(at.asked()).toBeLessThanOrEqual(4)
  })

  test('on more pages than are asked at once are never asked one by one', async () => {
    const at = virtual(
      { instances: instances(200), faults: { latencyMs: [5, 50] } },
      { maxPageSize: 20, platform: { random: createRandom('many pages').next } },
    )
    for (let i = 0; i < 200; i++) at.watch(`VZ${i}`, { pollingInterval: 5_000 })
    await at.wait(4_000)
    const list = at.counting('list')
    await at.wait(20_000)
    expect([list(), at.asked('get')]).toEqual([40, 0])
  })

  describe('on several pages', () => {
    const tells = ({ actions }: Virtual) =>
      actions.filter(({ type }) => type === 'vzaps/overlay/tellRows')

    /** All are watched, and one on each page is about to be seen to have changed. */
    const changing = async () => {
      const at = virtual({ instances: instances(250) })
      const watched = instances(250).map(({ id }) => at.watch(id))
      await at.wait(14_990)
      const ids = ['VZ5', 'VZ105', 'VZ205']
      for (const id of ids) at.gateway.dropConnection(id)
      const last = () => ids.map((id) => watched[Number(id.slice(2))]?.last()?.connected)
      return { at, watched, last, before: tells(at).length }
    }
    test('are written in one action where their answers come within one frame', async () => {
      const { at, last, before } = await changing()
      await at.wait(500)
      expect([last(), tells(at).length - before]).toEqual([[false, false, false], 1])
    })

    test('do not wait for a page that is slow', async () => {
      const { at, last, before } = await changing()
      at.gateway.faults.failNext({ kind: 'latency', ms: 3_000 }, { path: '/instances/list' })
      await at.wait(500)
      expect([last(), tells(at).length - before]).toEqual([[true, false, false], 1])
      await at.wait(3_000)
      expect([last(), tells(at).length - before]).toEqual([[false, false, false], 2])
    })

    test('do not wait for a page whose answer is a failure', async () => {
      const { at, last } = await changing()
      at.gateway.faults.failNext({ kind: 'status', status: 500 }, { path: '/instances/list' })
      await at.wait(500)
      expect(last()).toEqual([true, false, false])
    })

    test('leave nothing behind when the store goes in between', async () => {
      const { at, before } = await changing()
      at.gateway.faults.failNext({ kind: 'latency', ms: 3_000 }, { path: '/instances/list' })
      await at.wait(15)
      at.vzaps.dispose()
      await at.wait(0)
      expect(vi.getTimerCount()).toBe(0)
      await at.wait(5_000)
      expect(tells(at).length).toBe(before)
    })
  })

  test('are as the server says again, though the app wrote otherwise since it said so last', async () => {
    const at = virtual()
    const { last } = at.watch('VZ0')
    await at.wait(31_000)
    const { util } = at.vzaps
    const value = { ...util.selectInstance(at.store.getState() as never, 'VZ0'), connected: false }
    const written = { endpointName: 'getInstance', arg: 'VZ0', value } as never
    at.store.dispatch(util.upsertQueryEntries([written]))
    await at.wait(0)
    expect(last()?.connected).toBe(false)
    await at.wait(15_000)
    expect(last()?.connected).toBe(true)
  })

  test('of which few are watched cost one request each', async () => {
    const at = virtual({ instances: instances(1_000) })
    at.watch('VZ5')
    at.watch('VZ500')
    await at.wait(1_000)
    const [list, get] = [at.counting('list'), at.counting('get')]
    await at.wait(15_000)
    expect([list(), get()]).toEqual([0, 2])
  })

  test('take none along that is just being read', async () => {
    const at = virtual({ instances: instances(3), faults: { latencyMs: 400 } })
    at.watch('VZ0')
    await at.wait(9_000)
    const asked = () =>
      at.wire.calls().filter(({ path, body }) => path === '/instances/get' && hasId(body, 'VZ0'))
    const before = asked().length
    at.store.dispatch(at.e.getInstance.initiate('VZ0', { subscribe: false, forceRefetch: true }))
    at.watch('VZ1')
    await at.wait(200)
    expect(asked()).toHaveLength(before + 1)
  })

  test('leave an entry to its own first read, whatever a poll shows of its row meanwhile', async () => {
    const at = virtual({ instances: instances(40) })
    for (let i = 0; i < 30; i++) at.watch(`VZ${i}`)
    await at.wait(44_000)
    const pages = at.counting('list')
    at.gateway.faults.failNext({ kind: 'latency', ms: 6_000 }, { path: '/instances/get' })
    at.store.dispatch(at.e.getInstance.initiate('VZ35'))
    at.watch('VZ35')
    const entry = () => at.e.getInstance.select('VZ35')(at.store.getState() as never)
    await at.wait(3_000)
    expect(pages()).toBe(1)
    expect(entry().status).toBe('pending')
    await at.wait(4_000)
    expect(entry()).toMatchObject({ status: 'fulfilled', data: { id: 'VZ35' } })
  })

  test('leave an entry to its own first read when the list that shows its row is left', async () => {
    const at = virtual()
    const list = at.store.dispatch(at.e.listInstances.initiate(undefined))
    await at.wait(500)
    at.watch('VZ0')
    await at.wait(500)
    at.gateway.faults.failNext({ kind: 'latency', ms: 6_000 }, { path: '/instances/get' })
    at.store.dispatch(at.e.getInstance.initiate('VZ0', { forceRefetch: true }))
    list.unsubscribe()
    await at.wait(1_000)
    const entry = () => at.e.getInstance.select('VZ0')(at.store.getState() as never)
    expect(entry().status).toBe('pending')
    await at.wait(6_000)
    expect(entry()).toMatchObject({ status: 'fulfilled', data: { id: 'VZ0' } })
  })

  test('that were mounted at different times are soon asked together', async () => {
    const at = virtual({ instances: instances(60) })
    for (let i = 0; i < 60; i++) {
      at.watch(`VZ${i}`)
      await at.wait(100)
    }
    await at.wait(30_000)
    const count = at.counting()
    await at.wait(150_000)
    expect(count()).toBeLessThanOrEqual(11)
  })

  test('that no page shows any more are asked for by themselves, and end', async () => {
    const at = virtual({ instances: instances(40) })
    const watched = instances(40).map(({ id }) => at.watch(id))
    await at.wait(1_000)
    at.gateway.instances.remove('VZ7')
    await at.wait(31_000)
    const count = at.counting(/get/)
    await at.wait(120_000)
    expect(count()).toBe(0)
    expect(watched[8]?.last()?.connected).toBe(true)
  })

  test('are asked of a list that a component shows anyway', async () => {
    const at = virtual({ instances: instances(45) })
    at.store.dispatch(at.e.listInstances.initiate({ pageSize: 20 }))
    await at.wait(100)
    for (const { id } of at.e.listInstances.select({ pageSize: 20 })(at.store.getState() as never)
      .data?.content ?? [])
      at.watch(id)
    await at.wait(1)
    const count = at.counting()
    await at.wait(15_000)
    expect(count()).toBe(1)
    expect(at.wire.last().body).toMatchObject({ size: 20 })
  })
})

describe('an instance about to change', () => {
  test.each([
    ['a restart', (at: ReturnType<typeof virtual>) => at.e.restartInstance.initiate('VZ0')],
    [
      'a pair code',
      (at: ReturnType<typeof virtual>) =>
        at.e.getPairCode.initiate({ instanceId: 'VZ0', phone: '5511999998888' }),
    ],
    [
      'a charge',
      (at: ReturnType<typeof virtual>) => at.e.subscribeInstance.initiate({ instanceId: 'VZ0' }),
    ],
  ] as const)('is asked every 2 s after %s, then by steps of 1.5', async (_what, call) => {
    const at = virtual({ instances: [{ id: 'VZ0', connected: false }], restartMs: 600_000 })
    at.watch('VZ0')
    await at.wait(1_000)
    at.wire.answer(
      /subscribe/,
      () => json({ mode: 'default_card', session_id: null, url: null }),
      9,
    )
    await at.store.dispatch(call(at) as never)
    await at.wait(1)
    const count = at.counting()
    await at.wait(20_000)
    expect(count()).toBe(10)
    await at.wait(100_000)
    const slow = at.counting()
    await at.wait(60_000)
    expect(slow()).toBe(4)
  })

  test('a charge is looked after for 60 s, or until billing moved', async () => {
    const at = virtual({ instances: [{ id: 'VZ0', connected: true }] })
    at.watch('VZ0')
    await at.wait(1_000)
    at.wire.answer(
      /subscribe/,
      () => json({ mode: 'default_card', session_id: null, url: null }),
      9,
    )
    await at.store.dispatch(at.e.subscribeInstance.initiate({ instanceId: 'VZ0' }))
    await at.wait(1)
    const count = at.counting()
    await at.wait(58_000)
    expect(count()).toBe(29)
    at.gateway.instances.patch('VZ0', { billing_status: 'ACTIVE' })
    await at.wait(2_000)
    const slow = at.counting()
    await at.wait(30_000)
    expect(slow()).toBeLessThanOrEqual(2)
  })

  test('slows down as soon as it is connected', async () => {
    const at = virtual({ instances: instances(1), restartMs: 3_000 })
    const { last } = at.watch('VZ0')
    await at.wait(1_000)
    await at.store.dispatch(at.e.restartInstance.initiate('VZ0'))
    await at.wait(4_100)
    expect(last()).toMatchObject({ connected: true })
    const count = at.counting()
    await at.wait(14_000)
    expect(count()).toBeLessThanOrEqual(1)
  })

  test('an answer to a question from before a restart does not end the wait for it', async () => {
    const at = virtual({ instances: instances(1), restartMs: 60_000 })
    const held = at.wire.hold(/get/)
    at.watch('VZ0')
    await at.wait(1)
    await at.store.dispatch(at.e.restartInstance.initiate('VZ0'))
    held.release()
    await at.wait(1)
    const count = at.counting(/get/)
    await at.wait(20_000)
    expect(count()).toBe(10)
  })

  test('one that was made here is asked by its own id', async () => {
    const at = virtual()
    const made = await at.store.dispatch(at.e.createInstance.initiate({ name: 'New' })).unwrap()
    at.watch(made.id)
    await at.wait(1)
    const count = at.counting(/get/)
    await at.wait(20_000)
    expect(count()).toBe(10)
  })

  test('one that says so itself goes on slowly until it says otherwise', async () => {
    const at = virtual(
      { instances: [{ id: 'VZ0', status: 'booting', connected: false }] },
      { isTransitional: ({ status }) => status === 'booting' },
    )
    at.watch('VZ0', { pollingInterval: 60_000 })
    await at.wait(1)
    const count = at.counting()
    await at.wait(20_000)
    expect(count()).toBe(10)
    at.gateway.instances.patch('VZ0', { status: 'connected' })
    await at.wait(2_000)
    const slow = at.counting()
    await at.wait(60_000)
    expect(slow()).toBeLessThanOrEqual(1)
  })

  test('an isTransitional that throws says nothing', async () => {
    const at = virtual(undefined, {
      isTransitional: () => {
        throw new Error('of the app')
      },
    })
    const { last } = at.watch('VZ0')
    await at.wait(30_001)
    expect(last()).toMatchObject({ connected: true })
    expect(at.asked()).toBe(3)
  })

  test('after a return from checkout it is looked after again', async () => {
    const at = virtual({ instances: [{ id: 'VZ0', connected: true }] })
    at.watch('VZ0')
    await at.wait(1_000)
    at.wire.answer(/subscribe/, () =>
      json({ mode: 'checkout', session_id: 's', url: 'https://pay.example/s' }),
    )
    await at.store.dispatch(
      at.e.subscribeInstance.initiate({
        instanceId: 'VZ0',
        data: { successUrl: 'https://a.example' },
      }),
    )
    at.visible.set(false)
    await at.wait(300_000)
    at.visible.set(true)
    await at.wait(1)
    const count = at.counting()
    await at.wait(20_000)
    expect(count()).toBe(10)
  })

  test('can be said from outside', async () => {
    const at = virtual()
    at.watch('VZ0')
    await at.wait(1)
    at.status.expect('VZ0', 'billing')
    const count = at.counting()
    await at.wait(20_000)
    expect(count()).toBe(10)
  })
})

describe('failures', () => {
  test.each([500, 502, 503, 429, 408])(
    'back off to two minutes while the answer is %s',
    async (status) => {
      const at = virtual()
      at.watch('VZ0')
      await at.wait(1)
      at.gateway.faults.set({ status })
      await at.wait(300_000)
      const count = at.counting()
      await at.wait(600_000)
      expect(count()).toBe(5)
      at.gateway.faults.reset()
      await at.wait(120_000)
      const back = at.counting()
      await at.wait(30_000)
      expect(back()).toBe(2)
    },
  )

  test('back off where there is no connection', async () => {
    const at = virtual()
    at.watch('VZ0')
    at.gateway.faults.set({ offline: true })
    await at.wait(600_000)
    expect(at.asked()).toBeLessThanOrEqual(9)
  })

  test.each([
    ['seconds', () => '300'],
    ['fractions of seconds', () => '300.0'],
    ['a date', () => new Date(Date.now() + 300_000).toUTCString()],
    [
      'a date as RFC 850 writes it',
      () => {
        const [, day, month, year, time] =
          /, (\d+) (\w+) \d\d(\d+) (\S+)/.exec(new Date(Date.now() + 300_000).toUTCString()) ?? []
        return `Friday, ${day}-${month}-${year} ${time} GMT`
      },
    ],
    [
      'a date as C writes it',
      () => {
        const [, week, day, month, year, time] =
          /(\w+), (\d+) (\w+) (\d+) (\S+)/.exec(new Date(Date.now() + 300_000).toUTCString()) ?? []
        return `${week} ${month} ${day} ${time} ${year}`
      },
    ],
  ])('Retry-After as %s holds all polls of the account', async (_how, header) => {
    const at = virtual({ instances: instances(9) })
    at.watch('VZ0', { pollingInterval: 10_000 })
    at.watch('VZ1', { pollingInterval: 7_000 })
    await at.wait(1)
    at.wire.answer(/get/, () => json({}, 429, { 'Retry-After': header() }))
    await at.wait(10_000)
    at.watch('VZ2')
    const count = at.counting()
    await at.wait(280_000)
    expect(count()).toBe(0)
    await at.wait(30_000)
    expect(count()).toBeGreaterThan(2)
  })

  test('Retry-After holds the polls of the other stores of the api, and one of a mutation counts', async () => {
    const at = virtual()
    at.watch('VZ0')
    await at.wait(1)
    at.wire.answer(/restart/, () => json({}, 503, { 'Retry-After': '120' }))
    await at.store.dispatch(at.e.restartInstance.initiate('VZ1'))
    const count = at.counting(/get|list/)
    await at.wait(118_000)
    // What was invalidated is read; polls are not.
    expect(count()).toBeLessThanOrEqual(1)
  })

  test('a transformResponse of the app that throws is one of that poll: the next goes out in its time', async () => {
    const at = virtual()
    let answers = 0
    at.vzaps.enhanceEndpoints({
      endpoints: {
        getInstance: {
          transformResponse: (row: unknown) => {
            answers += 1
            if (answers === 2) throw new TypeError('of the app')
            return row as never
          },
        },
      },
    })
    const { last } = at.watch('VZ0')
    await at.wait(16_000)
    at.gateway.dropConnection('VZ0')
    await at.wait(15_000)
    expect([answers, last()?.connected]).toEqual([3, false])
  })

  test('a 404 ends one instance, until a read shows it again', async () => {
    const at = virtual()
    at.watch('VZ0')
    const other = at.watch('VZ1')
    await at.wait(1)
    at.wire.answer(/get/, () => json({}, 404))
    await at.wait(15_000)
    const count = at.counting(/get/)
    await at.wait(300_000)
    expect(count()).toBe(20)
    expect(other.last()).toBeDefined()
    const again = at.counting(/get|list/)
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    await at.wait(30_000)
    // The list, the instance at once, and two ticks.
    expect(again()).toBe(4)
  })

  test('a page of an infinite list is such a read', async () => {
    const at = virtual()
    at.watch('VZ0')
    await at.wait(1)
    at.wire.answer(/get/, () => json({}, 404))
    await at.wait(15_000)
    const count = at.counting(/get/)
    await at.wait(60_000)
    expect(count()).toBe(0)
    await at.store.dispatch(at.e.listInstancePages.initiate(undefined)).unwrap()
    await at.wait(30_000)
    expect(count()).toBeGreaterThan(1)
  })

  test('a 403 ends all polls until somebody asks and is answered', async () => {
    const at = virtual()
    at.watch('VZ0')
    at.watch('VZ1')
    await at.wait(1)
    at.gateway.faults.set({ status: 403 })
    await at.wait(15_000)
    const count = at.counting()
    await at.wait(600_000)
    expect(count()).toBe(0)
    at.gateway.faults.reset()
    await at.store.dispatch(at.e.getInstance.initiate('VZ1', { forceRefetch: true })).unwrap()
    await at.wait(30_000)
    expect(count()).toBeGreaterThan(3)
  })

  test('a refused sign-in ends them until the next', async () => {
    const at = virtual(undefined, { auth: null })
    const { last } = at.watch('VZ0')
    await at.wait(600_000)
    expect(at.wire.sent).toHaveLength(0)
    await at.vzaps.auth.signIn({ ...at.gateway.credentials, dangerouslyAllowBrowser: true })
    await at.wait(1)
    expect(last()).toMatchObject({ connected: true })
  })

  test('a provider of tokens that is down is asked again', async () => {
    let isDown = true
    const at = virtual(undefined, {
      auth: {
        getToken: async () => {
          if (isDown) throw new Error('down')
          return { accessToken: at.gateway.tokens.issue(), expiresIn: 3_600 }
        },
      },
    })
    const { last } = at.watch('VZ0')
    await at.wait(40_000)
    expect(last()).toBeUndefined()
    isDown = false
    await at.wait(120_000)
    expect(last()).toMatchObject({ connected: true })
  })

  test('an instance that cannot be asked for ends, and nothing else does', async () => {
    const at = virtual()
    at.watch('..')
    const { last } = at.watch('VZ0')
    await at.wait(60_000)
    expect(last()).toBeDefined()
    expect(at.asked()).toBe(5)
  })
})

describe('focus, network and mounting again', () => {
  test('ask only for what is older than half its interval, and every 5 s at most', async () => {
    const at = virtual()
    at.watch('VZ0')
    await at.wait(1)
    const count = at.counting()
    for (let i = 0; i < 20; i++) {
      at.visible.set(false)
      await at.wait(250)
      at.visible.set(true)
      at.online.set(false)
      at.online.set(true)
      at.watch('VZ0').stop()
      await at.wait(250)
    }
    expect(count()).toBeLessThanOrEqual(2)
  })

  test('a look after a while asks at once', async () => {
    const at = virtual()
    at.watch('VZ0', { pollingInterval: 60_000 })
    await at.wait(1)
    const count = at.counting()
    at.visible.set(false)
    await at.wait(31_000)
    at.visible.set(true)
    await at.wait(1)
    expect(count()).toBe(1)
    at.visible.set(false)
    await at.wait(29_000)
    at.visible.set(true)
    await at.wait(1)
    expect(count()).toBe(1)
  })

  test('refetchOnFocus: false waits for the next poll', async () => {
    const at = virtual()
    at.watch('VZ0', { pollingInterval: 60_000, refetchOnFocus: false })
    await at.wait(1)
    const count = at.counting()
    at.visible.set(false)
    await at.wait(40_000)
    at.visible.set(true)
    await at.wait(1)
    expect(count()).toBe(0)
  })

  test('nothing is asked while offline or hidden, but by who polls in the background', async () => {
    const at = virtual()
    at.watch('VZ0')
    await at.wait(1)
    at.visible.set(false)
    let count = at.counting()
    await at.wait(120_000)
    expect(count()).toBe(0)
    const background = at.watch('VZ0', { skipPollingIfUnfocused: false })
    await at.wait(60_000)
    expect(count()).toBeGreaterThanOrEqual(4)
    background.stop()
    at.visible.set(true)
    at.online.set(false)
    await at.wait(1)
    count = at.counting()
    await at.wait(120_000)
    expect(count()).toBe(0)
    at.online.set(true)
    await at.wait(1)
    expect(count()).toBe(1)
  })

  test('hears what an app tells by setupListeners', async () => {
    const at = virtual()
    at.watch('VZ0')
    await at.wait(1)
    at.store.dispatch(onFocusLost())
    const count = at.counting()
    await at.wait(60_000)
    expect(count()).toBe(0)
    at.store.dispatch(onFocus())
    await at.wait(1)
    expect(count()).toBe(1)
  })
})

describe('one truth', () => {
  test('a write of the app, a push and a mutation are told as a poll is', async () => {
    const at = virtual()
    const { last } = at.watch('VZ0')
    await at.wait(1)
    at.store.dispatch(
      at.vzaps.util.updateQueryData('getInstance', 'VZ0', (row) => ({
        ...row,
        connected: false,
      })) as never,
    )
    expect(last()).toMatchObject({ connected: false, status: 'connected' })
    at.gateway.instances.patch('VZ0', { billing_status: 'ACTIVE' })
    await at.store.dispatch(
      at.e.updateInstance.initiate({ instanceId: 'VZ0', data: { name: 'A new name' } }),
    )
    expect(last()).toMatchObject({ billingStatus: 'ACTIVE', source: 'mutation' })
  })

  test('connected is the newer of row and session status', async () => {
    const at = virtual()
    const { last } = at.watch('VZ0')
    await at.wait(1)
    at.gateway.dropConnection('VZ0')
    await at.store.dispatch(at.e.getSessionStatus.initiate('VZ0'))
    expect(last()).toMatchObject({ connected: false, status: 'connected' })
    await at.wait(15_000)
    expect(last()).toMatchObject({ connected: false, status: 'disconnected' })
  })

  test('an older answer that comes late changes nothing', async () => {
    const at = virtual()
    const { told, last } = at.watch('VZ0')
    await at.wait(1)
    const held = at.wire.hold(/get/)
    await at.wait(15_000)
    at.gateway.dropConnection('VZ0')
    const row = at.gateway.instances.list().find(({ id }) => id === 'VZ0')
    await at.store.dispatch(at.e.getSessionStatus.initiate('VZ0'))
    expect(last()).toMatchObject({ connected: false })
    const before = told.length
    held.release(json({ ...row, status: 'connected', connected: true, updated_at: undefined }))
    await at.wait(1)
    expect(last()).toMatchObject({ connected: false })
    expect(told.length).toBe(before)
  })

  test('the slice says when a status changed and what brought it, and holds no value twice', async () => {
    const at = virtual()
    at.watch('VZ0')
    await at.wait(1)
    const { status } = at.store.getState().vzaps as unknown as { status: object }
    expect(Object.assign({}, ...Object.values(status))).toEqual({
      VZ0: { changedAt: expect.any(Number), source: 'poll' },
    })
  })

  test('a change copies what is kept of a few others, and not of all', async () => {
    const at = virtual({ instances: instances(500) })
    for (const page of [1, 2, 3, 4, 5]) {
      at.store.dispatch(at.e.listInstances.initiate({ page, pageSize: 100 }))
    }
    await at.wait(1)
    const parts = () =>
      Object.values((at.store.getState().vzaps as unknown as { status: object }).status)
    const before = new Set(parts())
    at.store.dispatch(
      at.vzaps.util.tellRows([{ type: 'Instance', id: 'VZ7', fields: { connected: false } }]),
    )
    const copied = parts().filter((part) => !before.has(part))
    expect(copied).toHaveLength(1)
    expect(Object.keys(copied[0])).toContain('VZ7')
    expect(Object.keys(copied[0]).length).toBeLessThan(50)
  })

  test('what only a list showed stays known to who watches it without polls, also after the list', async () => {
    const at = virtual()
    const list = at.store.dispatch(at.e.listInstances.initiate())
    await at.wait(1)
    at.watch('VZ0', { pollingInterval: 0 })
    await at.wait(1)
    list.unsubscribe()
    await at.wait(300_000)
    expect(at.status.get('VZ0')).toMatchObject({ connected: true })
  })

  test('an instance called __proto__ has a status', async () => {
    const at = virtual({ instances: [{ id: '__proto__', name: 'odd', connected: true }] })
    const { last } = at.watch('__proto__')
    await at.wait(1)
    expect(last()).toMatchObject({ connected: true })
  })
})

describe('the end', () => {
  test('nothing is left after the last watcher', async () => {
    const at = virtual()
    const [one, two] = [at.watch('VZ0'), at.watch('VZ1')]
    await at.wait(20_000)
    one.stop()
    two.stop()
    await at.wait(61_000)
    expect(vi.getTimerCount()).toBe(0)
    expect([at.online.listeners.size, at.visible.listeners.size]).toEqual([0, 0])
    const count = at.counting()
    await at.wait(600_000)
    expect(count()).toBe(0)
  })

  test('nothing is left after dispose, and watches complete', async () => {
    const at = virtual()
    let isComplete = false
    at.status.watch('VZ0').subscribe({ complete: () => (isComplete = true) })
    await at.wait(20_000)
    at.vzaps.connect(at.store).dispose()
    expect(isComplete).toBe(true)
    await at.wait(61_000)
    expect(vi.getTimerCount()).toBe(0)
    at.watch('VZ1')
    await at.wait(1)
    at.vzaps.dispose()
    await at.wait(61_000)
    expect(vi.getTimerCount()).toBe(0)
    expect([at.online.listeners.size, at.visible.listeners.size]).toEqual([0, 0])
  })

  test('a request under way is aborted, and what it brings is dropped', async () => {
    const at = virtual()
    const { stop } = at.watch('VZ0')
    const held = at.wire.hold(/get/)
    await at.wait(1)
    const { request } = await held.arrived
    stop()
    expect(request.signal.aborted).toBe(true)
  })

  test('with nobody watching no timer runs', async () => {
    const at = virtual()
    await at.store.dispatch(at.e.listInstances.initiate(undefined, { subscribe: false })).unwrap()
    await at.store.dispatch(at.e.restartInstance.initiate('VZ0'))
    await at.wait(61_000)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('waitFor', () => {
  test('resolves with the first status that is as wanted', async () => {
    const at = virtual({ instances: instances(1), restartMs: 5_000 })
    await at.store.dispatch(at.e.restartInstance.initiate('VZ0'))
    const waiting = at.status.waitFor('VZ0', ({ connected }) => connected === true)
    await at.wait(6_100)
    expect(await waiting).toMatchObject({ connected: true })
    await at.wait(61_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each([
    ['timeoutMs', 'timeout'],
    ['a signal', 'aborted'],
    ['a 404', 'http'],
    ['dispose', 'aborted'],
    ['a predicate that throws', 'own'],
  ])('rejects by %s', async (how, kind) => {
    const at = virtual()
    const controller = new AbortController()
    const id = how === 'a 404' ? 'VZNONE' : 'VZ0'
    const waiting = at.status.waitFor(
      id,
      () => {
        if (how.startsWith('a pred')) throw Object.assign(new Error('own'), { kind: 'own' })
        return false
      },
      {
        ...(how === 'timeoutMs' && { timeoutMs: 10_000 }),
        ...(how === 'a signal' && { signal: controller.signal }),
      },
    )
    const error = waiting.catch((thrown) => thrown)
    await at.wait(5_000)
    controller.abort()
    if (how === 'dispose') at.vzaps.connect(at.store).dispose()
    await at.wait(6_000)
    expect(await error).toMatchObject({ kind })
    expect(await error).toBeInstanceOf(Error)
    await at.wait(61_000)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a mutation that settles while a poll is on its way', () => {
  test('is not taken back by it', async () => {
    const at = virtual()
    const list = at.store.dispatch(at.e.listInstances.initiate())
    await list
    const { hub } = (
      at.vzaps.connect(at.store) as unknown as {
        live: { hub: { watchList(args: undefined, watch: object): () => void } }
      }
    ).live
    hub.watchList(undefined, { options: () => ({}), notify: () => {} })
    await at.wait(1)
    at.vzaps.enhanceEndpoints({ endpoints: { updateInstance: { invalidatesTags: [] } } })
    const held = at.wire.hold(/list/)
    await at.wait(15_000)
    const { request } = await held.arrived
    const old = await at.gateway.fetch(request.clone())
    await at.store.dispatch(
      at.e.updateInstance.initiate({ instanceId: 'VZ0', data: { name: 'Renamed' } }),
    )
    held.release(old)
    await at.wait(1)
    expect(at.vzaps.util.selectInstance(at.store.getState(), 'VZ0')?.name).toBe('Renamed')
  })
})
