// @vitest-environment jsdom
import type { Middleware, UnknownAction } from '@reduxjs/toolkit'
import { configureStore } from '@reduxjs/toolkit'
import { createApiActionSanitizer } from '@reduxjs/toolkit/query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AuthOptions } from 'vzaps-rtk'
import { createVZapsApi, toVZapsError } from 'vzaps-rtk'
import type { MockGateway } from 'vzaps-rtk/mock'
import { createSituations, endpointCalls } from '../faults/calls.ts'

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
  const persisted: string[] = []
  const watch: Middleware = (store) => (next) => (action) => {
    const result = next(action)
    devTools.push(JSON.stringify([sanitize(action as UnknownAction), store.getState()]))
    persisted.push(JSON.stringify(store.getState()))
    return result
  }
  return { devTools, persisted, watch }
}

const forms = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  btoa(secret).replace(/=+$/, ''),
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
  test('leaves no secret in actions, state, errors, console, DevTools, disk or activity', async () => {
    const { gateway, ids } = createSituations(() => Date.now())
    const { auth, fetch } = modes[name]?.(gateway) ?? {}
    if (!auth || !fetch) throw new Error('no such mode')
    const jwts = new Set<string>()
    const bearer = (request: Request) => {
      const [, token] = /^Bearer (.*)/.exec(request.headers.get('Authorization') ?? '') ?? []
      if (token) jwts.add(token)
      return fetch(request)
    }
    const vzaps = createVZapsApi({
      baseUrl: 'https://relay.example',
      platform: { fetch: bearer, random: () => 0 },
    })
    const { devTools, persisted, watch } = createWatcher(createApiActionSanitizer(vzaps))
    const errors: unknown[] = []
    const activities: unknown[] = []
    vzaps.activity$.subscribe((activity) => activities.push(activity))
    vzaps.auth.state$.subscribe((state) => errors.push(state))
    const store = configureStore({
      reducer: { [vzaps.reducerPath]: vzaps.reducer },
      middleware: (getDefault) =>
        getDefault({ serializableCheck: false, immutableCheck: false })
          .prepend(vzaps.middleware)
          // Last, where the extension stands: it sees what the reducers see.
          .concat(watch),
    })
    const rest = async <T>(promise: Promise<T>): Promise<T | undefined> => {
      const caught = promise.catch((error: unknown) => {
        errors.push(error, toVZapsError(error))
        return undefined
      })
      await vi.advanceTimersByTimeAsync(100_000)
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

    await rest(vzaps.auth.signIn(auth))
    await everything()
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
      JSON.stringify([logged, errors, activities]) + devTools.join() + persisted.join()
    const found = secrets.flatMap(forms).filter((form) => evidence.includes(form))
    expect(found).toEqual([])
    // The day was a full one: nothing passed because nothing happened.
    expect(devTools.length).toBeGreaterThan(500)
    expect(jwts.size).toBeGreaterThan(name === 'relay' ? 0 : 1)
    expect(errors.filter(Boolean).length).toBeGreaterThan(100)
  }, 120_000)
})
