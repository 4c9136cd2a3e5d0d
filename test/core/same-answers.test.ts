import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Instance, InstancePage, SchemaIssue } from 'vzaps-rtk'
import { createAnswerMemory, isSameBody } from '../../src/core/answers/answer-memory.ts'
import type { Setup } from '../support/setup.ts'
import { one, setup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const token = 'inst_0123456789abcdef'

const rowsOf = (...names: readonly string[]) =>
  names.map((name, index) => ({ id: `VZ${index}`, name, token: `${token}${index}` }))

const pageOf = (content: readonly object[], more: object = {}) => ({ page: 1, content, ...more })

/** Lists, with this as the answer; gives what came to the reducers. */
const list = async (at: Setup, page: object): Promise<InstancePage> => {
  at.wire.answer(/list$/, json(page))
  await at.store.dispatch(at.e.listInstances.initiate(undefined, { forceRefetch: true })).unwrap()
  return payloadsOf(at, 'listInstances').at(-1) as InstancePage
}

const payloadsOf = ({ actions }: Setup, endpointName: string): readonly unknown[] =>
  (actions as readonly { type: string; payload?: unknown; meta?: never }[])
    .filter(({ type, meta }) => {
      const { arg } = (meta ?? {}) as { arg?: { endpointName?: string } }
      return type === 'vzaps/executeQuery/fulfilled' && arg?.endpointName === endpointName
    })
    .map(({ payload }) => payload)

describe('an answer that says the same again', () => {
  test('gives the same object, and is not parsed', async () => {
    const at = setup()
    const page = pageOf(rowsOf('Ana', 'Bob'), { summary: { total: 2 } })
    const first = await list(at, page)
    const parse = vi.spyOn(JSON, 'parse')
    expect(await list(at, page)).toBe(first)
    const parsed = parse.mock.calls.map(([text]) => text)
    expect(parsed.filter((text) => text.includes('content'))).toEqual([])
  })

  test('to another request is read for itself', async () => {
    const at = setup()
    const content = rowsOf('Ana')
    const first = await list(at, pageOf(content))
    at.wire.answer(/list$/, json(pageOf(content)))
    const args = { pageSize: 7 }
    await at.store.dispatch(at.e.listInstances.initiate(args)).unwrap()
    expect(payloadsOf(at, 'listInstances').at(-1)).not.toBe(first)
  })

  test('of a free read too', async () => {
    const at = setup()
    const { endpoints } = at.vzaps.injectEndpoints({
      endpoints: (build) => ({
        listPlans: build.query<unknown, void>({ query: () => ({ method: 'GET', path: '/plans' }) }),
      }),
    })
    const read = () => {
      at.wire.answer(/plans$/, json({ plans: [{ plan_id: 1, token }] }))
      return at.store.dispatch(endpoints.listPlans.initiate(undefined, { forceRefetch: true }))
    }
    await read()
    await read()
    const [first, second] = payloadsOf(at, 'listPlans')
    expect(first).toEqual({ plans: [{ plan_id: 1 }] })
    expect(second).toBe(first)
  })

  test('teaches a token again that was forgotten by hand', async () => {
    const at = setup()
    const page = pageOf(rowsOf('Ana'))
    await list(at, page)
    at.vzaps.tokens.forget('VZ0')
    await list(at, page)
    expect(at.vzaps.tokens.get('VZ0')).toBe(`${token}0`)
  })

  test('has no secret that was learned in between', async () => {
    const at = setup()
    const page = pageOf(rowsOf('is it set-by-hand-0123?', 'Bob'))
    expect((await list(at, page)).content[0]?.name).toBe('is it set-by-hand-0123?')
    at.vzaps.tokens.set(one, 'set-by-hand-0123')
    expect((await list(at, page)).content[0]?.name).toBe('is it [REDACTED]?')
  })

  test('has its misfits reported again', async () => {
    const issues: SchemaIssue[] = []
    const at = setup({ strictAnswers: false, onSchemaIssue: (issue) => issues.push(issue) })
    const page = pageOf([{ id: 'VZ0', name: 5 }, { id: 'VZ1' }])
    await list(at, page)
    await list(at, page)
    expect(issues.map(({ path }) => path)).toEqual(['content.0.name', 'content.0.name'])
  })

  test('is new to another account', async () => {
    const at = setup()
    const page = pageOf(rowsOf('Ana'))
    const first = await list(at, page)
    at.vzaps.auth.signOut()
    await at.vzaps.auth.signIn(at.gateway.credentials)
    const second = await list(at, page)
    expect(second).toEqual(first)
    expect(second).not.toBe(first)
    expect(second.content[0]).not.toBe(first.content[0])
  })
})

describe('a row whose JSON did not change', () => {
  test('keeps its object when others change, come and go', async () => {
    const at = setup()
    const rows = [0, 1, 2, 3].map((index) => ({
      id: `VZ${index}`,
      name: `Row ${index}`,
      token: `${token}${index}`,
      labels: { team: `team ${index}` },
      events_subscribe: 'Message,Connected',
    }))
    const first = (await list(at, pageOf(rows))).content
    const [zero, , , three] = rows
    const changed = { ...rows[1], labels: { team: 'another' } }
    const second = (await list(at, pageOf([three, zero, changed] as object[]))).content
    expect(second.map(({ id }) => id)).toEqual(['VZ3', 'VZ0', 'VZ1'])
    expect(second[0]).toBe(first[3])
    expect(second[1]).toBe(first[0])
    expect(second[2]).not.toBe(first[1])
    expect(second[2]).toMatchObject({ labels: { team: 'another' } })
  })

  test.each<[string, object, object]>([
    ['a field more', { a: 1 }, { a: 1, b: 2 }],
    ['a field less', { a: 1, b: 2 }, { a: 1 }],
    ['another name', { a: 1 }, { b: 1 }],
    ['null for nothing', { labels: null }, {}],
    ['a list for an object', { extra: {} }, { extra: [] }],
    ['a longer list', { extra: [1] }, { extra: [1, 2] }],
    ['a text for a number', { extra: '1' }, { extra: 1 }],
    ['another value deep inside', { extra: { a: [{ b: 1 }] } }, { extra: { a: [{ b: 2 }] } }],
  ])('and one with %s is read anew', async (_what, before, after) => {
    const at = setup()
    await list(at, pageOf([{ id: 'VZ0', ...before }]))
    const { content } = await list(at, pageOf([{ id: 'VZ0', ...after }]))
    expect(content).toEqual([{ id: 'VZ0', ...after }])
  })
})

describe('an endpoint whose answers the app changes', () => {
  const enhance = (at: Setup, transformResponse: (page: InstancePage) => InstancePage) => {
    at.vzaps.enhanceEndpoints({
      endpoints: { listInstances: { transformResponse: transformResponse as never } },
    })
  }

  test('in place gets an answer of its own each time', async () => {
    const at = setup()
    enhance(at, (page) => {
      ;(page.content as Instance[]).reverse()
      return page
    })
    const page = pageOf(rowsOf('Ana', 'Bob'))
    const names = async () => (await list(at, page)).content.map(({ name }) => name)
    expect(await names()).toEqual(['Bob', 'Ana'])
    expect(await names()).toEqual(['Bob', 'Ana'])
  })

  test('in place while it merges them, too', async () => {
    const at = setup()
    const merge = (_before: unknown, page: InstancePage) => {
      ;(page.content as Instance[]).reverse()
      return page
    }
    at.vzaps.enhanceEndpoints({ endpoints: { listInstances: { merge: merge as never } } })
    const page = pageOf(rowsOf('Ana', 'Bob'))
    for (let round = 0; round < 3; round++) await list(at, page)
    const { data } = at.e.listInstances.select()(at.store.getState() as never)
    expect(data?.content.map(({ name }) => name)).toEqual(['Bob', 'Ana'])
  })

  test('and puts a secret into has it blacked out', async () => {
    const at = setup()
    enhance(at, (page) => Object.assign(page, { note: `key ${at.vzaps.tokens.get('VZ0')}` }))
    const page = await list(at, pageOf(rowsOf('Ana')))
    expect(page).toMatchObject({ note: 'key [REDACTED]' })
    expect(JSON.stringify([at.actions, at.states])).not.toContain(token)
  })
})

describe('what is kept of answers', () => {
  const mebi = 2 ** 20
  const kept = (body: string) => ({ body, value: body, revision: 1 })

  test('is at most 4 MB: the one that was not asked for longest goes first', () => {
    const memory = createAnswerMemory()
    memory.put('a', kept('a'.repeat(0.7 * mebi)))
    memory.put('b', kept('b'.repeat(0.7 * mebi)))
    memory.put('a', kept('A'.repeat(0.7 * mebi)))
    memory.put('c', kept('c'.repeat(0.7 * mebi)))
    expect(['a', 'b', 'c'].map((key) => memory.get(key)?.body[0])).toEqual(['A', undefined, 'c'])
  })

  test('has no answer that is too long by itself, and loses the one before it', () => {
    const memory = createAnswerMemory()
    memory.put('a', kept('a'))
    memory.put('b', kept('b'))
    memory.put('a', kept('a'.repeat(2.1 * mebi)))
    expect(memory.get('a')).toBeUndefined()
    expect(memory.get('b')).toBeDefined()
  })

  test('is nothing once it is cleared, and there is room for as much again', () => {
    const memory = createAnswerMemory()
    memory.put('a', kept('a'.repeat(1.9 * mebi)))
    memory.clear()
    expect(memory.get('a')).toBeUndefined()
    memory.put('b', kept('b'.repeat(0.9 * mebi)))
    memory.put('c', kept('c'.repeat(0.9 * mebi)))
    expect(memory.get('b')).toBeDefined()
  })
})

describe('bodies', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)

  test.each(['', 'a', 'abcd', 'abcdefg', 'ação'.repeat(9)])('are the same as %j alone', (text) => {
    expect(isSameBody(bytes(text), bytes(text))).toBe(true)
    expect(isSameBody(text, text)).toBe(true)
    expect(isSameBody(bytes(text), bytes(`${text}x`))).toBe(false)
    expect(isSameBody(bytes(text), text)).toBe(false)
    // Also where they do not begin at a word of the memory.
    const shifted = bytes(`.${text}`).subarray(1)
    expect(isSameBody(bytes(text), shifted)).toBe(true)
    for (let at = 0; at < shifted.length; at++) {
      const other = bytes(text)
      other[at] = (other[at] ?? 0) ^ 1
      expect(isSameBody(bytes(text), other)).toBe(false)
      expect(isSameBody(shifted, other)).toBe(false)
    }
  })
})

test('a hostile answer that nests without end is compared and read without a crash', async () => {
  const at = setup()
  const deep = '['.repeat(50_000) + ']'.repeat(50_000)
  const answer = (name: string) => `{"content":[{"id":"VZ0","name":"${name}","extra":${deep}}]}`
  for (const name of ['Ana', 'Bob', 'Bob']) {
    at.wire.answer(/list$/, new Response(answer(name)))
    const call = at.e.listInstances.initiate(undefined, { forceRefetch: true })
    const page = await at.store.dispatch(call).unwrap()
    expect(page.content[0]?.name).toBe(name)
  }
})
