import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { instances } from '../status/support/virtual.ts'
import { json } from '../support/wire.ts'
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

const query = (at: Virtual, index: number) =>
  Object.fromEntries(at.urls()[index]?.searchParams ?? [])

/** The next connections are refused. */
const refuse = (at: Virtual, times = Number.MAX_SAFE_INTEGER) =>
  at.gateway.faults.failNext({ kind: 'status', status: 503 }, { path: '/events/ws', times })

describe('one socket an instance', () => {
  test('for any number of subscribers, until the last one leaves', async () => {
    const at = await open()
    expect(at.state('VZ0')).toEqual({ status: 'idle' })
    const one = at.listen('VZ0')
    expect(at.state('VZ0')).toEqual({ status: 'connecting' })
    const other = at.listen('VZ0')
    at.listen('VZ1')
    await at.settle()
    expect(at.state('VZ0')).toEqual({ status: 'open' })
    expect(at.push.open).toEqual(['VZ0', 'VZ1'])
    one.stop()
    await at.settle()
    expect(at.push.open).toEqual(['VZ0', 'VZ1'])
    other.stop()
    await at.settle()
    expect(at.push.open).toEqual(['VZ1'])
    expect(at.state('VZ0')).toEqual({ status: 'idle' })
    expect(at.sockets).toHaveLength(2)
  })

  test('that says good-bye with 1000', async () => {
    const at = await open()
    const { stop } = at.listen('VZ0')
    await at.settle()
    const codes: unknown[] = []
    const socket = at.sockets[0] as unknown as { close(code?: number): void }
    const { close } = socket
    socket.close = (code) => {
      codes.push(code)
      close.call(socket, code)
    }
    stop()
    await at.settle()
    expect(codes).toEqual([1000])
  })

  test('stays open for one who comes in the turn in which the last one leaves', async () => {
    const at = await open()
    at.listen('VZ0').stop()
    const first = at.listen('VZ0')
    await at.settle()
    first.stop()
    at.listen('VZ0')
    await at.settle()
    expect(at.sockets).toHaveLength(1)
    expect(at.push.open).toEqual(['VZ0'])
  })

  test('carries what any of them wants, without a lost or a doubled event', async () => {
    const at = await open()
    const one = at.listen('VZ0', { events: ['Message'] })
    await at.settle()
    at.listen('VZ0', { events: ['Message'] })
    await at.settle()
    expect(at.sockets).toHaveLength(1)
    const other = at.listen('VZ0', { events: ['Message', 'Presence'] })
    for (let i = 0; i < 20; i++) {
      at.push.send('VZ0', { id: `evt_${i}`, type: 'Message' })
      await at.wait(10)
    }
    at.push.send('VZ0', { id: 'p', type: 'Presence' })
    await at.settle()
    expect(at.urls().map((url) => url.searchParams.get('events'))).toEqual([
      'Message',
      'Message,Presence',
    ])
    expect(at.push.open).toEqual(['VZ0'])
    expect(one.ids()).toEqual(Array.from({ length: 20 }, (_, i) => `evt_${i}`))
    expect(other.ids().slice(-2)).toEqual(['evt_19', 'p'])
    expect(at.state('VZ0')).toEqual({ status: 'open' })
  })

  test('carries everything when some say what they want, and others leave it to the instance', async () => {
    const at = await open()
    at.listen('VZ0')
    await at.settle()
    at.listen('VZ0', { events: ['Message'] })
    await at.settle()
    expect(at.urls().map((url) => url.searchParams.get('events'))).toEqual([null, 'All'])
  })

  test('of those who come at once, one connection', async () => {
    const at = await open()
    at.listen('VZ0', { events: ['Message'] })
    at.listen('VZ0', { events: ['Presence'] })
    await at.settle()
    expect(at.urls().map((url) => url.searchParams.get('events'))).toEqual(['Message,Presence'])
  })
})

describe('connecting again', () => {
  test('comes ever later while it fails, to 30 s, half of it by chance', async () => {
    const delays = async (random: number) => {
      const at = await open(undefined, { platform: { random: () => random } })
      refuse(at)
      at.listen('VZ0')
      const seen: number[] = []
      for (let i = 0; i < 7; i++) {
        await at.wait(1)
        const state = at.state('VZ0')
        if (state.status !== 'waiting') throw new Error(state.status)
        expect(state.error).toMatchObject({ kind: 'network' })
        seen.push(state.retryAt - Date.now() + 1)
        await at.wait(state.retryAt - Date.now())
      }
      return seen
    }
    expect(await delays(0)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000])
    expect(await delays(0.5)).toEqual([750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500])
  })

  test('starts anew after a good connection, and not after one that broke at once', async () => {
    const at = await open()
    refuse(at, 3)
    at.listen('VZ0')
    await at.wait(20_000)
    expect(at.state('VZ0')).toEqual({ status: 'open' })
    const retryIn = () => {
      const state = at.state('VZ0')
      return state.status === 'waiting' ? state.retryAt - Date.now() : undefined
    }
    at.push.drop()
    await at.wait(0)
    expect(retryIn()).toBe(500)
    await at.wait(600)
    at.push.drop()
    await at.wait(0)
    expect(retryIn()).toBe(1_000)
    await at.wait(1_100)
    at.push.send('VZ0', { type: 'Message' })
    await at.wait(0)
    at.push.drop()
    await at.wait(0)
    expect(retryIn()).toBe(500)
  })

  test.each([1000, 1001, 1006, 1008, 1011, 4000])('follows a close with %i', async (code) => {
    const at = await open()
    at.listen('VZ0')
    await at.settle()
    at.push.close('VZ0', code)
    await at.wait(1_000)
    expect(at.sockets).toHaveLength(2)
    expect(at.state('VZ0')).toEqual({ status: 'open' })
  })

  test('goes on after the last event that was handled', async () => {
    const at = await open()
    const { ids } = at.listen('VZ0', { lastEventId: 'evt_0' })
    await at.settle()
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    await at.settle()
    at.push.drop()
    await at.wait(0)
    at.push.send('VZ0', { id: 'evt_2', type: 'Message' })
    await at.wait(1_000)
    expect(query(at, 0).last_event_id).toBe('evt_0')
    expect(query(at, 1).last_event_id).toBe('evt_1')
    expect(ids()).toEqual(['evt_1', 'evt_2'])
  })

  test('proves itself anew: the JWT of the last connection may have ended', async () => {
    const at = await open({ instances: instances(1), faults: { tokenLifetimeMs: 300_000 } })
    at.listen('VZ0')
    await at.wait(299_000)
    at.push.drop()
    await at.wait(1_000)
    const tokens = at.urls().map((url) => url.searchParams.get('access_token'))
    expect(tokens.at(-1)).not.toBe(tokens[0])
    expect(at.state('VZ0')).toEqual({ status: 'open' })
  })

  test('takes a new JWT once when a connection is refused', async () => {
    const at = await open()
    const before = at.wire.tokens().length
    const asked = () => at.wire.tokens().length - before
    at.gateway.tokens.revoke()
    at.listen('VZ0')
    await at.wait(2_000)
    expect(at.state('VZ0')).toEqual({ status: 'open' })
    expect(asked()).toBe(1)
    at.push.drop()
    refuse(at)
    await at.wait(60_000)
    expect(asked()).toBe(2)
  })

  test('takes another one when that is revoked while sockets are refused', async () => {
    const at = await open()
    at.listen('VZ0')
    await at.wait(2_000)
    const before = at.wire.tokens().length
    refuse(at, 2)
    at.push.drop()
    await at.wait(1_500)
    at.gateway.tokens.revoke()
    await at.wait(180_000)
    expect(at.state('VZ0')).toEqual({ status: 'open' })
    expect(at.wire.tokens().length - before).toBe(2)
  })

  test('waits for a server of tokens that is down, and stops when it refuses', async () => {
    const at = await open()
    at.gateway.tokens.expire()
    at.wire.answer('POST /token', () => json({ message: 'down' }, 503))
    await at.wait(3_600_000)
    at.listen('VZ0')
    await at.settle()
    expect(at.state('VZ0')).toMatchObject({ status: 'waiting', error: { kind: 'http' } })
    await at.wait(1_000)
    expect(at.state('VZ0')).toEqual({ status: 'open' })

    const refused = await open()
    await refused.wait(3_600_000)
    refused.wire.answer('POST /token', () => json({ message: 'bad credentials' }, 401))
    const { end } = refused.listen('VZ0')
    await refused.settle()
    expect(end.error).toMatchObject({ kind: 'auth', reason: 'credentials' })
    expect(refused.state('VZ0')).toMatchObject({ status: 'stopped', error: { kind: 'auth' } })
  })

  test('gives up a socket that does not open in time', async () => {
    const at = await open(undefined, { timeoutMs: 5_000 })
    at.gateway.faults.failNext({ kind: 'stall' }, { path: '/events/ws' })
    at.listen('VZ0')
    await at.wait(4_999)
    expect(at.state('VZ0')).toEqual({ status: 'connecting' })
    await at.wait(1_000)
    expect(at.state('VZ0')).toEqual({ status: 'open' })
    expect(at.sockets).toHaveLength(2)
  })

  test('does not happen while there is no network, and at once when it is back', async () => {
    const at = await open()
    at.listen('VZ0')
    await at.settle()
    at.online.set(false)
    at.push.drop()
    await at.wait(120_000)
    expect(at.sockets).toHaveLength(1)
    at.online.set(true)
    await at.wait(100)
    expect(at.sockets).toHaveLength(2)
    expect(at.state('VZ0')).toEqual({ status: 'open' })
  })
})

describe('a connection that is to carry more, and is refused', () => {
  test('loses nothing of what it carried', async () => {
    const at = await open()
    const { ids } = at.listen('VZ0', { events: ['Message'] })
    await at.settle()
    refuse(at)
    at.listen('VZ0', { events: ['Connected'] })
    await at.wait(100)
    expect(at.state('VZ0')).toMatchObject({ status: 'waiting' })
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    at.gateway.faults.reset()
    await at.wait(2_000)
    expect(at.state('VZ0')).toEqual({ status: 'open' })
    expect(ids()).toEqual(['evt_1'])
    expect(at.push.open).toEqual(['VZ0'])
    await at.settle()
    at.push.send('VZ0', { id: 'evt_2', type: 'Message' })
    await at.wait(100)
    expect(ids()).toEqual(['evt_1', 'evt_2'])
  })
})

describe('a connection that says nothing for two heartbeats', () => {
  test('is replaced by another one, and nobody notices', async () => {
    const at = await open()
    const states: unknown[] = []
    const { ids } = at.listen('VZ0')
    await at.settle()
    at.push.stall()
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    for (let second = 0; second < 59; second++) {
      await at.wait(1_000)
      states.push(at.state('VZ0').status)
    }
    expect(at.sockets).toHaveLength(1)
    await at.wait(2_000)
    states.push(at.state('VZ0').status)
    expect(at.sockets).toHaveLength(2)
    expect(ids()).toEqual(['evt_1'])
    expect(new Set(states)).toEqual(new Set(['open']))
    expect(at.push.open).toEqual(['VZ0'])
  })

  test('is left alone while it says something', async () => {
    const at = await open()
    at.listen('VZ0')
    for (let i = 0; i < 10; i++) {
      await at.wait(50_000)
      at.push.send('VZ0', { type: 'Message' })
    }
    expect(at.sockets).toHaveLength(1)
  })

  test('was lost where no other one can be opened, and nothing that came meanwhile', async () => {
    const at = await open()
    const { ids } = at.listen('VZ0')
    await at.settle()
    at.push.stall()
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    refuse(at)
    await at.wait(60_100)
    expect(at.state('VZ0')).toMatchObject({ status: 'waiting' })
    at.gateway.faults.reset()
    await at.wait(2_000)
    expect(at.state('VZ0')).toEqual({ status: 'open' })
    expect(ids()).toEqual(['evt_1'])
    expect(at.push.open).toEqual(['VZ0'])
  })
})

describe('nothing is opened after the end', () => {
  test.each([
    ['while it waits', async (at: Virtual) => refuse(at, 1)],
    [
      'while it asks for a JWT',
      async (at: Virtual) => {
        await at.wait(3_600_000)
        at.wire.hold('POST /token')
      },
    ],
    ['while it connects', async (at: Virtual) => at.gateway.faults.set({ latencyMs: 5_000 })],
  ])('%s', async (_when, prepare) => {
    const at = await open()
    await prepare(at)
    await at.wait(0)
    const { stop } = at.listen('VZ0')
    await at.wait(0)
    stop()
    const before = at.sockets.length
    await at.wait(120_000)
    expect(at.sockets).toHaveLength(before)
    expect(at.push.open).toEqual([])
    expect(at.state('VZ0')).toEqual({ status: 'idle' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('of the connection to the store, which completes what was subscribed', async () => {
    const at = await open()
    const one = at.listen('VZ0')
    const other = at.listen('VZ1')
    await at.settle()
    at.push.drop('VZ1')
    await at.wait(0)
    at.dispose()
    expect([one.end.isComplete, other.end.isComplete]).toEqual([true, true])
    await at.wait(120_000)
    expect(at.push.open).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
    expect(at.online.listeners.size).toBe(0)
  })
})

describe('the session', () => {
  test('ends its sockets with it, and their subscribers hear why', async () => {
    const at = await open()
    const { end } = at.listen('VZ0')
    await at.settle()
    at.vzaps.auth.signOut()
    await at.settle()
    expect(end.error).toMatchObject({ kind: 'auth', reason: 'signed-out' })
    expect(at.push.open).toEqual([])
    expect(at.state('VZ0')).toMatchObject({ status: 'stopped', error: { kind: 'auth' } })
    await at.wait(120_000)
    expect(at.sockets).toHaveLength(1)
  })

  test('a state that is reset begins anew', async () => {
    const at = await open()
    const { ids, end } = at.listen('VZ0')
    await at.settle()
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    await at.settle()
    at.store.dispatch(at.vzaps.util.resetApiState())
    await at.settle()
    expect(query(at, 1).last_event_id).toBeUndefined()
    at.push.send('VZ0', { id: 'evt_2', type: 'Message' })
    await at.settle()
    expect([ids(), end]).toEqual([['evt_1', 'evt_2'], {}])
    expect(at.push.open).toEqual(['VZ0'])
  })
})

describe('secrets', () => {
  test('are in the URL of the socket and nowhere else', async () => {
    const activities: unknown[] = []
    const at = await open()
    at.vzaps.activity$.subscribe((activity) => activities.push(activity))
    const { events, issues, end } = at.listen('VZ0', {
      onEvent: ({ id }) => {
        if (id === 'evt_2') throw new Error('no')
      },
    })
    const watched = at.watch('VZ0', { push: true } as never)
    await at.settle()
    const { searchParams } = new URL(at.sockets[0]?.url ?? '')
    const secrets = ['access_token', 'client_token', 'instance_token'].map(
      (name) => searchParams.get(name) ?? '',
    )
    expect(secrets.every((secret) => secret.length > 8)).toBe(true)
    at.push.send('VZ0', { id: 'evt_1', type: 'Message', data: { secrets } })
    at.push.send('VZ0', { id: 'evt_2', type: 'Message' })
    at.push.sendText('VZ0', `not JSON: ${secrets.join()}`)
    at.gateway.dropConnection('VZ0')
    const states = [at.state('VZ0')]
    await at.settle()
    at.gateway.instances.remove('VZ0')
    at.push.drop()
    await at.wait(0)
    states.push(at.state('VZ0'))
    await at.wait(10_000)
    states.push(at.state('VZ0'))
    at.vzaps.auth.signOut()
    await at.settle()
    states.push(at.state('VZ0'))
    expect(new Set(states.map(({ status }) => status)).size).toBeGreaterThan(2)
    const text = JSON.stringify([
      { events, issues, states, activities, told: watched.told, end },
      { actions: at.actions, all: at.states },
      String(end.error),
      (end.error as Error).stack,
    ])
    expect(text.length).toBeGreaterThan(1_000)
    for (const secret of secrets) expect(text).not.toContain(secret)
  })
})
