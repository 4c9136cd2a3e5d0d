import { afterEach, describe, expect, test, vi } from 'vitest'
import { errorOf, settle } from '../support/async.ts'
import type { ById } from '../support/calls.ts'
import { byId, endOf } from '../support/calls.ts'
import type { Setup } from '../support/setup.ts'
import { one, setup, two } from '../support/setup.ts'
import { enveloped, json } from '../support/wire.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '')

/** Every text in plain data, keys and symbol keys included. */
const textsIn = (value: unknown, seen = new Set<unknown>()): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function' || typeof value !== 'object' || value === null) return []
  if (seen.has(value)) return []
  seen.add(value)
  if (value instanceof Error) return [value.message, ...textsIn({ ...value }, seen)]
  return Reflect.ownKeys(value).flatMap((key) => [
    String(key),
    ...textsIn(Reflect.get(value, key), seen),
  ])
}

const leaks = (data: unknown, secrets: readonly string[]): readonly string[] => {
  const found = new Set<string>()
  for (const text of textsIn(data)) {
    for (const secret of secrets) {
      const forms = [secret, encodeURIComponent(secret), base64(secret)]
      if (forms.some((form) => text.includes(form))) found.add(`${secret} in ${text.slice(0, 200)}`)
    }
  }
  return [...found]
}

const logged: unknown[] = []
for (const level of ['error', 'warn', 'log', 'info', 'debug'] as const) {
  vi.spyOn(console, level).mockImplementation((...args: unknown[]) => {
    logged.push(args)
  })
}
afterEach(() => {
  logged.length = 0
})

/** Everything that Redux and the outside world saw. */
const seen = ({ actions, states, wire }: Setup) => ({
  actions,
  states,
  urls: wire.sent.map(({ request }) => request.url),
  logged,
})

const all: readonly ById[] = [
  ({ store, e }) => store.dispatch(e.listInstances.initiate()),
  ({ store, e }) => store.dispatch(e.getAccessToken.initiate()),
  ({ store, e }) => store.dispatch(e.createInstance.initiate({ name: 'New one' })),
  ...Object.values(byId).filter(
    (call) => call !== byId['deleteInstance, deferred'] && call !== byId.deleteInstance,
  ),
  byId.deleteInstance as ById,
]

/** An answer that is full of secrets: as values, as keys, in headers. */
const echo = (secrets: readonly string[], status: number) =>
  json(
    {
      message: `you sent ${secrets.join(' and ')}`,
      code: secrets[0],
      access_token: secrets[1],
      echo: Object.fromEntries(
        secrets.map((secret) => [secret, [secret, { deep: base64(secret) }]]),
      ),
      url: `https://a.test/?key=${encodeURIComponent(secrets[0] ?? '')}`,
    },
    status,
    { 'X-Request-Id': `req ${secrets[1]}`, 'Retry-After': '1' },
  )

describe.each(['credentials', 'provider'] as const)('with %s no secret', (mode) => {
  const start = async () => {
    const client = { clientToken: 'client/token+with=signs', clientSecret: 'client secret & more' }
    const jwt = 'eyJhbGciOi.payload+/x.signature~1'
    const at = setup({
      auth:
        mode === 'credentials'
          ? client
          : {
              getToken: () => ({ accessToken: jwt, expiresIn: 600 }),
              clientToken: client.clientToken,
            },
    })
    at.wire.answer('POST /token', () => json({ access_token: jwt, expires_in: 600 }), 99)
    const byHand = 'inst/by+hand=1'
    at.vzaps.tokens.set(one, byHand)
    await at.vzaps.auth.getAccessToken()
    const secrets = [
      client.clientToken,
      jwt,
      byHand,
      ...(mode === 'credentials' ? [client.clientSecret] : []),
    ]
    return { at, secrets }
  }

  test('is seen when calls succeed', async () => {
    const { at, secrets } = await start()
    const rows = [
      { id: one, name: 'Support', token: 'inst_learned_one' },
      {
        id: two,
        name: `Sales ${secrets[0]}`,
        token: 'inst_learned_two',
        labels: { token: 'x', note: secrets[1] },
      },
    ]
    at.wire.answer(/list$/, () => json({ content: rows, summary: { [secrets[1] ?? '']: 1 } }), 9)
    at.wire.answer(
      /./,
      () =>
        json({
          id: one,
          token: 'inst_learned_one',
          data: undefined,
          linking_code: secrets[0],
          name: 'inst_learned_two',
        }),
      99,
    )
    for (const call of all) await call(at, one).unwrap()
    expect(at.wire.calls().length).toBeGreaterThanOrEqual(all.length - 1)
    expect(leaks(seen(at), [...secrets, 'inst_learned_one', 'inst_learned_two'])).toEqual([])
    expect(textsIn(at.store.getState()).join()).toContain('[REDACTED]')
    // It is all in the vault, and went out.
    expect(at.vzaps.tokens.get(two)).toBe('inst_learned_two')
    expect(at.wire.calls().some(({ headers }) => headers['x-instance-token'] === secrets[2])).toBe(
      true,
    )
  })

  test.each([400, 401, 403, 404, 408, 422, 429, 500, 302])(
    'is seen when calls fail with %i and echo it',
    async (status) => {
      const { at, secrets } = await start()
      at.wire.answer(/^(?!POST \/token$)/, () => echo(secrets, status), 99)
      const errors: unknown[] = []
      for (const call of all.filter((_, index) => index !== 1))
        errors.push(await errorOf(call(at, one)))
      errors.push(await errorOf(at.vzaps.request('GET', '/a')))
      expect(leaks({ ...seen(at), errors }, secrets)).toEqual([])
      expect(textsIn(errors).join()).toContain('[REDACTED]')
    },
  )

  test('is seen in sign-in states and errors', async () => {
    const { at, secrets } = await start()
    at.vzaps.auth.signOut()
    const bad = { clientToken: 'another/client+token', clientSecret: 'another secret' }
    const answer = echo([bad.clientToken, bad.clientSecret], 401)
    const states: unknown[] = []
    at.vzaps.auth.state$.subscribe((state) => states.push(state))
    const fresh = setup({ auth: null })
    fresh.vzaps.auth.state$.subscribe((state) => states.push(state))
    fresh.wire.answer('POST /token', answer)
    const error = await errorOf(fresh.vzaps.auth.signIn(bad))
    expect(leaks([states, error, seen(fresh)], [...secrets, ...Object.values(bad)])).toEqual([])
  })
})

describe('a secret in an argument', () => {
  const calls: readonly [string, (at: Setup, secret: string) => ReturnType<ById>][] = [
    ['getInstance', ({ store, e }, secret) => store.dispatch(e.getInstance.initiate(secret))],
    [
      'listInstances',
      ({ store, e }, secret) => store.dispatch(e.listInstances.initiate({ search: secret })),
    ],
    [
      'createInstance',
      ({ store, e }, secret) =>
        store.dispatch(
          e.createInstance.initiate({ name: 'x', labels: { deep: [{ key: `a ${secret} b` }] } }),
        ),
    ],
    [
      'updateInstance',
      ({ store, e }, secret) =>
        store.dispatch(
          e.updateInstance.initiate({ instanceId: one, data: { labels: { [secret]: 1 } } }),
        ),
    ],
    [
      'setWebhook',
      ({ store, e }, secret) =>
        store.dispatch(
          e.setWebhook.initiate({ instanceId: one, webhook: `https://a.test/?key=${secret}` }),
        ),
    ],
    [
      'request',
      ({ store, e }, secret) =>
        store.dispatch(e.request.initiate({ method: 'POST', path: '/a', body: { secret } })),
    ],
    [
      'request',
      ({ store, e }, secret) =>
        store.dispatch(e.request.initiate({ method: 'GET', path: `/a?key=${secret}` })),
    ],
    [
      'request',
      ({ store, e }, secret) =>
        store.dispatch(e.request.initiate({ method: 'GET', path: '/a', query: { key: secret } })),
    ],
    [
      'subscribeInstance',
      ({ store, e }, secret) =>
        store.dispatch(e.subscribeInstance.initiate({ instanceId: one, data: { key: secret } })),
    ],
  ]
  const forms: readonly [string, (text: string) => string][] = [
    ['raw', (text) => text],
    ['URL-encoded', encodeURIComponent],
    ['base64', base64],
  ]

  test.each(
    calls.flatMap(([name, call]) =>
      forms.map(([form, write]) => [name, form, call, write] as const),
    ),
  )('of %s, %s, is refused, not sent, and replaced', async (name, _form, call, write) => {
    const secret = 'client/token+with=signs'
    const at = setup({ auth: { clientToken: secret, clientSecret: 'a client secret' } })
    const error = await errorOf(call(at, write(secret)))
    expect(error).toMatchObject({
      kind: 'validation',
      code: 'secret-in-argument',
      outcome: 'not-sent',
    })
    await settle()
    expect(at.wire.sent).toEqual([])
    expect(leaks([seen(at), error], [secret])).toEqual([])
    expect(endOf(at, name)).toMatchObject({ code: 'secret-in-argument' })
    const [pending] = at.actions.filter(({ type }) => String(type).endsWith('/pending'))
    expect(JSON.stringify(pending?.meta)).toContain('[REDACTED]')
  })

  test('is refused as a JWT and as an instance token too', async () => {
    const at = setup()
    const jwt = await at.vzaps.auth.getAccessToken()
    at.vzaps.tokens.set(one, 'inst_by_hand')
    for (const secret of [
      jwt,
      `Bearer ${jwt}`,
      'inst_by_hand',
      at.gateway.credentials.clientSecret,
    ]) {
      const error = await errorOf(
        at.store.dispatch(at.e.listInstances.initiate({ search: secret })),
      )
      expect(error).toMatchObject({ code: 'secret-in-argument' })
    }
    expect(at.wire.calls()).toEqual([])
  })

  test('is taken out of what the app writes into the cache by hand', async () => {
    const at = setup()
    const { clientSecret } = at.gateway.credentials
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    at.store.dispatch(
      at.vzaps.util.updateQueryData('getInstance', one, (row) => {
        Object.assign(row, { name: `it is ${clientSecret}` })
      }) as never,
    )
    at.store.dispatch(
      at.vzaps.util.upsertQueryData('getInstance', two, { id: two, name: clientSecret }) as never,
    )
    await settle()
    expect(leaks(seen(at), [clientSecret])).toEqual([])
    expect(textsIn(at.store.getState()).join()).toContain('it is [REDACTED]')
  })

  test('is taken out of an answer that the app changed before it wrote it', async () => {
    const at = setup()
    await at.store.dispatch(at.e.getInstance.initiate(one))
    at.gateway.instances.patch(one, { name: 'Another name' })
    await at.store.dispatch(at.e.getInstance.initiate(one, { forceRefetch: true }))
    const { payload } = at.actions.filter(at.e.getInstance.matchFulfilled).at(-1) ?? {}
    // A middleware of the app's sees it before it is in the state, and nobody freezes what is not put there as it is.
    const value = Object.assign(payload as object, { name: at.gateway.credentials.clientSecret })
    const entry = { endpointName: 'getInstance', arg: one, value }
    at.store.dispatch(at.vzaps.util.upsertQueryEntries([entry as never]))
    const { data } = at.e.getInstance.select(one)(at.store.getState() as never)
    expect(data?.name).toBe('[REDACTED]')
  })
})

describe('a short token', () => {
  test('does not shred what people read', async () => {
    const at = setup()
    at.wire.answer(
      /list$/,
      json({
        content: [
          { id: one, name: 'Message centre', token: 'e' },
          { id: two, name: 'x', token: 'Message' },
        ],
      }),
    )
    const page = await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    expect(page.content[0]?.name).toBe('Message centre')
    at.wire.answer(/get$/, json({ message: 'Message centre is gone' }, 404))
    expect((await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))).message).toBe(
      'Message centre is gone',
    )
  })
})

describe('signing out', () => {
  test('makes the vault forget', async () => {
    const at = setup()
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    at.vzaps.auth.signOut()
    expect([one, two].map(at.vzaps.tokens.get)).toEqual([undefined, undefined])
    expect(at.store.getState().vzaps).toMatchObject({ queries: {} })
  })
})

describe('an answer', () => {
  test('brings the token of a session row nowhere', async () => {
    const at = setup()
    at.wire.answer(
      /status$/,
      enveloped({ connected: true, token: 'a-token-of-the-session', Client_Secret: 'x' }),
    )
    expect(await at.store.dispatch(at.e.getSessionStatus.initiate(one)).unwrap()).toEqual({
      connected: true,
    })
    expect(at.vzaps.tokens.get(one)).toBeUndefined()
  })
})
