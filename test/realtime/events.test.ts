import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RealtimeEvent } from 'vzaps-rtk'
import { instances } from '../status/support/virtual.ts'
import { deferred, useVirtualTime, virtual } from './support/virtual.ts'

beforeEach(useVirtualTime)

afterEach(() => {
  vi.useRealTimers()
})

const messages = (count: number, from = 1) =>
  Array.from({ length: count }, (_, i) => ({ id: `evt_${from + i}`, type: 'Message' }))

const open = async (...given: Parameters<typeof virtual>) => {
  const at = virtual(...given)
  await at.know()
  return at
}

describe('events', () => {
  test('come as they are pushed, top-level keys in camelCase and data untouched', async () => {
    const at = await open()
    const { events } = at.listen('VZ0')
    await at.settle()
    at.push.send('VZ0', { id: 'evt_1', type: 'Message', data: { push_name: 'Ana' } })
    await at.settle()
    expect(events).toEqual([
      {
        id: 'evt_1',
        type: 'Message',
        instanceId: 'VZ0',
        createdAt: new Date(Date.now() - 100).toISOString(),
        data: { push_name: 'Ana' },
      },
    ])
  })

  test('of the kinds that were asked for', async () => {
    const at = await open()
    const one = at.listen('VZ0', { events: ['Message'] })
    const other = at.listen('VZ0', { events: ['Presence', 'Connected'] })
    await at.settle()
    at.push.send('VZ0', { id: 'a', type: 'Message' })
    at.push.send('VZ0', { id: 'b', type: 'Presence' })
    at.push.send('VZ0', { id: 'c', type: 'ChatPresence' })
    await at.settle()
    expect([one.ids(), other.ids()]).toEqual([['a'], ['b']])
  })

  test('without a known token of the instance are refused, and no socket is opened', async () => {
    const at = virtual()
    const { end } = at.listen('VZ0')
    await at.settle()
    expect(end.error).toMatchObject({
      kind: 'validation',
      outcome: 'not-sent',
      field: 'instanceToken',
    })
    expect(end.error).toBeInstanceOf(Error)
    expect(at.state('VZ0')).toMatchObject({ status: 'stopped', error: { kind: 'validation' } })
    expect(at.sockets).toEqual([])
  })

  test.each(['', ' ', '.', '..', 'tmp:1'])('of the id "%s" are refused', async (id) => {
    const at = await open()
    const { end } = at.listen(id)
    await at.settle()
    expect(end.error).toMatchObject({ kind: 'validation', field: 'instanceId' })
    expect(at.sockets).toEqual([])
  })

  test.each([
    [{ events: 'Message' as never }, 'events'],
    [{ events: ['Message,Connected'] }, 'events'],
    [{ events: [7 as never] }, 'events'],
    [{ bufferSize: 0 }, 'bufferSize'],
    [{ bufferSize: Number.NaN }, 'bufferSize'],
  ])('with %j are refused', async (options, field) => {
    const at = await open()
    const { end } = at.listen('VZ0', options)
    await at.settle()
    expect(end.error).toMatchObject({ kind: 'validation', field })
    expect(at.sockets).toEqual([])
  })

  test('while nobody is signed in are refused', async () => {
    const at = virtual(undefined, { auth: null })
    const { end } = at.listen('VZ0')
    await at.settle()
    expect(end.error).toMatchObject({ kind: 'auth', reason: 'signed-out' })
  })

  test('behind a relay that opens sockets go to its address, which gets no token', async () => {
    const auth = { proxy: true } as const
    const at = virtual(undefined, {
      auth,
      baseUrl: 'https://app.test/relay',
      realtimeUrl: 'wss://app.test/relay',
    })
    at.listen('VZ0')
    await at.settle()
    expect(at.sockets[0]?.url).toBe('wss://app.test/relay/events/ws?instance_id=VZ0')
  })

  test('of a deleted instance are refused', async () => {
    const at = await open()
    void at.store.dispatch(at.e.deleteInstance.initiate('VZ0'))
    await at.wait(1)
    const { end } = at.listen('VZ0')
    await at.settle()
    expect(end.error).toMatchObject({ kind: 'http', code: 'deleted' })
  })

  test('in a runtime without WebSocket are refused with what to do', async () => {
    const at = await open(undefined, { platform: { WebSocket: undefined as never } })
    const { end } = at.listen('VZ0')
    await at.settle()
    // Node 20 has none of its own.
    if (!globalThis.WebSocket) {
      expect(end.error).toMatchObject({ kind: 'config', field: 'platform.WebSocket' })
    }
  })
})

describe('acknowledgements', () => {
  test('follow the delivery when there is no handler', async () => {
    const at = await open()
    at.listen('VZ0')
    await at.settle()
    for (const event of messages(3)) at.push.send('VZ0', event)
    await at.settle()
    expect(at.push.acks).toEqual(['evt_1', 'evt_2', 'evt_3'])
  })

  test('follow the handler, in order; the next event waits for it', async () => {
    const at = await open()
    const first = deferred()
    const handled: unknown[] = []
    at.listen('VZ0', {
      onEvent: ({ id }) => {
        handled.push(id)
        return id === 'evt_1' ? first.promise : undefined
      },
    })
    await at.settle()
    for (const event of messages(3)) at.push.send('VZ0', event)
    await at.settle()
    expect([handled, at.push.acks]).toEqual([['evt_1'], []])
    first.resolve()
    await at.settle()
    expect([handled, at.push.acks]).toEqual([
      ['evt_1', 'evt_2', 'evt_3'],
      ['evt_1', 'evt_2', 'evt_3'],
    ])
  })

  test('wait for every handler of the event, and for the events before it', async () => {
    const at = await open()
    const slow = deferred()
    at.listen('VZ0', { events: ['Message'], onEvent: () => slow.promise })
    const quick = at.listen('VZ0', { events: ['Message', 'Presence'], onEvent: () => {} })
    await at.settle()
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    at.push.send('VZ0', { id: 'evt_2', type: 'Presence' })
    await at.settle()
    expect(quick.ids()).toEqual(['evt_1', 'evt_2'])
    expect(at.push.acks).toEqual([])
    slow.resolve()
    await at.settle()
    expect(at.push.acks).toEqual(['evt_1', 'evt_2'])
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('no')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no'))],
  ])('do not come when the handler %s; the event comes again', async (_how, fail) => {
    const at = await open()
    let isBroken = true
    const handled: unknown[] = []
    const { issues } = at.listen('VZ0', {
      onEvent: (event: RealtimeEvent) => {
        if (event.id === 'evt_1' && isBroken) return fail()
        handled.push(event.id)
        return undefined
      },
    })
    await at.settle()
    for (const event of messages(2)) at.push.send('VZ0', event)
    await at.settle()
    expect([handled, at.push.acks]).toEqual([['evt_2'], ['evt_2']])
    expect(issues).toMatchObject([
      { kind: 'failed', event: { id: 'evt_1' }, error: new Error('no') },
    ])
    isBroken = false
    at.push.drop('VZ0')
    await at.wait(2_000)
    expect([handled, at.push.acks]).toEqual([
      ['evt_2', 'evt_1'],
      ['evt_2', 'evt_1'],
    ])
  })

  test('carry the id as it came, and there is none without an id', async () => {
    const at = await open()
    const { events } = at.listen('VZ0')
    await at.settle()
    const sent: string[] = []
    const socket = at.sockets[0] as unknown as { send(text: string): void }
    const { send } = socket
    socket.send = (text) => {
      sent.push(text)
      send.call(socket, text)
    }
    at.push.sendText('VZ0', '{"id":7,"type":"Message"}')
    at.push.sendText('VZ0', '{"id":"","type":"Message"}')
    at.push.sendText('VZ0', '{"type":"Message","data":null}')
    await at.settle()
    expect(sent).toEqual(['{"type":"ack","event_id":7}'])
    expect(events).toEqual([
      { id: '7', type: 'Message', instanceId: 'VZ0' },
      { type: 'Message', instanceId: 'VZ0' },
      { type: 'Message', instanceId: 'VZ0', data: null },
    ])
  })
})

describe('duplicates', () => {
  test('within the last 1,000 ids are removed, and acknowledged again', async () => {
    const at = await open()
    const { ids } = at.listen('VZ0')
    await at.settle()
    for (const event of messages(1_000)) at.push.send('VZ0', event)
    await at.settle()
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    await at.settle()
    expect(ids()).toHaveLength(1_000)
    expect(at.push.acks.at(-1)).toBe('evt_1')
    at.push.send('VZ0', { id: 'evt_1001', type: 'Message' })
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    await at.settle()
    expect(ids().slice(-2)).toEqual(['evt_1001', 'evt_1'])
  })

  test('a text and a number are one id', async () => {
    const at = await open()
    const { ids } = at.listen('VZ0')
    await at.settle()
    at.push.sendText('VZ0', '{"id":7,"type":"Message"}')
    at.push.sendText('VZ0', '{"id":"7","type":"Message"}')
    await at.settle()
    expect(ids()).toEqual(['7'])
  })

  test('of what is being handled are neither handled nor acknowledged', async () => {
    const at = await open()
    const slow = deferred()
    let calls = 0
    at.listen('VZ0', {
      onEvent: () => {
        calls += 1
        return slow.promise
      },
    })
    await at.settle()
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    await at.settle()
    expect([calls, at.push.acks]).toEqual([1, []])
    slow.resolve()
    await at.settle()
    expect([calls, at.push.acks]).toEqual([1, ['evt_1']])
  })
})

describe('the buffer', () => {
  test('drops the oldest that waits, says so, and never acknowledges it', async () => {
    const at = await open(undefined, { bufferSize: 2 })
    const slow = deferred()
    const handled: unknown[] = []
    const { issues, ids } = at.listen('VZ0', {
      onEvent: ({ id }) => {
        handled.push(id)
        return id === 'evt_1' ? slow.promise : undefined
      },
    })
    await at.settle()
    for (const event of messages(5)) at.push.send('VZ0', event)
    await at.settle()
    expect(issues).toMatchObject([
      { kind: 'dropped', event: { id: 'evt_2' } },
      { kind: 'dropped', event: { id: 'evt_3' } },
    ])
    slow.resolve()
    await at.settle()
    expect(handled).toEqual(['evt_1', 'evt_4', 'evt_5'])
    expect(at.push.acks).toEqual(['evt_1', 'evt_4', 'evt_5'])
    expect(ids()).toHaveLength(5)
  })

  test('a dropped event comes again with the next connection', async () => {
    const at = await open()
    const slow = deferred()
    const handled: unknown[] = []
    at.listen('VZ0', {
      bufferSize: 1,
      onEvent: ({ id }) => {
        handled.push(id)
        return id === 'evt_1' ? slow.promise : undefined
      },
    })
    await at.settle()
    for (const event of messages(3)) at.push.send('VZ0', event)
    await at.settle()
    slow.resolve()
    await at.settle()
    at.push.drop()
    await at.wait(2_000)
    expect(handled).toEqual(['evt_1', 'evt_3', 'evt_2'])
  })

  test('10,000 events in a second: one handler gets all, a slow one delays acks and nothing else', async () => {
    const at = await open({ instances: instances(1) })
    const slow = deferred()
    const quick = at.listen('VZ0', { onEvent: () => {} })
    const late = at.listen('VZ0', {
      events: ['Message'],
      onEvent: ({ id }) => (id === 'evt_1' ? slow.promise : undefined),
    })
    await at.wait(2_000)
    const started = performance.now()
    for (let batch = 0; batch < 100; batch++) {
      for (const event of messages(100, 1 + 100 * batch)) at.push.send('VZ0', event)
      await at.wait(10)
    }
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(quick.ids()).toEqual(messages(10_000).map(({ id }) => id))
    expect(late.issues).toHaveLength(10_000 - 1 - 1_000)
    expect(at.push.acks).toEqual([])
    slow.resolve()
    await at.settle()
    expect(at.push.acks).toEqual(['evt_1', ...messages(1_000, 9_001).map(({ id }) => id)])
  }, 30_000)
})

describe('what is no event', () => {
  test.each(['nope', 'null', '[1]', '"text"', '{"id":"evt_1"}', '{"type":7}'])(
    '%s is reported and skipped',
    async (text) => {
      const reported: unknown[] = []
      const at = await open(undefined, { onSchemaIssue: (issue) => reported.push(issue) })
      const { events, issues } = at.listen('VZ0')
      await at.settle()
      at.push.sendText('VZ0', text)
      at.push.send('VZ0', { id: 'evt_2', type: 'Message' })
      await at.settle()
      expect(issues).toMatchObject([{ kind: 'unreadable', error: { kind: 'parse' } }])
      expect(reported).toEqual([{ endpoint: 'events$', path: '', expected: 'an event' }])
      expect(events).toMatchObject([{ id: 'evt_2' }])
    },
  )

  test('keys that reach a prototype are dropped at any depth', async () => {
    const at = await open()
    const { events } = at.listen('VZ0')
    await at.settle()
    at.push.sendText('VZ0', '{"type":"A","__proto__":{"x":1},"data":{"constructor":1,"a":2}}')
    await at.settle()
    expect(events).toEqual([{ type: 'A', instanceId: 'VZ0', data: { a: 2 } }])
    expect(Object.keys(events[0] ?? {})).not.toContain('__proto__')
  })

  test('a binary frame is read as UTF-8', async () => {
    const at = await open()
    const { events } = at.listen('VZ0')
    await at.settle()
    const bytes = new TextEncoder().encode('{"type":"Message","data":"é"}')
    for (const frame of [bytes, bytes.buffer]) at.push.sendText('VZ0', frame as never)
    await at.settle()
    expect(events.map(({ data }) => data)).toEqual(['é', 'é'])
  })
})
