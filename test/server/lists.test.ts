import { describe, expect, test } from 'vitest'
import { settle } from '../support/async.ts'
import { json } from '../support/wire.ts'
import { ana, bob, type RelayTest, setupRelay } from './support/relay.ts'

const list = (at: RelayTest, body: object = {}) =>
  at.ask('POST', '/relay/instances/list', { page: 1, size: 20, filter: {}, ...body })

const idsOf = (body: { content: { id: string }[] }) => body.content.map(({ id }) => id)

const gets = (at: RelayTest) => at.wire.calls().filter(({ path }) => path === '/instances/get')

/** The same account, with nobody's rows but these: what the VZaps API itself answers then. */
const alone = (ids: readonly string[]) => {
  const at = setupRelay()
  for (const { id } of at.gateway.instances.list()) {
    if (!ids.includes(id)) at.gateway.instances.remove(id)
  }
  return at
}

describe('a list for a user who has some of the instances', () => {
  test.each([
    [{}],
    [{ filter: { query: 'SUP' } }],
    [{ filter: { query: ' sales ' } }],
    [{ filter: { query: 'VZANA3' } }],
    [{ filter: { query: '5511' } }],
    [{ filter: { query: 'of Bob' } }],
    [{ filter: { query: '+55 (11)' } }],
    [{ filter: { query: '+' } }],
    [{ filter: { status: 'connected' } }],
    [{ filter: { status: 'connected', billing_status: 'TRIALING', query: 'a' } }],
    [{ sort: 'name' }],
    [{ sort: 'name', sort_desc: true }],
    [{ sort: 'createdAt' }],
    [{ sort: 'connected', sort_desc: false }],
    [{ sort_desc: false }],
    [{ size: 2 }],
    [{ size: 2, page: 2 }],
    [{ size: 2, page: 9 }],
  ])('is what the VZaps API would answer if it had no other: %j', async (body) => {
    const at = setupRelay({ authorize: { instances: ana } })
    const mine = await list(at, body)
    const theirs = await list(alone(ana), body)
    expect(mine.status).toBe(200)
    expect(mine.body).toEqual(theirs.body)
  })

  test('has totals and a summary of these alone', async () => {
    const at = setupRelay({ authorize: { instances: ana } })
    const { body } = await list(at, { size: 1, filter: { query: 'e' } })
    expect(body).toMatchObject({ page: 1, size: 1, total: 3, total_pages: 3 })
    const found = (await list(at, { size: 1, filter: { query: 'ale' } })).body
    expect(found).toMatchObject({ total: 1, total_pages: 1, summary: body.summary })
    expect(body.summary).toEqual({
      total: 3,
      connected: 2,
      disconnected: 1,
      restarting: 0,
      pairing: 0,
      trialing: 1,
      active: 1,
      expired: 1,
    })
  })

  test('asks for no list upstream, and holds no token', async () => {
    const at = setupRelay({ authorize: { instances: ana } })
    const { body } = await list(at)
    expect(new Set(at.wire.lines())).toEqual(new Set(['POST /instances/get']))
    expect(JSON.stringify(body)).not.toContain('token')
    // Calls about the instances take them all the same.
    await at.ask('GET', '/relay/instances/VZANA1/session/status')
    const { token } = at.gateway.instances.get('VZANA1') ?? {}
    expect(at.wire.last().headers).toMatchObject({ 'x-instance-token': token })
  })

  test('leaves out what does not exist any more, and names none twice', async () => {
    const at = setupRelay({ authorize: { instances: [...ana, 'VZGONE', ...ana] } })
    const { body } = await list(at)
    expect(idsOf(body)).toEqual(ana)
    expect(body.total).toBe(3)
  })

  test('of nobody’s instances is empty, and nothing is sent', async () => {
    const at = setupRelay({ authorize: { instances: [] } })
    expect((await list(at)).body).toMatchObject({ total: 0, total_pages: 0, content: [] })
    expect(at.wire.sent).toEqual([])
  })

  test('fails as a whole when one row cannot be had: it would not be exact', async () => {
    const at = setupRelay({ authorize: { instances: ana } })
    at.wire.answer(/get$/, json({ message: 'slow down' }, 429, { 'Retry-After': '3' }))
    const { status, headers, body } = await list(at)
    expect({ status, body }).toEqual({ status: 429, body: { message: 'slow down' } })
    expect(headers.get('Retry-After')).toBe('3')
    // What failed is asked for again.
    expect(idsOf((await list(at)).body)).toEqual(ana)
  })

  test('that failed asks for no further row', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `VZ${index}`)
    const at = setupRelay({ authorize: { instances: ids } })
    at.wire.answer(/get$/, json({ message: 'down' }, 500))
    expect(await list(at)).toMatchObject({ status: 500 })
    await settle(100)
    expect(gets(at).length).toBeLessThan(20)
  })

  test.each([
    ['a redirect', () => json(undefined, 302, { Location: 'https://evil.test' }), 'redirect'],
    ['a text', () => new Response('no JSON'), 'parse'],
    ['nothing', () => new Response(null, { status: 204 }), 'parse'],
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch')), 'unreachable'],
  ])('is 502 when a row is %s', async (_what, answer, code) => {
    const at = setupRelay({ authorize: { instances: ana } })
    at.wire.answer(/get$/, answer as () => Response)
    expect(await list(at)).toMatchObject({ status: 502, body: { code } })
  })

  test('with an id that no path can carry is the app’s mistake', async () => {
    const at = setupRelay({ authorize: { instances: ['VZANA1', '../VZBOB1'] } })
    expect(await list(at)).toMatchObject({ status: 500, body: { code: 'config' } })
    expect(at.wire.sent).toEqual([])
  })

  test('takes no other row for the one that was asked for', async () => {
    const at = setupRelay({ authorize: { instances: ['VZANA1'] } })
    at.wire.answer(/get$/, json({ id: 'VZBOB1', name: 'Bob' }))
    expect(await list(at)).toMatchObject({ status: 502, body: { code: 'parse' } })
  })

  test('is made of at most 200 instances', async () => {
    const ids = Array.from({ length: 201 }, (_, index) => `VZ${index}`)
    const instances = ids.map((id) => ({ id, name: id }))
    const at = setupRelay({ authorize: { instances: ids }, gateway: { instances } })
    expect(await list(at)).toMatchObject({
      status: 422,
      body: { code: 'too-many-instances', message: expect.stringMatching(/200.*201/) },
    })
    expect(at.wire.sent).toEqual([])
    const most = setupRelay({ authorize: { instances: ids.slice(1) }, gateway: { instances } })
    expect((await list(most, { size: 50, page: 4 })).body).toMatchObject({
      total: 200,
      total_pages: 4,
    })
    // Single calls are not bounded by it.
    expect(await at.ask('POST', '/relay/instances/get', { id: 'VZ7' })).toMatchObject({
      status: 200,
    })
  })

  test.each([
    [{ filter: { labels: 'connected' } }, 'unsupported-filter'],
    [{ filter: { status: 5 } }, 'unsupported-filter'],
    [{ filter: { query: { $ne: 1 } } }, 'unsupported-filter'],
    [{ sort: 'token' }, 'unsupported-sort'],
    [{ sort: 'toString' }, 'unsupported-sort'],
  ])('cannot be had in ways that the relay does not know: %j', async (body, code) => {
    const at = setupRelay({ authorize: { instances: ana } })
    expect(await list(at, body)).toMatchObject({ status: 422, body: { code } })
    expect(at.wire.sent).toEqual([])
  })

  test.each([
    { page: 0 },
    { size: 1.5 },
    { size: -1 },
    { sort: 7 },
    { filter: [] },
    { sort_desc: 1 },
  ])('cannot be had by bad numbers: %j', async (body) => {
    for (const instances of ['all', ana] as const) {
      const at = setupRelay({ authorize: { instances } })
      expect(await list(at, body)).toMatchObject({ status: 400, body: { code: 'bad-body' } })
      expect(at.wire.sent).toEqual([])
    }
  })
})

describe('a list for a user who has all', () => {
  test('is the VZaps API’s own, asked for with what the contract knows', async () => {
    const at = setupRelay()
    const { body } = await list(at, { size: 3, sort: 'name', other: 1 })
    expect(idsOf(body)).toHaveLength(3)
    expect(body.total).toBe(5)
    expect(at.wire.lines()).toEqual(['POST /instances/list'])
    expect(at.wire.last().body).toEqual({ page: 1, size: 3, filter: {}, sort: 'name' })
  })
})

describe('the rows of lists', () => {
  test('are asked for by four at once', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => `VZ${index}`)
    const at = setupRelay({
      authorize: { instances: ids },
      gateway: { instances: ids.map((id) => ({ id, name: id })) },
    })
    const held = ids.map(() => at.wire.hold(/get$/))
    const running = list(at)
    await settle()
    expect(gets(at)).toHaveLength(4)
    held[2]?.release()
    await settle()
    expect(gets(at)).toHaveLength(5)
    for (const one of held) one.release()
    expect(idsOf((await running).body).sort()).toEqual(ids)
  })

  test('are asked for once by lists at the same time, and are good for a second', async () => {
    const at = setupRelay({ authorize: { instances: ana } })
    const pages = await Promise.all(Array.from({ length: 20 }, () => list(at)))
    expect(new Set(pages.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(gets(at)).toHaveLength(3)
    at.clock.advance(999)
    await list(at)
    expect(gets(at)).toHaveLength(3)
    at.clock.advance(1)
    await list(at)
    expect(gets(at)).toHaveLength(6)
  })

  test('are asked for anew after a change through the relay, one of them while it was on its way too', async () => {
    const at = setupRelay({ authorize: { instances: ana } })
    await list(at)
    await at.ask('PATCH', '/relay/instances/VZANA1', { name: 'Renamed' })
    expect((await list(at)).body.content[0]).toMatchObject({ name: 'Renamed' })
    at.clock.advance(1_000)
    // Asked for before the change, answered after it.
    const held = at.wire.hold('POST /instances/get')
    const early = list(at)
    await held.arrived
    await at.ask('PATCH', '/relay/instances/VZANA1', { name: 'Again' })
    const late = list(at)
    held.release(json({ id: 'VZANA1', name: 'Renamed', created_at: '2030-01-01T00:00:00Z' }))
    expect((await early).body.content[0]).toMatchObject({ name: 'Renamed' })
    expect((await late).body.content[0]).toMatchObject({ name: 'Again' })
    await at.ask('DELETE', '/relay/instances/VZANA1')
    expect(idsOf((await list(at)).body)).toEqual(['VZANA2', 'VZANA3'])
  })

  test('are not given up on by one list when another one waits for them', async () => {
    const at = setupRelay({ authorize: { instances: ['VZANA1'] } })
    const held = at.wire.hold(/get$/)
    const controller = new AbortController()
    const body = { page: 1, size: 20, filter: {} }
    const first = at.call('POST', '/relay/instances/list', body, { signal: controller.signal })
    await held.arrived
    const second = list(at)
    await settle()
    controller.abort()
    held.release()
    expect(idsOf((await second).body)).toEqual(['VZANA1'])
    await first
    expect(gets(at)).toHaveLength(1)
  })

  test('of another user stay unknown, whoever asked before', async () => {
    const at = setupRelay({
      authorize: ({ request }) => ({
        instances: request.headers.get('X-User') === 'bob' ? bob : ana,
      }),
    })
    const as = (user: string, body: object) =>
      at.ask('POST', '/relay/instances/list', body, { headers: { 'X-User': user } })
    expect(idsOf((await as('bob', {})).body)).toEqual(bob)
    expect(idsOf((await as('ana', {})).body)).toEqual(ana)
    expect((await as('ana', { filter: { query: 'bob' } })).body).toMatchObject({
      total: 0,
      content: [],
    })
    expect(idsOf((await as('bob', { filter: { query: 'VZ' }, size: 1, page: 2 })).body)).toEqual([
      'VZBOB2',
    ])
  })
})
