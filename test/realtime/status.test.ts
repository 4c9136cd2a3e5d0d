import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { instances } from '../status/support/virtual.ts'
import { useVirtualTime, type Virtual, virtual } from './support/virtual.ts'

beforeEach(useVirtualTime)

afterEach(() => {
  vi.useRealTimers()
})

const open = async (...given: Parameters<typeof virtual>) => {
  const at = virtual(...given)
  await at.know()
  return at
}

const watch = (at: Virtual, id: string, options = {}) => at.watch(id, { push: true, ...options })

describe('a pushed status', () => {
  test('is shown as it comes, in one action and without a read', async () => {
    const at = await open()
    const { last, told } = watch(at, 'VZ0')
    await at.settle()
    const count = at.counting()
    const actions = at.actions.length
    at.gateway.dropConnection('VZ0')
    await at.wait(0)
    expect(last()).toMatchObject({
      connected: false,
      status: 'disconnected',
      source: 'push',
      changedAt: Date.now(),
    })
    expect(told).toHaveLength(2)
    expect(count()).toBe(0)
    const types = at.actions.slice(actions).map(({ type }) => type)
    expect(types.filter((type) => type.includes('tellRows'))).toHaveLength(1)
  })

  test('asks nothing of what is fresh when its socket opens, and makes sure of it once at the usual time', async () => {
    const at = await open()
    watch(at, 'VZ0')
    const count = at.counting()
    await at.wait(14_000)
    const early = count()
    await at.wait(2_000)
    expect([early, count()]).toEqual([0, 1])
    await at.wait(58_000)
    expect(count()).toBe(1)
  })

  test('makes sure of it once also where polls are wanted more rarely', async () => {
    const at = await open()
    watch(at, 'VZ0', { pollingInterval: 3_600_000 })
    const count = at.counting()
    await at.wait(16_000)
    expect(count()).toBe(1)
    await at.wait(600_000)
    expect(count()).toBe(1)
  })

  test('brings what is in no event from the server: whose phone it is', async () => {
    const at = await open({ instances: [{ id: 'VZ0', name: 'New' }] })
    const { last } = watch(at, 'VZ0')
    await at.settle()
    await at.store.dispatch(at.e.getSessionQr.initiate('VZ0'))
    at.gateway.scanQr('VZ0')
    await at.settle()
    expect(last()).toMatchObject({ connected: true, status: 'connected' })
    const row = at.vzaps.util.selectInstance(at.store.getState(), 'VZ0')
    expect(row?.whatsappJid).toMatch(/@s\.whatsapp\.net$/)
  })

  test.each([
    ['CONNECTED', 'DISCONNECTED'],
    ['Connected', 'Disconnected'],
    ['connected', 'disconnected'],
  ])('says the word %s as the server does', async (word, opposite) => {
    const at = await open({ instances: [{ id: 'VZ0', connected: true, status: word }] })
    const { last } = watch(at, 'VZ0', { pollingInterval: 0 })
    await at.settle()
    at.push.send('VZ0', { type: 'Disconnected' })
    await at.wait(0)
    expect(last()).toMatchObject({ connected: false, status: opposite })
    at.push.send('VZ0', { type: 'Connected' })
    await at.wait(0)
    expect(last()).toMatchObject({ connected: true, status: word })
  })

  test('leaves a word that it does not know to the server, and asks', async () => {
    const at = await open({ instances: [{ id: 'VZ0', connected: true, status: 'warming up' }] })
    const { told } = watch(at, 'VZ0')
    await at.settle()
    const count = at.counting()
    at.gateway.instances.patch('VZ0', { connected: false, status: 'cooling down' })
    await at.settle()
    expect(told).toMatchObject([
      { connected: true, status: 'warming up' },
      { connected: false, status: 'warming up', source: 'push' },
      { connected: false, status: 'cooling down', source: 'poll' },
    ])
    expect(count()).toBe(1)
  })

  test('is also brought by whoever else listens for such events', async () => {
    const at = await open()
    const { last } = at.watch('VZ0')
    at.listen('VZ0')
    await at.settle()
    at.gateway.dropConnection('VZ0')
    await at.wait(0)
    expect(last()).toMatchObject({ connected: false, source: 'push' })
  })

  test('is news for the status of the session, where that is shown', async () => {
    const at = await open()
    watch(at, 'VZ0')
    const shown = at.store.dispatch(at.e.getSessionStatus.initiate('VZ0'))
    await at.settle()
    at.gateway.dropConnection('VZ0')
    await at.settle()
    expect(at.e.getSessionStatus.select('VZ0')(at.store.getState() as never).data).toEqual({
      connected: false,
    })
    shown.unsubscribe()
  })

  test('of another instance than the socket is for changes nothing', async () => {
    const at = await open()
    watch(at, 'VZ0')
    await at.settle()
    at.push.sendText('VZ0', '{"id":"x","type":"Disconnected","instance_id":"VZ1"}')
    await at.settle()
    expect(at.status.get('VZ0')).toMatchObject({ connected: true })
    expect(at.status.get('VZ1')).toMatchObject({ connected: true })
  })
})

describe('the order of pushes and polls', () => {
  test('a poll that left before the push says nothing against it', async () => {
    const at = await open()
    const { told, last } = watch(at, 'VZ0', { pollingInterval: 5_000 })
    await at.settle()
    const held = at.wire.hold(/get/)
    await at.wait(5_000)
    const { request } = await held.arrived
    const before = await at.gateway.fetch(request.clone())
    at.gateway.dropConnection('VZ0')
    await at.wait(0)
    held.release(before)
    await at.wait(1)
    expect(last()).toMatchObject({ connected: false, source: 'push' })
    expect(told).toHaveLength(2)
  })

  test('a push that is older than the row there, by the clock of the server, says nothing new', async () => {
    const at = await open()
    const { told } = watch(at, 'VZ0')
    await at.settle()
    const earlier = new Date(Date.now() - 1).toISOString()
    await at.wait(1_000)
    at.gateway.instances.patch('VZ0', { billing_status: 'ACTIVE' })
    await at.wait(60_000)
    expect(told).toHaveLength(2)
    const count = at.counting()
    at.push.send('VZ0', { type: 'Disconnected', created_at: earlier })
    await at.settle()
    expect(told).toHaveLength(2)
    // It does not fit what is known, so the server is asked.
    expect(count()).toBe(1)
  })

  test('a push that is older than another push says nothing new', async () => {
    const at = await open()
    const { last } = watch(at, 'VZ0', { pollingInterval: 0 })
    await at.wait(10_000)
    const at5 = new Date(Date.now() - 5_000).toISOString()
    at.push.send('VZ0', { type: 'Disconnected', created_at: new Date().toISOString() })
    at.push.send('VZ0', { type: 'Connected', created_at: at5 })
    await at.settle()
    expect(last()).toMatchObject({ connected: false })
  })

  test('what the user did meanwhile stays on top', async () => {
    const at = await open()
    watch(at, 'VZ0')
    await at.settle()
    const held = at.wire.hold(/PATCH/)
    void at.store.dispatch(
      at.e.updateInstance.initiate({ instanceId: 'VZ0', data: { name: 'New name' } }),
    )
    await at.wait(0)
    at.gateway.dropConnection('VZ0')
    await at.wait(0)
    expect(at.vzaps.util.selectInstance(at.store.getState(), 'VZ0')).toMatchObject({
      name: 'New name',
      connected: false,
    })
    held.release()
    await at.settle()
  })
})

describe('polls', () => {
  test('come every 60 s while the socket is open, and an interval of the app stays as it is', async () => {
    const at = await open()
    watch(at, 'VZ0')
    await at.settle()
    const count = at.counting()
    await at.wait(600_000)
    expect(count()).toBe(10)
    watch(at, 'VZ1', { pollingInterval: 5_000 })
    await at.settle()
    const more = at.counting()
    await at.wait(60_000)
    expect(more()).toBeGreaterThanOrEqual(12)
  })

  test('are made sure of together by the minute, whatever was asked for one by one meanwhile', async () => {
    const at = await open({ instances: instances(20) })
    for (let i = 0; i < 20; i++) watch(at, `VZ${i}`)
    await at.wait(20_000)
    const count = at.counting()
    for (let second = 0; second < 180; second++) {
      at.push.send(`VZ${second % 20}`, { type: 'Connected' })
      await at.wait(1_000)
    }
    // One in 5 s for those that are told of, and the minute's.
    expect(count()).toBeLessThanOrEqual(180 / 5 + 4)
  })

  test('of what a push leaves open wait 5 s for each other, but for the first', async () => {
    const at = await open({ instances: instances(20) })
    for (let i = 0; i < 20; i++) watch(at, `VZ${i}`)
    await at.wait(20_000)
    const count = at.counting()
    const pushed: number[] = []
    for (let i = 0; i < 5; i++) {
      at.push.send(`VZ${i}`, { type: 'Connected' })
      await at.wait(500)
      pushed.push(count())
    }
    expect(pushed).toEqual([1, 1, 1, 1, 1])
    await at.wait(5_000)
    expect(count()).toBe(2)
  })

  test('are planned anew for none but the instance that was pushed', async () => {
    const at = await open({ instances: instances(20) })
    const looked: string[] = []
    for (let i = 0; i < 20; i++) {
      const id = `VZ${i}`
      const pollingInterval = () => {
        looked.push(id)
        return 600_000
      }
      watch(at, id, { pollingInterval })
    }
    await at.wait(20_000)
    looked.length = 0
    at.push.send('VZ3', { type: 'Connected' })
    await at.wait(1_000)
    expect(new Set(looked)).toEqual(new Set(['VZ3']))
  })

  test('go on as ever where the socket does not carry the status', async () => {
    const at = await open()
    at.watch('VZ0')
    at.listen('VZ0', { events: ['Message'] })
    await at.settle()
    const count = at.counting()
    await at.wait(150_000)
    expect(count()).toBe(10)
  })

  test('slow down where the instance itself posts what tells of its status', async () => {
    const at = await open({
      instances: [{ id: 'VZ0', connected: true, events_subscribe: 'Connected,Disconnected' }],
    })
    at.watch('VZ0')
    at.listen('VZ0')
    await at.settle()
    const count = at.counting()
    await at.wait(600_000)
    expect(count()).toBe(10)
  })

  test('look at once when the socket is lost, and again when another one is open', async () => {
    const at = await open()
    const { last } = watch(at, 'VZ0')
    await at.wait(5_000)
    at.gateway.faults.failNext({ kind: 'status', status: 503 }, { path: '/events/ws' })
    const count = at.counting()
    at.push.drop()
    at.gateway.instances.patch('VZ0', { billing_status: 'ACTIVE' })
    await at.wait(1)
    expect(count()).toBe(1)
    expect(last()).toMatchObject({ billingStatus: 'ACTIVE' })
    await at.wait(450)
    at.gateway.instances.patch('VZ0', { billing_status: 'PAST_DUE' })
    await at.wait(3_000)
    expect(at.state('VZ0')).toEqual({ status: 'open' })
    expect(last()).toMatchObject({ billingStatus: 'PAST_DUE' })
    expect(count()).toBe(2)
  })

  test('come as often as ever while there is no socket', async () => {
    const at = await open()
    watch(at, 'VZ0')
    at.gateway.faults.failNext({ kind: 'status', status: 503 }, { path: '/events/ws', times: 99 })
    await at.settle()
    const count = at.counting()
    await at.wait(150_000)
    expect(count()).toBe(10)
  })

  test('what only a component of RTK Query shows is read again after a lost connection', async () => {
    const at = await open()
    at.listen('VZ0')
    const shown = at.store.dispatch(at.e.getInstance.initiate('VZ0'))
    await at.settle()
    const count = at.counting(/get/)
    at.push.drop()
    await at.wait(0)
    at.gateway.instances.patch('VZ0', { name: 'Renamed' })
    await at.wait(2_000)
    expect(count()).toBe(1)
    expect(at.vzaps.util.selectInstance(at.store.getState(), 'VZ0')).toMatchObject({
      name: 'Renamed',
    })
    shown.unsubscribe()
  })
})

describe('sockets for statuses', () => {
  test('wait until the token of the instance is known', async () => {
    const at = virtual()
    const { last } = watch(at, 'VZ0')
    await at.settle()
    expect(at.state('VZ0')).toEqual({ status: 'open' })
    at.gateway.dropConnection('VZ0')
    await at.wait(0)
    expect(last()).toMatchObject({ connected: false, source: 'push' })
  })

  test('are at most maxSockets; the others are polled, and come in when there is room', async () => {
    const at = await open({ instances: instances(4) }, { maxSockets: 2 })
    const watches = ['VZ0', 'VZ1', 'VZ2', 'VZ3'].map((id) => watch(at, id))
    await at.settle()
    expect(at.push.open).toEqual(['VZ0', 'VZ1'])
    at.gateway.dropConnection('VZ3')
    await at.wait(15_000)
    expect(watches[3]?.last()).toMatchObject({ connected: false, source: 'poll' })
    watches[0]?.stop()
    await at.settle()
    expect(at.push.open).toEqual(['VZ1', 'VZ2'])
    // Events that the app asks for are its own wish.
    at.listen('VZ0')
    await at.settle()
    expect(at.push.open).toHaveLength(3)
  })

  test('are twenty unless said', async () => {
    const at = await open({ instances: instances(25) })
    for (let i = 0; i < 25; i++) watch(at, `VZ${i}`)
    await at.settle()
    expect(at.push.open).toHaveLength(20)
  })

  test('rest while nobody is signed in, and come back with the next session', async () => {
    const at = await open()
    watch(at, 'VZ0')
    await at.settle()
    at.vzaps.auth.signOut()
    await at.wait(60_000)
    expect(at.push.open).toEqual([])
    expect(at.state('VZ0')).toMatchObject({ status: 'stopped' })
    await at.vzaps.auth.signIn({ ...at.gateway.credentials, dangerouslyAllowBrowser: true })
    await at.settle()
    expect(at.push.open).toEqual(['VZ0'])
  })

  test('leave nothing behind', async () => {
    const at = await open()
    const watches = ['VZ0', 'VZ1'].map((id) => watch(at, id))
    await at.settle()
    at.push.drop('VZ1')
    await at.wait(0)
    for (const { stop } of watches) stop()
    await at.wait(120_000)
    expect(at.push.open).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
    expect(at.online.listeners.size).toBe(0)
  })
})
