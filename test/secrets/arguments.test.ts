import type { Middleware } from '@reduxjs/toolkit'
import { configureStore, Tuple } from '@reduxjs/toolkit'
import { describe, expect, test, vi } from 'vitest'
import { errorOf, settle } from '../support/async.ts'
import { expectConsole } from '../support/console.ts'
import type { Setup } from '../support/setup.ts'
import { mountStore, one, setup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

const secret = 'client/token+with=signs'
const start = () => setup({ auth: { clientToken: secret, clientSecret: 'a client secret' } })

/** Every text that can be got at in what Redux saw, whatever it is in. */
const textsIn = (value: unknown, seen = new Set<unknown>()): readonly string[] => {
  if (typeof value === 'symbol' || typeof value === 'number') return [String(value)]
  if (typeof value === 'string') return [value]
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return []
  if (seen.has(value)) return []
  seen.add(value)
  const items: unknown[] = []
  if ('forEach' in value && typeof value.forEach === 'function') {
    value.forEach((item: unknown, key: unknown) => {
      items.push(item, key)
    })
  }
  if ('read' in value && typeof value.read === 'function') items.push(value.read())
  const fields = Reflect.ownKeys(value).flatMap((key) => [key, Reflect.get(value, key)])
  return [...items, ...fields].flatMap((part) => textsIn(part, seen))
}

const expectNoTrace = (at: Setup, texts = [secret]) => {
  const seen = textsIn([at.actions, at.states]).join('\n')
  for (const text of texts) expect(seen).not.toContain(text)
}

class Account {
  readonly #key: string
  constructor(key: string) {
    this.#key = key
  }
  read() {
    return this.#key
  }
}

const form = (key: string, value: string) => {
  const data = new FormData()
  data.append(key, value)
  return data
}

const hidden: readonly [string, (text: string) => unknown][] = [
  ['URLSearchParams', (text) => new URLSearchParams({ key: text })],
  ['the names of URLSearchParams', (text) => new URLSearchParams({ [text]: '1' })],
  ['Headers', (text) => new Headers({ key: text })],
  ['FormData', (text) => form('key', text)],
  ['a Map', (text) => new Map([['key', text]])],
  ['a Set', (text) => new Set([text])],
  ['an Error', (text) => new Error(text)],
  ['an Error’s cause', (text) => new Error('no', { cause: text })],
  ['an Error’s own field', (text) => Object.assign(new Error('no'), { request: { key: text } })],
  ['a private field', (text) => new Account(text)],
  ['a class’s field', (text) => Object.assign(new Account(''), { key: text })],
  [
    'a generator',
    (text) =>
      (function* () {
        yield text
      })(),
  ],
  [
    'an iterable',
    (text) => ({
      *[Symbol.iterator]() {
        yield text
      },
    }),
  ],
  ['a closure', (text) => () => text],
  ['toJSON', (text) => ({ toJSON: () => text })],
  ['a text object', (text) => Object(text)],
  ['bytes', (text) => new TextEncoder().encode(text)],
  ['a Blob', (text) => new Blob([text])],
  ['a URL', (text) => new URL(`https://a.test/?${text}`)],
  ['a prototype', (text) => Object.create({ key: text })],
  ['a field that is not enumerable', (text) => Object.defineProperty({}, 'key', { value: text })],
  ['the name of a symbol', (text) => ({ [Symbol(text)]: 1 })],
  ['a symbol', (text) => ({ key: Symbol(text) })],
  ['a field under a symbol', (text) => ({ [Symbol('key')]: text })],
  ['a subclass of Array', (text) => new (class extends Array<string> {})(text)],
  ['an array’s own field', (text) => Object.assign([1], { key: text })],
]

describe('an argument with a secret in', () => {
  test.each(hidden)('%s is refused, not sent, and blacked out', async (_where, hide) => {
    const at = start()
    const args = { method: 'POST', path: '/a', body: { deep: [hide(secret)] } } as const
    const error = await errorOf(at.store.dispatch(at.e.request.initiate(args)))
    expect(error).toMatchObject({ code: 'secret-in-argument', outcome: 'not-sent' })
    await settle()
    expect(at.wire.sent).toEqual([])
    expectNoTrace(at)
  })

  test('a number of digits alone is refused too', async () => {
    const at = setup({ auth: { clientToken: '123456789012', clientSecret: 'a client secret' } })
    const args = { instanceId: one, data: { pin: 123456789012 } as object }
    expect(await errorOf(at.store.dispatch(at.e.updateInstance.initiate(args)))).toMatchObject({
      code: 'secret-in-argument',
    })
    expectNoTrace(at, ['123456789012'])
  })
})

describe('an argument that cannot be looked into', () => {
  test.each<[string, unknown]>([
    ['an instance of a class', new Account('not known')],
    ['a function', () => 'not known'],
    ['a Map', new Map()],
    ['URLSearchParams', new URLSearchParams()],
    [
      'a getter that throws',
      {
        get key() {
          throw new Error('no')
        },
      },
    ],
    [
      'a getter that gives something else each time',
      (() => {
        let reads = 0
        return {
          get key() {
            reads += 1
            return reads > 2 ? secret : 'harmless'
          },
        }
      })(),
    ],
    [
      'an object whose prototype is made to look like that of another realm',
      Object.create({ isPrototypeOf: 1, key: secret }),
    ],
  ])('%s is refused, and says what to give instead', async (_what, argument) => {
    const at = start()
    const args = { instanceId: one, data: { labels: argument } as object }
    const error = await errorOf(at.store.dispatch(at.e.updateInstance.initiate(args)))
    expect(error).toMatchObject({ kind: 'validation', outcome: 'not-sent' })
    expect(error.message).toMatch(/plain data|not JSON/)
    expect(at.wire.sent).toEqual([])
  })

  test.each<[string, unknown]>([
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 })],
    ['a date', new Date(0)],
    ['undefined and null', { a: undefined, b: null }],
    ['a frozen list', Object.freeze([1, { a: 'b' }])],
    [
      'the same object twice',
      (() => {
        const a = { b: 1 }
        return [a, a]
      })(),
    ],
  ])('is not %s', async (what, labels) => {
    if (what === 'a date') expectConsole('warn', /'updateInstance' is not shown .* Date/)
    const at = setup()
    at.wire.answer(/^PATCH/, json({ id: one }))
    const args = { instanceId: one, data: { labels } as object }
    await at.store.dispatch(at.e.updateInstance.initiate(args)).unwrap()
  })

  test('is not how often a query polls', async () => {
    const at = setup()
    const pollingInterval = () => 5_000
    const options = { subscriptionOptions: { pollingInterval } }
    await at.store.dispatch(at.e.getInstance.initiate(one, options)).unwrap()
    expect(at.wire.calls()).toHaveLength(1)
  })

  test('is not an object of another realm', async () => {
    const { runInNewContext } = await import('node:vm')
    const at = setup()
    at.wire.answer(/^PATCH/, json({ id: one }))
    const labels = runInNewContext('({ list: [1, { a: "b" }] })') as Record<string, unknown>
    const args = { instanceId: one, data: { labels } }
    await at.store.dispatch(at.e.updateInstance.initiate(args)).unwrap()
    expect(at.wire.last().body).toEqual({ labels: { list: [1, { a: 'b' }] } })
  })
})

describe('every action of a call', () => {
  const withPages = (at: Setup) =>
    at.vzaps.injectEndpoints({
      endpoints: (build) => ({
        getLogs: build.infiniteQuery<{ next: string }, string, string>({
          infiniteQueryOptions: {
            initialPageParam: 'first',
            getNextPageParam: ({ next }) => next,
          },
          query: () => ({ method: 'GET', path: '/logs' }),
        }),
      }),
    })

  test('that RTK Query turns away, because the same is under way, is blacked out', async () => {
    const at = start()
    const args = { search: secret }
    const first = at.store.dispatch(at.e.listInstances.initiate(args))
    const second = at.store.dispatch(at.e.listInstances.initiate(args))
    at.store.dispatch(at.vzaps.util.prefetch('listInstances', args, {}) as never)
    await Promise.allSettled([first, second])
    const turnedAway = at.actions.filter(
      ({ meta }) => (meta as { condition?: boolean } | undefined)?.condition,
    )
    expect(turnedAway.length).toBeGreaterThan(0)
    expectNoTrace(at)
  })

  test('is blacked out in its first page parameter', async () => {
    const at = start()
    const { getLogs } = withPages(at).endpoints
    await errorOf(at.store.dispatch(getLogs.initiate('x', { initialPageParam: secret })))
    expectNoTrace(at)
  })

  test('is blacked out in an Error’s own fields, and in what a queryFn gives', async () => {
    // Its own data is not fit for the state, and Redux Toolkit says so.
    expectConsole('error', /non-serializable/)
    const at = start()
    const failing = at.vzaps.injectEndpoints({
      endpoints: (build) => ({
        fail: build.query<unknown, void>({
          queryFn: () => ({ error: Object.assign(new Error('no'), { request: secret }) as never }),
        }),
        give: build.query<unknown, void>({
          queryFn: () => ({ data: { params: new URLSearchParams({ secret }), at: new Date(0) } }),
        }),
      }),
    })
    await at.store.dispatch(failing.endpoints.fail.initiate())
    const { data } = await at.store.dispatch(failing.endpoints.give.initiate())
    await settle()
    expectNoTrace(at)
    expect(data).toMatchObject({ at: new Date(0) })
    // What RTK Query writes half a second later would be told of in the next test.
    at.vzaps.dispose()
  })

  test('is blacked out in upserted entries, arguments included', async () => {
    const at = start()
    at.store.dispatch(
      at.vzaps.util.upsertQueryEntries([
        { endpointName: 'getInstance', arg: secret, value: { id: one, name: secret } },
      ] as never) as never,
    )
    await settle()
    expectNoTrace(at)
  })
})

describe('a URL', () => {
  test.each([
    ['in the path', (jwt: string) => [`/plans/${jwt}`]],
    ['in the path’s query', (jwt: string) => [`/plans?key=${jwt}`]],
    ['in the query', (jwt: string) => ['/plans', { query: { key: jwt } }]],
    ['in the name of a query', (jwt: string) => ['/plans', { query: { [jwt]: 1 } }]],
  ] as const)('of vzaps.request never holds a JWT: %s', async (_where, build) => {
    const at = setup()
    const jwt = await at.vzaps.auth.getAccessToken()
    const [path, options] = build(jwt) as [string, object?]
    const error = await errorOf(at.vzaps.request('GET', path, undefined, options))
    expect(error).toMatchObject({ kind: 'validation', outcome: 'not-sent' })
    expect(error.message).toContain('body')
    expect(at.wire.calls()).toEqual([])
  })

  test('of vzaps.request holds no JWT that only the first token makes known, or that nobody knows', async () => {
    const jwt = 'not-yet-known-0123456789'
    const at = setup({ auth: { getToken: () => ({ accessToken: jwt, expiresIn: 600 }) } })
    const unknown = `eyJhbGciOiJI.eyJzdWIiOiIx.${'x'.repeat(20)}`
    for (const key of [jwt, unknown]) {
      const error = await errorOf(at.vzaps.request('GET', '/plans', undefined, { query: { key } }))
      expect(error).toMatchObject({ kind: 'validation' })
    }
    expect(at.wire.sent).toEqual([])
  })

  test('of vzaps.request may hold anything else, and its body a secret', async () => {
    const at = setup()
    const jwt = await at.vzaps.auth.getAccessToken()
    at.wire.answer(/./, json({}))
    await at.vzaps.request('POST', '/hooks?token=of-the-app', { jwt })
    expect(at.wire.last()).toMatchObject({ path: '/hooks?token=of-the-app', body: { jwt } })
  })
})

describe('a store whose first middleware is another one', () => {
  const others: Record<string, (own: Middleware, all: readonly Middleware[]) => Middleware[]> = {
    'the default ones': (own, all) => [...all, own],
    'a silent one': (own, all) => [() => (next) => (action) => next(action), own, ...all],
  }

  test.each(Object.entries(others))(
    'is warned of once, with the remedy: %s',
    async (_who, order) => {
      const at = setup()
      const store = configureStore({
        reducer: { [at.vzaps.reducerPath]: at.vzaps.reducer },
        middleware: (getDefault) => new Tuple(...order(at.vzaps.middleware, getDefault())),
      })
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
      await store.dispatch(at.e.getInstance.initiate(one) as never)
      await store.dispatch(at.e.listInstances.initiate() as never)
      const ours = warn.mock.calls.filter(([text]) => String(text).includes('prepend'))
      warn.mockRestore()
      expect(ours).toHaveLength(1)
    },
  )

  test('is not what two apis and others behind them are', async () => {
    const other = setup({ reducerPath: 'other' as never })
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const at = setup()
    const { store } = mountStore([at.vzaps, other.vzaps])
    await store.dispatch(at.e.getInstance.initiate(one))
    await store.dispatch(other.e.getInstance.initiate(one))
    await at.store.dispatch(at.e.getInstance.initiate(one))
    const ours = warn.mock.calls.filter(([text]) => String(text).includes('prepend'))
    warn.mockRestore()
    expect(ours).toEqual([])
  })
})
