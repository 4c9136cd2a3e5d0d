import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RelayVerdict } from 'vzaps-rtk/server'
import { useVirtualTime } from '../realtime/support/virtual.ts'
import { spellings } from '../support/spellings.ts'
import { ana, app, requestOf } from './support/relay.ts'
import { setupStream } from './support/stream.ts'

beforeEach(useVirtualTime)

afterEach(() => {
  vi.useRealTimers()
})

const asAna: RelayVerdict = { instances: ana }
const mine = 'instance_id=VZANA1'

describe('another user’s instance', () => {
  test('gives no event, alone, among one’s own, or by a cursor that names it', async () => {
    const at = setupStream({ authorize: asAna })
    const alone = await at.listen('instance_id=VZBOB1')
    expect(alone).toMatchObject({ status: 404, body: { code: 'unknown-instance' } })
    const among = await at.listen(`${mine}&instance_id=VZBOB1`)
    const forged = btoa(JSON.stringify({ VZBOB1: '', VZANA1: '' }))
    const named = await at.listen(mine, { headers: { 'Last-Event-ID': forged } })
    at.push.send('VZBOB1', { id: 'b1', type: 'Message', data: 'private' })
    at.push.send('VZANA1', { id: 'a1', type: 'Message' })
    await at.wait(100)
    expect([among.ids(), named.ids()]).toEqual([['a1'], ['a1']])
    expect(JSON.stringify([among.blocks, named.blocks])).not.toContain('private')
    expect(at.push.open).toEqual(['VZANA1'])
    expect(JSON.stringify(at.wire.calls().map(({ body }) => body))).not.toContain('BOB')
  })

  test('looks the same as one that does not exist', async () => {
    const at = setupStream({ authorize: asAna })
    const page = await at.listen(`${mine}&instance_id=VZBOB1&instance_id=VZNOBODY`)
    const [theirs, nobodys] = page.blocks
      .filter(({ data }) => data?.status === 'stopped')
      .map(({ data }) => data)
    expect({ ...theirs, instance_id: '' }).toEqual({ ...nobodys, instance_id: '' })
  })

  test('is asked about each time, one by one', async () => {
    const asked: unknown[] = []
    const at = setupStream({
      authorize: ({ operation, instanceId, body }) => {
        asked.push([operation, instanceId, body])
        return asAna
      },
    })
    await at.listen('instance_id=VZANA1&instance_id=VZANA2')
    expect(asked).toEqual([
      ['events', 'VZANA1', undefined],
      ['events', 'VZANA2', undefined],
    ])
  })

  test('has its name on nothing that the API says about one’s own', async () => {
    const at = setupStream({ authorize: asAna })
    const page = await at.listen(mine)
    at.push.sendText('VZANA1', '{"id":"x","type":"Message","instance_id":"VZBOB1"}')
    await at.wait(10)
    expect(page.events().map(({ data }) => data?.instance_id)).toEqual(['VZANA1'])
  })
})

describe('a stream is not opened', () => {
  test.each([
    ['by a page of another origin', { Origin: 'https://evil.test' }, 'origin-not-allowed'],
    ['by a page of another site', { 'Sec-Fetch-Site': 'cross-site' }, 'origin-not-allowed'],
    ['without the header of the library', { 'X-VZaps-Client': '' }, 'header-missing'],
  ])('%s', async (_what, headers, code) => {
    const at = setupStream()
    const page = await at.listen(mine, { headers })
    expect(page).toMatchObject({ status: 403, body: { code } })
    expect(at.sockets).toEqual([])
  })

  test('by an EventSource of a foreign page, which can send no header', async () => {
    const at = setupStream()
    const request = new Request(`${app}/relay/events?${mine}`, {
      headers: { Accept: 'text/event-stream', Cookie: 'session=ana' },
    })
    expect((await at.relay(request)).status).toBe(403)
  })

  test.each([
    [false, 403],
    [{ instances: ana, operations: ['getInstance'] }, 403],
    [{ instances: [] }, 404],
    [new Response(null, { status: 401 }), 401],
    ['yes', 500],
    [{ instances: ana, user: 7 }, 500],
  ] as const)('when authorize says %j', async (verdict, status) => {
    const at = setupStream({ authorize: () => verdict as never })
    expect((await at.listen(mine)).status).toBe(status)
    expect(at.wire.sent).toEqual([])
    expect(at.sockets).toEqual([])
  })

  test('when authorize fails, which says nothing of what it threw', async () => {
    const at = setupStream({
      authorize: () => {
        throw new Error('the database is down')
      },
    })
    const page = await at.listen(mine)
    expect(page).toMatchObject({ status: 500, body: { code: 'authorize-failed' } })
    expect(JSON.stringify(page.body)).not.toContain('database')
  })
})

describe('a session that ended', () => {
  const ends: Readonly<Record<string, () => RelayVerdict>> = {
    '401': () => new Response(null, { status: 401 }),
    no: () => false,
    'fewer instances': () => ({ instances: ['VZANA2'] }),
    'an error': () => {
      throw new Error('down')
    },
  }

  test.each(Object.entries(ends))('ends its streams within a minute: %s', async (_what, after) => {
    let isOver = false
    const at = setupStream({ authorize: () => (isOver ? after() : asAna) })
    const page = await at.listen(`${mine}&instance_id=VZANA2`)
    await at.wait(120_000)
    expect(page.end.isEnded).toBe(false)
    isOver = true
    await at.wait(60_000)
    expect(page.end.isEnded).toBe(true)
    at.push.send('VZANA1', { id: 'late', type: 'Message' })
    await at.wait(100)
    expect(page.ids()).toEqual([])
  })

  test('opens none any more, word for word the same request neither', async () => {
    let isOver = false
    const at = setupStream({
      authorize: () => (isOver ? new Response(null, { status: 401 }) : asAna),
    })
    const page = await at.listen(mine)
    at.push.send('VZANA1', { id: 'a1', type: 'Message' })
    await at.wait(10)
    isOver = true
    const again = await at.listen(mine, { headers: { 'Last-Event-ID': page.cursor() } })
    expect(again).toMatchObject({ status: 401 })
    expect(again.events()).toEqual([])
  })
})

describe('secrets', () => {
  const opened = async () => {
    const at = setupStream()
    const page = await at.listen(mine)
    const { clientToken, clientSecret } = at.gateway.credentials
    const jwt = String(at.sockets[0]?.searchParams.get('access_token'))
    const token = String(at.gateway.instances.get('VZANA1')?.token)
    return { at, page, secrets: [clientToken, clientSecret, jwt, token] }
  }

  test.each(Object.keys(spellings))('in an event do not reach the page, %s', async (name) => {
    const spell = spellings[name] ?? String
    const { at, page, secrets } = await opened()
    for (const secret of secrets) {
      const spelled = spell(secret)
      const data = { text: `see ${spelled} here`, deep: [{ [spelled]: [spelled] }] }
      at.push.send('VZANA1', { id: `x${spelled}`, type: spelled, data })
      at.push.send('VZANA1', { id: 'fine', type: 'Message', data, created_at: spelled })
    }
    await at.wait(10)
    expect(page.events().length).toBeGreaterThan(0)
    const seen = JSON.stringify(page.blocks)
    const positions = page.blocks.map(({ id = '' }) =>
      atob(id.replace(/-/g, '+').replace(/_/g, '/')),
    )
    for (const secret of secrets) {
      const spelled = spell(secret)
      for (const form of [secret, spelled, JSON.stringify(spelled).slice(1, -1)]) {
        expect(seen).not.toContain(form)
        expect(positions.join()).not.toContain(form)
      }
    }
  })

  test('by the name of their field do not either, known or not, nor what reaches a prototype', async () => {
    const { at, page } = await opened()
    at.push.sendText(
      'VZANA1',
      '{"id":"e","type":"Message","token":"unknown-1","__proto__":{"a":"unknown-2"},"data":{"access_token":"unknown-3","constructor":1,"x":[{"instanceToken":"unknown-4"}],"url":"javascript:alert(1)"}}',
    )
    await at.wait(10)
    expect(page.events()).toHaveLength(1)
    expect(JSON.stringify(page.events())).not.toMatch(/unknown|__proto__|constructor|javascript/)
  })

  test('are in no header, no activity and no word on a connection', async () => {
    const { at, page, secrets } = await opened()
    at.push.drop()
    await at.wait(5_000)
    const told = JSON.stringify([...page.response.headers, page.blocks, at.activities])
    for (const secret of secrets) expect(told).not.toContain(secret)
  })

  test('that the relay learns later are in nothing that is told again', async () => {
    const { at, page } = await opened()
    const other = String(at.gateway.instances.get('VZANA2')?.token)
    const before = page.cursor()
    at.push.send('VZANA1', { id: 'e', type: 'Message', data: other })
    await at.wait(10)
    await at.listen('instance_id=VZANA2')
    const again = await at.listen(mine, { headers: { 'Last-Event-ID': before } })
    expect(JSON.stringify(again.blocks)).not.toContain(other)
  })
})

describe('what an event holds', () => {
  test('begins no event of its own', async () => {
    const at = setupStream()
    const page = await at.listen(mine)
    const text = '\r\n\r\nevent: state\r\ndata: {"instance_id":"VZANA1","status":"stopped"}\n\n'
    at.push.send('VZANA1', { id: `1${text}`, type: 'Message', data: { text } })
    await at.wait(10)
    expect(page.events()).toHaveLength(1)
    expect(page.events()[0]?.data).toMatchObject({ data: { text } })
    expect(page.states().at(-1)).toBe('VZANA1 open')
  })

  test.each(['', 'null', '[]', '{', '{"type":7}', '"text"', `${'['.repeat(50_000)}`])(
    'is skipped when it is none: %s',
    async (text) => {
      const at = setupStream()
      const page = await at.listen(mine)
      at.push.sendText('VZANA1', text)
      at.push.send('VZANA1', { id: 'a', type: 'Message' })
      await at.wait(10)
      expect(page.ids()).toEqual(['a'])
    },
  )

  test('may be nested however deep', async () => {
    const at = setupStream()
    const page = await at.listen(mine)
    const deep = `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`
    at.push.sendText('VZANA1', `{"id":"d","type":"Message","data":${deep}}`)
    await at.wait(10)
    expect(page.ids()).toEqual(['d'])
    expect(JSON.stringify(page.events()[0])).toContain('[REDACTED]')
  })
})

describe('a page that does not read', () => {
  const big = 'x'.repeat(10_000)

  test('is let go before too much waits for it, and the others get everything', async () => {
    const at = setupStream()
    const good = await at.listen(mine)
    const slow = await at.listen(mine, { reads: false })
    for (let i = 0; i < 200; i++) {
      at.push.send('VZANA1', { id: `e${i}`, type: 'Message', data: big })
      await at.wait(1)
    }
    expect(good.ids()).toHaveLength(200)
    expect(at.push.acks).toHaveLength(200)
    await slow.read()
    expect(slow.ids()).toEqual([])
    expect(slow.end.isEnded).toBe(true)
  })

  test('is let go after half a minute, whatever waits for it', async () => {
    const at = setupStream()
    const slow = await at.listen(mine, { reads: false })
    await at.wait(31_000)
    await slow.read()
    expect(slow.blocks.length).toBeLessThan(3)
    expect(slow.end.isEnded).toBe(true)
  })

  test('gets an event that is longer than all that may wait', async () => {
    const at = setupStream()
    const page = await at.listen(mine)
    at.push.send('VZANA1', { id: 'long', type: 'HistorySync', data: 'x'.repeat(2 ** 21) })
    await at.wait(100)
    expect(page.ids()).toEqual(['long'])
  })

  test('keeps nothing that is told again without end', async () => {
    const at = setupStream()
    const page = await at.listen(mine)
    const before = page.cursor()
    for (let i = 0; i < 500; i++) at.push.send('VZANA1', { id: `e${i}`, type: 'Message' })
    await at.wait(100)
    const again = await at.listen(mine, { headers: { 'Last-Event-ID': before } })
    expect(again.ids()).toEqual(Array.from({ length: 100 }, (_, i) => `e${400 + i}`))
  })
})

describe('streams without number', () => {
  test('of one user are refused beyond a limit, whatever else their request says', async () => {
    const at = setupStream({
      authorize: ({ request }) => ({ instances: ana, user: request.headers.get('X-User') ?? '' }),
      maxStreamsPerUser: 2,
    })
    const as = (user: string, more: Record<string, string> = {}) =>
      at.listen(mine, { headers: { 'X-User': user, ...more } })
    const [first] = [await as('ana'), await as('ana')]
    const third = await as('ana', { Cookie: 'other=1' })
    expect(third).toMatchObject({ status: 429, body: { code: 'too-many-streams' } })
    expect(third.response.headers.get('Retry-After')).toBe('30')
    expect((await as('bob')).status).toBe(200)
    first?.leave()
    await at.wait(10)
    expect((await as('ana')).status).toBe(200)
  })

  test('of users that authorize does not name count by what they may see', async () => {
    const at = setupStream({
      authorize: ({ request }) => ({
        instances: request.headers.has('X-Ana') ? ana : [...ana, 'X'],
      }),
      maxStreamsPerUser: 1,
    })
    const headers = { 'X-Ana': '1' }
    expect((await at.listen(mine, { headers })).status).toBe(200)
    expect((await at.listen(mine, { headers })).status).toBe(429)
    expect((await at.listen(mine)).status).toBe(200)
  })

  test('of all users are refused beyond a limit, and nothing of ten thousand stays', async () => {
    let users = 0
    const at = setupStream({
      authorize: () => {
        users += 1
        return { instances: ana, user: String(users) }
      },
      onActivity: () => {},
      maxStreams: 50,
    })
    const pages: AbortController[] = []
    const statuses = new Map<number, number>()
    await Promise.all(
      Array.from({ length: 10_000 }, async () => {
        const page = new AbortController()
        pages.push(page)
        const { signal } = page
        const { status } = await at.relay(
          requestOf('GET', `/relay/events?${mine}`, undefined, { signal }),
        )
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }),
    )
    expect(Object.fromEntries(statuses)).toEqual({ 200: 50, 503: 9_950 })
    await at.wait(100)
    expect(at.push.open).toEqual(['VZANA1'])
    for (const page of pages) page.abort()
    await at.wait(31_000)
    expect(at.push.open).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
    expect((await at.listen(mine)).status).toBe(200)
  }, 120_000)
})
