// @vitest-environment jsdom
import type { Middleware, UnknownAction } from '@reduxjs/toolkit'
import { configureStore } from '@reduxjs/toolkit'
import { createApiActionSanitizer } from '@reduxjs/toolkit/query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AuthOptions } from 'vzaps-rtk'
import { createVZapsApi, toVZapsError } from 'vzaps-rtk'
import type { MockGateway } from 'vzaps-rtk/mock'
import { createSituations, endpointCalls } from '../faults/calls.ts'
import { spellings } from '../support/spellings.ts'

/** A relay: it puts the account's token in place of the app's own header. */
const relayTo =
  (gateway: MockGateway) =>
  (request: Request): Promise<Response> => {
    const headers = new Headers(request.headers)
    headers.set('Authorization', `Bearer ${gateway.tokens.issue()}`)
    return gateway.fetch(new Request(request, { headers }))
  }

const appSession = 'the-session-of-the-app-0123456789'

const modes: Record<
  string,
  (gateway: MockGateway) => { auth: AuthOptions; fetch: (request: Request) => Promise<Response> }
> = {
  credentials: (gateway) => ({
    auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
    fetch: gateway.fetch,
  }),
  provider: (gateway) => ({
    auth: {
      clientToken: gateway.credentials.clientToken,
      getToken: () => ({ accessToken: gateway.tokens.issue(), expiresIn: 3600 }),
    },
    fetch: gateway.fetch,
  }),
  relay: (gateway) => ({
    auth: { proxy: true, headers: () => ({ Authorization: `Bearer ${appSession}` }) },
    fetch: relayTo(gateway),
  }),
}

/** What the browser extension is sent of each action, and what an app would write to its disk. */
const createWatcher = (sanitize: (action: UnknownAction) => UnknownAction) => {
  const devTools: string[] = []
  // An action leaves most of the state as it was: what has been written is not written again.
  const written = new WeakSet<object>()
  const persisted = new Set<string>()
  const write = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return persisted.add(JSON.stringify(value))
    if (written.has(value)) return
    written.add(value)
    for (const [key, part] of Object.entries(value)) {
      persisted.add(JSON.stringify(key))
      write(part)
    }
  }
  const watch: Middleware = (store) => (next) => (action) => {
    const result = next(action)
    devTools.push(JSON.stringify(sanitize(action as UnknownAction)))
    write(store.getState())
    return result
  }
  return { devTools, persisted, watch }
}

const formsOf = (secret: string): string[] =>
  Object.values(spellings).map((write) => write(secret).replace(/=+$/, ''))

/** What would be left of a secret that was cut: its random end is in no two of them alike. */
const piecesOf = (secret: string): string[] => {
  const end = secret.slice(-16)
  return Array.from({ length: end.length - 7 }, (_, at) => end.slice(at, at + 8))
}

class Sealed {
  readonly #secret: string
  constructor(secret: string) {
    this.#secret = secret
  }
  toJSON() {
    return this.#secret
  }
}

/** What an argument can hide a secret in. */
const hidden: readonly ((secret: string) => unknown)[] = [
  ...Object.values(spellings),
  (secret) => new URLSearchParams({ secret }),
  (secret) => new Headers({ secret }),
  (secret) => new Map([[secret, 1]]),
  (secret) => new Sealed(secret),
  (secret) => Object.assign(new Error('no'), { request: { secret } }),
  (secret) => ({ [secret]: [{ deep: secret }] }),
]

const logged: unknown[] = []

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
  for (const level of ['error', 'warn', 'log', 'info', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...args) => logged.push(args))
  }
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  logged.length = 0
})

describe.each(Object.keys(modes))('a day with %s', (name) => {
  test('leaves no secret in actions, state, errors, console, DevTools, disk, activity or its details', async () => {
    const { gateway, ids } = createSituations(() => Date.now())
    const { auth, fetch } = modes[name]?.(gateway) ?? {}
    if (!auth || !fetch) throw new Error('no such mode')
    const jwts = new Set<string>()
    let echo: string | undefined
    const bearer = (request: Request) => {
      const [, token] = /^Bearer (.*)/.exec(request.headers.get('Authorization') ?? '') ?? []
      if (token) jwts.add(token)
      if (echo === undefined || request.url.endsWith('/token')) return fetch(request)
      const headers = { 'X-Request-Id': encodeURIComponent(echo) }
      const list = [echo, `${echo}...`, { [echo]: JSON.stringify({ echo }) }]
      return Promise.resolve(
        Response.json({ message: echo, code: echo, list }, { status: 400, headers }),
      )
    }
    const vzaps = createVZapsApi({
      baseUrl: 'https://relay.example',
      platform: { fetch: bearer, random: () => 0 },
    })
    const { devTools, persisted, watch } = createWatcher(createApiActionSanitizer(vzaps))
    const errors: unknown[] = []
    const activities: unknown[] = []
    // What an inspector is shown of a call; many of them say the same.
    const details = new Set<string | undefined>()
    vzaps.activity$.subscribe((activity) => {
      activities.push(activity)
      details.add(JSON.stringify(vzaps.detailsOf(activity)))
    })
    vzaps.auth.state$.subscribe((state) => errors.push(state))
    const store = configureStore({
      reducer: { [vzaps.reducerPath]: vzaps.reducer },
      middleware: (getDefault) =>
        getDefault({ serializableCheck: false, immutableCheck: false })
          .prepend(vzaps.middleware)
          // Last, where the extension stands: it sees what the reducers see.
          .concat(watch),
    })
    const rest = async <T>(promise: Promise<T>, ms = 100_000): Promise<T | undefined> => {
      const caught = promise.catch((error: unknown) => {
        errors.push(error, toVZapsError(error))
        return undefined
      })
      await vi.advanceTimersByTimeAsync(ms)
      return caught
    }
    const everything = async () => {
      for (const { name: endpoint, argument } of endpointCalls) {
        const { initiate } = vzaps.endpoints[endpoint] as unknown as {
          initiate(arg: unknown, options: object): never
        }
        const call = store.dispatch(initiate(argument(ids), { forceRefetch: true })) as unknown
        const result = await rest(call as Promise<{ error?: unknown }>)
        errors.push(result?.error)
      }
      await rest(Promise.resolve(store.dispatch(vzaps.endpoints.getAccessToken.initiate())))
      await rest(vzaps.request('GET', '/plans/list'))
    }

    const { getLogs } = vzaps.injectEndpoints({
      endpoints: (build) => ({
        getLogs: build.infiniteQuery<unknown, unknown, unknown>({
          infiniteQueryOptions: { initialPageParam: 1, getNextPageParam: () => undefined },
          query: () => ({ method: 'GET', path: '/logs' }),
        }),
      }),
    }).endpoints
    /** Everywhere that an app can put a secret, and everything that a server can say of it. */
    const misuse = async (secret: string) => {
      const { listInstances, request } = vzaps.endpoints
      for (const hide of hidden) {
        const found = hide(secret) as string
        const started = [
          ...[1, 2].map(() => store.dispatch(listInstances.initiate({ search: found }))),
          store.dispatch(request.initiate({ method: 'POST', path: '/a', body: { found } })),
          store.dispatch(getLogs.initiate('x', { initialPageParam: found })),
        ] as unknown as Promise<{ error?: unknown }>[]
        store.dispatch(vzaps.util.prefetch('listInstances', { search: found }, {}))
        await rest(vzaps.request('GET', '/a', undefined, { query: { found } }), 0)
        for (const call of started) errors.push((await call).error)
      }
      for (const write of Object.values(spellings)) {
        for (const text of [write(secret), `no: ${secret.slice(0, -1)}`, `${secret.slice(1)} no`]) {
          echo = text
          const { getInstance } = vzaps.endpoints
          errors.push((await store.dispatch(getInstance.initiate(ids.trial))).error)
          await rest(vzaps.request('GET', '/a'), 0)
        }
      }
      echo = undefined
    }

    await rest(vzaps.auth.signIn(auth))
    await everything()
    const own = name === 'relay' ? [appSession] : Object.values(gateway.credentials).slice(0, 1)
    const misused = [...own, ...(name === 'relay' ? [] : jwts)]
    for (const secret of misused) await misuse(secret)
    for (const status of [401, 403, 409, 422, 429, 500]) {
      gateway.faults.set({ status })
      await everything()
    }
    for (const fault of ['offline', 'stall', 'invalidJson', 'dropAnswer'] as const) {
      gateway.faults.reset()
      gateway.faults.set({ [fault]: true })
      await everything()
    }
    gateway.faults.reset()
    gateway.tokens.revoke()
    await everything()
    const learned = gateway.instances.list().map(({ token }) => token)
    vzaps.tokens.set(ids.trial, 'set-by-hand-0123456789')
    await everything()
    vzaps.auth.signOut()
    await everything()

    const secrets = [
      ...Object.values(gateway.credentials),
      ...jwts,
      ...learned,
      'set-by-hand-0123456789',
      appSession,
    ]
    const evidence =
      JSON.stringify([logged, errors, activities]) +
      devTools.join() +
      [...persisted, ...details].join()
    const forms = [...secrets.flatMap(formsOf), ...misused.flatMap(piecesOf)]
    const found = [...new Set(forms)].filter((form) => evidence.includes(form))
    expect(found).toEqual([])
    // The day was a full one: nothing passed because nothing happened.
    expect(devTools.length).toBeGreaterThan(500)
    expect(details.size).toBeGreaterThan(50)
    expect(jwts.size).toBeGreaterThan(name === 'relay' ? 0 : 1)
    expect(errors.filter(Boolean).length).toBeGreaterThan(100)
  }, 300_000)
})
