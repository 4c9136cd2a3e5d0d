import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { MockGateway } from 'vzaps-rtk/mock'
import type { RelayOptions } from 'vzaps-rtk/server'
import { createVZapsRelay } from 'vzaps-rtk/server'
import type { SetupOptions } from '../support/setup.ts'
import { deferred, useVirtualTime, virtual } from './support/virtual.ts'

beforeEach(useVirtualTime)

afterEach(() => {
  vi.useRealTimers()
})

const ids = ['VZ0', 'VZ1', 'VZ2']

/** The client in a page, the relay on the app's server, the fake gateway behind it. */
const setup = (relayOptions: Partial<RelayOptions> = {}, options: SetupOptions = {}) => {
  let gateway: MockGateway | undefined
  let mine = [...ids]
  const streams: Request[] = []
  const opened: string[] = []
  let isDown = false
  let isForgetful = false
  let relay: ((request: Request) => Promise<Response>) | undefined
  const make = () => {
    const upstream = gateway
    if (!upstream) throw new Error('too early')
    return createVZapsRelay({
      ...upstream.credentials,
      authorize: () => ({ instances: mine }),
      platform: { fetch: upstream.fetch },
      WebSocket: new Proxy(upstream.WebSocket, {
        construct: (Socket, [url]: [string]) => {
          opened.push(new URL(url).searchParams.get('instance_id') ?? '')
          return new Socket(url)
        },
      }),
      ...relayOptions,
    })
  }
  const at = virtual(undefined, {
    auth: { proxy: true },
    baseUrl: 'https://app.test/relay',
    ...options,
    platform: {
      fetch: async (request: Request) => {
        if (request.url.includes('/events?')) streams.push(request)
        if (isDown) throw new TypeError('Failed to fetch')
        if (isForgetful && request.headers.has('Last-Event-ID')) {
          return Response.json({ code: 'bad-cursor', message: 'never seen' }, { status: 400 })
        }
        relay ??= make()
        return relay(request)
      },
      WebSocket: undefined as never,
      ...options.platform,
    },
  })
  gateway = at.gateway
  return {
    ...at,
    streams,
    opened,
    /** The instances that each stream was asked for. */
    asked: () => streams.map(({ url }) => new URL(url).searchParams.getAll('instance_id')),
    open: () => streams.filter(({ signal }) => !signal.aborted),
    setMine: (next: string[]) => {
      mine = next
    },
    setDown: (next: boolean) => {
      isDown = next
    },
    /** The relay knows no cursor. */
    forget: () => {
      isForgetful = true
    },
    /** Another process takes its place. */
    restart: () => {
      relay = undefined
    },
    settle: () => at.wait(300),
  }
}

const message = (id: string) => ({ id, type: 'Message' })

describe('behind a relay, events', () => {
  test('of all instances come over one stream, without a word about sockets', async () => {
    const at = setup()
    const heard = ids.map((id) => at.listen(id))
    await at.settle()
    expect(at.asked()).toEqual([ids])
    expect(ids.map((id) => at.state(id).status)).toEqual(['open', 'open', 'open'])
    ids.forEach((id, i) => {
      at.push.send(id, { ...message(`e${i}`), data: { push_name: 'Ana' } })
    })
    await at.settle()
    expect(heard.map(({ events }) => events)).toEqual(
      ids.map((id, i) => [
        expect.objectContaining({
          id: `e${i}`,
          type: 'Message',
          instanceId: id,
          data: { push_name: 'Ana' },
        }),
      ]),
    )
    expect(at.sockets).toEqual([])
  })

  test('take the app’s own headers and cookies along', async () => {
    const auth = { proxy: true, headers: { 'X-Session': 's1' }, credentials: 'include' } as const
    const at = setup({}, { auth })
    at.listen('VZ0')
    await at.settle()
    expect(at.streams[0]?.headers.get('X-Session')).toBe('s1')
    expect(at.streams[0]?.credentials).toBe('include')
    expect(at.streams[0]?.url).toBe('https://app.test/relay/events?instance_id=VZ0')
  })

  test('bring a status up to date at once, and it is polled every minute only', async () => {
    const at = setup()
    at.watch('VZ0', { push: true })
    await at.settle()
    const since = at.counting()
    at.gateway.instances.patch('VZ0', { connected: false })
    at.push.send('VZ0', { type: 'Disconnected' })
    await at.settle()
    expect(at.vzaps.util.selectInstance(at.store.getState(), 'VZ0')?.connected).toBe(false)
    await at.wait(50_000)
    expect(since()).toBeLessThanOrEqual(1)
  })

  test('of another set of instances take another stream, and none is lost between the two', async () => {
    const at = setup()
    const first = at.listen('VZ0')
    await at.settle()
    let sent = 0
    const busy = setInterval(() => {
      sent += 1
      at.push.send('VZ0', message(`m${sent}`))
    }, 3)
    await at.wait(100)
    const second = at.listen('VZ1')
    await at.wait(200)
    const third = at.listen('VZ2')
    await at.wait(200)
    second.stop()
    await at.wait(200)
    clearInterval(busy)
    await at.settle()
    expect(at.asked()).toEqual([['VZ0'], ['VZ0', 'VZ1'], ['VZ0', 'VZ1', 'VZ2'], ['VZ0', 'VZ2']])
    expect(at.open()).toHaveLength(1)
    expect(first.ids()).toEqual(Array.from({ length: sent }, (_, i) => `m${i + 1}`))
    expect(at.opened).toEqual(ids)
    expect(third.end).toEqual({})
  })

  test('of rows that are mounted together, and again at once, take one stream', async () => {
    const at = setup()
    const rows = ids.map((id) => at.listen(id))
    for (const { stop } of rows) stop()
    for (const id of ids) at.listen(id)
    await at.settle()
    expect(at.asked()).toEqual([ids])
  })

  test('end with the last who listens', async () => {
    const at = setup()
    const { stop } = at.listen('VZ0')
    await at.settle()
    stop()
    await at.settle()
    expect(at.open()).toEqual([])
    expect(at.state('VZ0')).toEqual({ status: 'idle' })
  })

  test('that were missed while the connection was lost come when it is back', async () => {
    const at = setup()
    const { ids: heard } = at.listen('VZ0')
    await at.settle()
    at.push.send('VZ0', message('a'))
    await at.settle()
    at.setDown(true)
    at.open()[0]?.signal.dispatchEvent(new Event('abort'))
    await at.wait(20)
    at.push.send('VZ0', message('b'))
    await at.wait(200)
    at.setDown(false)
    await at.wait(3_000)
    expect(heard()).toEqual(['a', 'b'])
  })

  test('whose handler failed come again, and are handled once', async () => {
    const at = setup()
    const handled: string[] = []
    let fails = true
    const { issues } = at.listen('VZ0', {
      onEvent: ({ id }) => {
        if (id === 'b' && fails) throw new Error('not now')
        handled.push(String(id))
      },
    })
    await at.settle()
    for (const id of ['a', 'b', 'c']) at.push.send('VZ0', message(id))
    await at.settle()
    expect(issues).toMatchObject([{ kind: 'failed', event: { id: 'b' } }])
    fails = false
    at.listen('VZ1')
    await at.settle()
    expect(handled).toEqual(['a', 'c', 'b'])
  })

  test('wait for their handler: what was not handled is not taken for done', async () => {
    const at = setup()
    const first = deferred()
    at.listen('VZ0', { onEvent: ({ id }) => (id === 'a' ? first.promise : undefined) })
    await at.settle()
    const cursor = () => at.streams.at(-1)?.headers.get('Last-Event-ID')
    for (const id of ['a', 'b']) at.push.send('VZ0', message(id))
    await at.settle()
    at.listen('VZ1')
    await at.settle()
    const early = cursor()
    first.resolve()
    await at.settle()
    at.listen('VZ2')
    await at.settle()
    expect(early).not.toBe(cursor())
    expect(atob(String(cursor()))).toContain('"VZ0":"b"')
    expect(atob(String(early))).not.toContain('"VZ0":"a"')
  })

  test('begin after the event that the app names', async () => {
    const at = setup()
    at.listen('VZ0', { lastEventId: 'evt_7' })
    at.listen('VZ1')
    await at.settle()
    expect(new URL(at.streams[0]?.url ?? '').searchParams.getAll('last_event_id')).toEqual([
      'evt_7',
      '',
    ])
  })

  test('go on when the relay was started anew', async () => {
    const at = setup()
    const { ids: heard } = at.listen('VZ0')
    await at.settle()
    at.push.send('VZ0', message('a'))
    await at.settle()
    at.restart()
    at.listen('VZ1')
    await at.settle()
    at.push.send('VZ0', message('b'))
    await at.settle()
    expect(heard()).toEqual(['a', 'b'])
  })
})

describe('behind a relay, a cursor', () => {
  test('that it does not know is given up', async () => {
    const at = setup()
    at.listen('VZ0')
    await at.settle()
    at.push.send('VZ0', message('a'))
    at.forget()
    at.listen('VZ1')
    await at.wait(3_000)
    expect(at.state('VZ1').status).toBe('open')
    expect(at.streams.at(-1)?.headers.get('Last-Event-ID')).toBeNull()
    expect(new URL(at.streams.at(-1)?.url ?? '').searchParams.getAll('last_event_id')).toEqual([
      'a',
      '',
    ])
  })
})

describe('behind a relay, a connection', () => {
  test('that breaks is opened again, ever later, and says when', async () => {
    const at = setup()
    at.listen('VZ0')
    at.listen('VZ1')
    await at.settle()
    at.setDown(true)
    at.push.drop()
    at.listen('VZ2')
    await at.settle()
    at.vzaps.connect(at.store)
    expect(at.state('VZ2')).toMatchObject({ status: 'waiting', error: { kind: 'network' } })
    const tries = at.streams.length
    await at.wait(60_000)
    expect(at.streams.length - tries).toBeGreaterThan(2)
    expect(at.streams.length - tries).toBeLessThan(8)
    at.setDown(false)
    await at.wait(31_000)
    expect(ids.map((id) => at.state(id).status)).toEqual(['open', 'open', 'open'])
  })

  test('that the relay has lost upstream is waited for, the others stay open', async () => {
    const at = setup()
    for (const id of ids) at.listen(id)
    await at.settle()
    at.push.drop('VZ1')
    await at.wait(10)
    expect(at.state('VZ1')).toMatchObject({ status: 'waiting', error: { kind: 'network' } })
    expect(at.state('VZ0').status).toBe('open')
    await at.wait(2_000)
    expect(at.state('VZ1').status).toBe('open')
  })

  test('of another user’s instance ends, the others stay open', async () => {
    const at = setup()
    at.setMine(['VZ0'])
    const own = at.listen('VZ0')
    const other = at.listen('VZ1')
    await at.settle()
    expect(other.end.error).toMatchObject({ kind: 'http', status: 404, code: 'unknown-instance' })
    expect(at.state('VZ0').status).toBe('open')
    at.push.send('VZ0', message('a'))
    await at.settle()
    expect(own.ids()).toEqual(['a'])
  })

  test.each([
    [401, { kind: 'auth', reason: 'expired' }],
    [403, { kind: 'auth', reason: 'forbidden' }],
    [501, { kind: 'http', status: 501 }],
  ])('that the app refuses with %i ends, and statuses are polled', async (status, error) => {
    const at = setup({ authorize: () => Response.json({ message: 'no' }, { status }) })
    const { end } = at.listen('VZ0')
    await at.settle()
    expect(end.error).toMatchObject({ ...error, message: 'no' })
    expect(at.state('VZ0').status).toBe('stopped')
    await at.wait(60_000)
    expect(at.streams).toHaveLength(1)
  })

  test('waits as long as the relay asks for', async () => {
    const answer = () => new Response(null, { status: 429, headers: { 'Retry-After': '20' } })
    const at = setup({ authorize: answer })
    at.listen('VZ0')
    await at.settle()
    expect(at.state('VZ0')).toMatchObject({ status: 'waiting', error: { kind: 'rate-limit' } })
    await at.wait(19_000)
    expect(at.streams).toHaveLength(1)
    await at.wait(3_000)
    expect(at.streams).toHaveLength(2)
  })

  test('ends with sign-out, and the next session has one of its own', async () => {
    const at = setup()
    const { end } = at.listen('VZ0')
    await at.settle()
    await at.vzaps.auth.signOut()
    await at.settle()
    expect(end.error).toMatchObject({ kind: 'auth', reason: 'signed-out' })
    expect(at.open()).toEqual([])
    void at.vzaps.auth.signIn({ proxy: true })
    at.listen('VZ0')
    await at.settle()
    expect(at.state('VZ0').status).toBe('open')
    expect(at.streams.at(-1)?.headers.get('Last-Event-ID')).toBeNull()
  })

  test('of a status that waited for somebody to sign in is opened then', async () => {
    const at = setup()
    await at.settle()
    at.vzaps.auth.signOut()
    at.watch('VZ0', { push: true })
    await at.wait(2_000)
    expect(at.open()).toEqual([])
    await at.vzaps.auth.signIn({ proxy: true })
    await at.wait(2_000)
    expect(at.open()).toHaveLength(1)
  })

  test('of an account that signs in otherwise is a socket again', async () => {
    const at = setup()
    at.listen('VZ0')
    await at.settle()
    const { clientToken, clientSecret } = at.gateway.credentials
    // The relay gives no tokens: the session has none, and is another one all the same.
    at.vzaps.auth
      .signIn({ clientToken, clientSecret, dangerouslyAllowBrowser: true })
      .catch(() => {})
    await at.settle()
    // It knows no token of the instance yet, which a relay need not.
    expect(at.state('VZ0')).toMatchObject({ status: 'stopped', error: { kind: 'validation' } })
    expect(at.open()).toEqual([])
  })

  test('is not tried where fetch does not stream', async () => {
    vi.stubGlobal('ReadableStream', undefined)
    const at = setup()
    const { end } = at.listen('VZ0')
    const { last } = at.watch('VZ1', { push: true })
    await at.settle()
    vi.unstubAllGlobals()
    expect(end.error).toMatchObject({ kind: 'config', field: 'platform.fetch' })
    expect(at.streams).toEqual([])
    at.gateway.instances.patch('VZ1', { connected: false })
    await at.wait(16_000)
    expect(last()?.connected).toBe(false)
  })

  test('to something that is no relay is told apart', async () => {
    const at = setup(
      {},
      { platform: { fetch: async () => new Response('<html>', { status: 200 }) } },
    )
    at.listen('VZ0')
    await at.settle()
    expect(at.state('VZ0')).toMatchObject({ status: 'waiting', error: { kind: 'parse' } })
  })

  test('that is silent for a minute is replaced', async () => {
    const silent = () =>
      new Response(new ReadableStream(), { headers: { 'Content-Type': 'text/event-stream' } })
    let calls = 0
    const fetch = async () => {
      calls += 1
      return silent()
    }
    const at = setup({}, { platform: { fetch } })
    at.listen('VZ0')
    await at.settle()
    expect(calls).toBe(1)
    await at.wait(61_000)
    expect(calls).toBe(2)
  })

  test('that the page’s own address is told otherwise is a socket to it', async () => {
    const at = setup({}, { realtimeUrl: 'wss://app.test/sockets' })
    at.listen('VZ0')
    await at.settle()
    expect(at.streams).toEqual([])
  })
})
