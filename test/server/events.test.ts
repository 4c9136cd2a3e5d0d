import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { useVirtualTime } from '../realtime/support/virtual.ts'
import { requestOf } from './support/relay.ts'
import { setupStream } from './support/stream.ts'

beforeEach(useVirtualTime)

afterEach(() => {
  vi.useRealTimers()
})

const two = 'instance_id=VZANA1&instance_id=VZANA2'

describe('a stream', () => {
  test('brings the events of all its instances as the API wrote them', async () => {
    const at = setupStream()
    const page = await at.listen(two)
    expect(page.status).toBe(200)
    expect(Object.fromEntries(page.response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    expect(page.blocks[0]).toEqual({ comment: 'open' })
    at.push.send('VZANA1', { id: 'e1', type: 'Message', data: { push_name: 'A\nB' } })
    at.push.send('VZANA2', { id: 'e2', type: 'Connected' })
    await at.wait(10)
    expect(page.events().map(({ data }) => data)).toEqual([
      {
        id: 'e1',
        type: 'Message',
        instance_id: 'VZANA1',
        created_at: expect.any(String),
        data: { push_name: 'A\nB' },
      },
      expect.objectContaining({ id: 'e2', type: 'Connected', instance_id: 'VZANA2' }),
    ])
  })

  test('says how it stands with each instance', async () => {
    const at = setupStream()
    const page = await at.listen(two)
    expect(page.states()).toEqual([
      'VZANA1 connecting',
      'VZANA2 connecting',
      'VZANA1 open',
      'VZANA2 open',
    ])
    at.push.drop('VZANA2')
    await at.wait(10)
    expect(page.states().at(-1)).toBe('VZANA2 waiting')
    expect(page.blocks.at(-1)?.data?.retry_in_ms).toBeGreaterThan(0)
    await at.wait(2_000)
    expect(page.states().at(-1)).toBe('VZANA2 open')
  })

  test('shares one socket of an instance with all who listen in the process', async () => {
    const at = setupStream()
    const pages = [
      await at.listen(two),
      await at.listen(two),
      await at.listen('instance_id=VZANA1'),
    ]
    expect([...at.push.open].sort()).toEqual(['VZANA1', 'VZANA2'])
    at.push.send('VZANA1', { id: 'e1', type: 'Message' })
    await at.wait(10)
    expect(pages.map(({ ids }) => ids())).toEqual([['e1'], ['e1'], ['e1']])
  })

  test('carries the kinds of events that were asked for, in common or for each instance', async () => {
    const at = setupStream()
    const common = await at.listen(`${two}&events=Message,Connected`)
    const each = await at.listen(`${two}&events=Connected&events=Message`)
    await at.wait(200)
    for (const id of ['VZANA1', 'VZANA2']) {
      at.push.send(id, { id: `${id}m`, type: 'Message' })
      at.push.send(id, { id: `${id}p`, type: 'Presence' })
    }
    await at.wait(10)
    expect(common.ids()).toEqual(['VZANA1m', 'VZANA2m'])
    expect(each.ids()).toEqual(['VZANA2m'])
    expect(at.sockets[0]?.searchParams.get('events')).toBe('Message,Connected')
  })

  test('says a word every 15 s', async () => {
    const at = setupStream()
    const page = await at.listen(two)
    const before = page.blocks.length
    await at.wait(45_000)
    expect(page.blocks.slice(before)).toEqual(Array(3).fill({ comment: '' }))
  })

  test('is closed upstream some time after the last one who listened', async () => {
    const at = setupStream()
    const page = await at.listen(two)
    const other = await at.listen('instance_id=VZANA1')
    page.leave()
    await at.wait(31_000)
    expect(at.push.open).toEqual(['VZANA1'])
    void other.cancel()
    await at.wait(29_000)
    expect(at.push.open).toEqual(['VZANA1'])
    await at.wait(2_000)
    expect(at.push.open).toEqual([])
    // The gateway's own beat apart, nothing runs any more.
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is told of in the activities when it opens, without its credentials', async () => {
    const at = setupStream()
    await at.listen('instance_id=VZANA1')
    await at.listen(two)
    expect(at.activities).toMatchObject([
      { operation: 'events', instanceId: 'VZANA1', status: 200 },
      { operation: 'events', instanceId: undefined, status: 200 },
    ])
  })

  test('needs a WebSocket, and says so', async () => {
    const at = setupStream({ WebSocket: undefined, platform: { WebSocket: undefined } as never })
    vi.stubGlobal('WebSocket', undefined)
    const without = setupStream({ WebSocket: undefined })
    const page = await without.listen(two)
    vi.unstubAllGlobals()
    expect(page).toMatchObject({ status: 501, body: { code: 'no-websocket' } })
    expect(page.body.message).toContain('ws package')
    expect(at.sockets).toEqual([])
  })

  test('is not opened where requests cannot share a socket', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' })
    const at = setupStream()
    const page = await at.listen(two)
    vi.unstubAllGlobals()
    expect(page).toMatchObject({ status: 501, body: { code: 'no-websocket' } })
  })

  test('of an instance that is not there says so, and the others go on', async () => {
    const at = setupStream()
    const page = await at.listen('instance_id=VZANA1&instance_id=VZGONE')
    expect(page.states()).toContain('VZGONE stopped')
    const stopped = page.blocks.find(({ data }) => data?.status === 'stopped')
    expect(stopped?.data?.error).toMatchObject({ status: 404, code: 'unknown-instance' })
    at.push.send('VZANA1', { id: 'e1', type: 'Message' })
    await at.wait(10)
    expect(page.ids()).toEqual(['e1'])
    expect(page.end.isEnded).toBe(false)
    const alone = await at.listen('instance_id=VZGONE')
    expect(alone.end.isEnded).toBe(true)
    expect(alone.states().at(-1)).toBe('VZGONE stopped')
  })
})

describe('an event is acknowledged upstream', () => {
  test('when all who listened at that moment were written to', async () => {
    const at = setupStream()
    const fast = await at.listen('instance_id=VZANA1')
    const slow = await at.listen('instance_id=VZANA1', { reads: false })
    at.push.send('VZANA1', { id: 'e1', type: 'Message' })
    at.push.send('VZANA1', { id: 'e2', type: 'Message' })
    await at.wait(10)
    expect(fast.ids()).toEqual(['e1', 'e2'])
    expect(at.push.acks).toEqual([])
    void slow.read()
    await at.wait(10)
    expect(slow.ids()).toEqual(['e1', 'e2'])
    expect(at.push.acks).toEqual(['e1', 'e2'])
  })

  test('when those who were not written to have left', async () => {
    const at = setupStream()
    await at.listen('instance_id=VZANA1')
    const slow = await at.listen('instance_id=VZANA1', { reads: false })
    at.push.send('VZANA1', { id: 'e1', type: 'Message' })
    await at.wait(10)
    expect(at.push.acks).toEqual([])
    slow.leave()
    await at.wait(10)
    expect(at.push.acks).toEqual(['e1'])
  })

  test('not while nobody listens', async () => {
    const at = setupStream()
    const page = await at.listen('instance_id=VZANA1')
    page.leave()
    await at.wait(10)
    at.push.send('VZANA1', { id: 'e1', type: 'Message' })
    await at.wait(40_000)
    expect(at.push.acks).toEqual([])
  })
})

describe('a stream goes on where another one ended', () => {
  const back = (cursor: string) => ({ headers: { 'Last-Event-ID': cursor } })

  test('of the events that came while nobody listened', async () => {
    const at = setupStream()
    const page = await at.listen(two)
    at.push.send('VZANA1', { id: 'a1', type: 'Message' })
    await at.wait(10)
    page.leave()
    await at.wait(10)
    at.push.send('VZANA1', { id: 'a2', type: 'Message' })
    at.push.send('VZANA2', { id: 'b1', type: 'Message' })
    await at.wait(10)
    const next = await at.listen(two, back(page.cursor()))
    expect(next.ids()).toEqual(['a2', 'b1'])
  })

  test('of events that were written but did not arrive', async () => {
    const at = setupStream()
    const page = await at.listen(two)
    const before = page.cursor()
    at.push.send('VZANA1', { id: 'a1', type: 'Message' })
    await at.wait(10)
    const next = await at.listen(two, back(before))
    expect(next.ids()).toEqual(['a1'])
    // It has moved on for both.
    const third = await at.listen(two, back(next.cursor()))
    expect(third.ids()).toEqual([])
  })

  test('in another process, by asking the API for what came after', async () => {
    const at = setupStream()
    const page = await at.listen(two)
    at.push.send('VZANA1', { id: 'a1', type: 'Message' })
    await at.wait(10)
    page.leave()
    await at.wait(40_000)
    await at.listen(two, back(page.cursor()))
    const last = (id: string) =>
      at.sockets.findLast(({ searchParams }) => searchParams.get('instance_id') === id)
    expect(last('VZANA1')?.searchParams.get('last_event_id')).toBe('a1')
    expect(last('VZANA2')?.searchParams.get('last_event_id')).toBeNull()
  })

  test('or after an event that the app names itself', async () => {
    const at = setupStream()
    await at.listen(`${two}&last_event_id=&last_event_id=evt_9`)
    expect(at.sockets.map(({ searchParams }) => searchParams.get('last_event_id'))).toEqual([
      null,
      'evt_9',
    ])
  })

  test('with other instances beside: theirs begin now', async () => {
    const at = setupStream()
    const other = await at.listen('instance_id=VZANA2')
    at.push.send('VZANA2', { id: 'b1', type: 'Message' })
    await at.wait(10)
    expect(other.ids()).toEqual(['b1'])
    const page = await at.listen('instance_id=VZANA1')
    const wider = await at.listen(two, back(page.cursor()))
    expect(wider.ids()).toEqual([])
    at.push.send('VZANA2', { id: 'b2', type: 'Message' })
    await at.wait(10)
    expect(wider.ids()).toEqual(['b2'])
  })

  test('with ids that no header can carry as they are', async () => {
    const at = setupStream()
    const page = await at.listen('instance_id=VZANA1')
    at.push.send('VZANA1', { id: 'é — \u0007', type: 'Message' })
    await at.wait(10)
    expect(page.cursor()).toMatch(/^[\w-]+$/)
    at.push.send('VZANA1', { id: 'next', type: 'Message' })
    await at.wait(10)
    const first = page.events()[0]?.id ?? ''
    expect((await at.listen('instance_id=VZANA1', back(first))).ids()).toEqual(['next'])
  })
})

describe('a request for a stream that is none is refused, and nothing is sent', () => {
  test.each([
    ['', 'bad-query', 400],
    ['events=Message', 'bad-query', 400],
    ['instance_id=VZANA1&instance_id=VZANA1', 'bad-query', 400],
    ['instance_id=VZANA1&access_token=x', 'bad-query', 400],
    ['instance_id=VZANA1&events=Mess%20age', 'bad-query', 400],
    [`${two}&events=A&events=B&events=C`, 'bad-query', 400],
    [`instance_id=VZANA1&last_event_id=${'x'.repeat(201)}`, 'bad-query', 400],
    ['instance_id=..', 'bad-id', 400],
    ['instance_id=', 'bad-id', 400],
    ['instance_id=VZANA1%2F..%2FVZBOB1', 'bad-id', 400],
    [
      Array.from({ length: 101 }, (_, i) => `instance_id=VZ${i}`).join('&'),
      'too-many-instances',
      422,
    ],
  ])('%s', async (query, code, status) => {
    const at = setupStream()
    const page = await at.listen(query)
    expect(page).toMatchObject({ status, body: { code, message: expect.any(String) } })
    expect(at.wire.sent).toEqual([])
    expect(at.sockets).toEqual([])
  })

  test.each(['x', '!!', btoa('[]'), btoa('{"VZANA1":7}'), btoa('null'), 'e'.repeat(20_000)])(
    'with the cursor %s',
    async (cursor) => {
      const at = setupStream()
      const page = await at.listen(two, { headers: { 'Last-Event-ID': cursor } })
      expect(page).toMatchObject({ status: 400, body: { code: 'bad-cursor' } })
    },
  )

  test('with another method', async () => {
    const at = setupStream()
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await at.relay(requestOf(method, `/relay/events?${two}`))
      expect(response.status).toBe(404)
    }
  })
})
