import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createVZapsApi } from 'vzaps-rtk'
import { createTestStore } from 'vzaps-rtk/mock'
import type { EndpointCall } from './calls.ts'
import { createSituations, endpointCalls } from './calls.ts'
import { table } from './table.ts'

/** What any endpoint's call gives; the endpoints' own types are of no use in a loop over all of them. */
interface Result {
  readonly data?: unknown
  readonly error?: unknown
}

const setUp = () => {
  const { gateway, ids } = createSituations(() => Date.now())
  const vzaps = createVZapsApi({
    auth: { ...gateway.credentials },
    platform: { fetch: gateway.fetch, random: () => 0.5 },
  })
  const { store } = createTestStore({ vzaps, gateway })
  const call = async ({ name, argument, treatment }: EndpointCall): Promise<Result> => {
    const endpoint = vzaps.endpoints[name] as unknown as {
      initiate(arg: unknown, options: object): never
    }
    const options = treatment === 'mutation' ? { fixedCacheKey: name } : { forceRefetch: true }
    const result = store.dispatch(endpoint.initiate(argument(ids), options)) as Promise<Result>
    await vi.advanceTimersByTimeAsync(200_000)
    return result
  }
  /** What the slice holds of the call. */
  const held = ({ name }: EndpointCall): Result & { status?: string } => {
    const { queries, mutations } = store.getState().vzaps as unknown as Record<
      string,
      Record<string, Result & { endpointName?: string }>
    >
    const entries = [...Object.values(queries ?? {}), ...Object.values(mutations ?? {})]
    return entries.find(({ endpointName }) => endpointName === name) ?? {}
  }
  const sent = ({ method, path }: EndpointCall) =>
    gateway.requests.filter((request) => request.method === method && request.path === path(ids))
      .length
  return { gateway, vzaps, store, call, held, sent, ids }
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  vi.useRealTimers()
})

const rows = Object.entries(table)

describe.each(rows)('%s', (_fault, { faults, times = 0, expected }) => {
  test.each(endpointCalls.map((call) => [call.name, call] as const))(
    '%s',
    async (name, endpoint) => {
      const { gateway, vzaps, store, call, held, sent } = setUp()
      await vzaps.auth.getAccessToken()
      gateway.faults.set(faults)
      const notToken = /^(?!\/token)/
      if (times > 0)
        gateway.faults.failNext({ kind: 'status', status: 401 }, { path: notToken, times })

      const result = await call(endpoint)
      const isSpared = expected.butFor !== undefined && name in expected.butFor
      if (isSpared) expect(result.data).toEqual(expected.butFor?.[name])
      else expect(result.error).toMatchObject(expected.error)

      expect(sent(endpoint)).toBe(endpoint.treatment === 'read' ? expected.reads : expected.others)

      const state = held(endpoint)
      expect(state).toMatchObject({ status: isSpared ? 'fulfilled' : 'rejected' })
      expect(state.error).toEqual(result.error)
      if (!isSpared) expect(state.data).toBeUndefined()

      // Nothing is left behind: queue, single flight and token are as before, and the next call is sent.
      gateway.faults.reset()
      if (name === 'subscribeInstance') {
        // Where it may have been paid for, a read has to tell first.
        void store.dispatch(vzaps.endpoints.listInstances.initiate())
        await vi.advanceTimersByTimeAsync(1_000)
      }
      const before = sent(endpoint)
      const again = await call(endpoint)
      const wasDeleted = name === 'deleteInstance' && isSpared
      expect(sent(endpoint) - before).toBe(wasDeleted ? 0 : 1)
      if (again.error !== undefined) {
        // The first one had been carried out, so a second one is the gateway's to refuse.
        expect(again.error).toMatchObject({
          kind: 'http',
          outcome: wasDeleted ? 'not-sent' : 'rejected',
        })
        expect([
          'no network',
          ...Object.keys(table).filter((key) => /^\d/.test(key)),
        ]).not.toContain(_fault)
      }
    },
  )
})

describe('getAccessToken, while no token is known', () => {
  // A fault that spares the token is none here.
  test.each(rows.filter(([, { times }]) => times === undefined))(
    '%s',
    async (_fault, { faults, expected }) => {
      const { gateway, vzaps, store } = setUp()
      const { initiate, select } = vzaps.endpoints.getAccessToken
      const call = async (): Promise<Result> => {
        const running = store.dispatch(initiate(undefined, { forceRefetch: true }))
        await vi.advanceTimersByTimeAsync(200_000)
        return running
      }
      gateway.faults.set(faults)

      const { error } = await call()
      expect(error).toMatchObject(expected.token ?? expected.error)
      // Never repeated, not even where a read would be.
      expect(gateway.requests.map(({ path }) => path)).toEqual(['/token'])
      expect(select()(store.getState() as never)).toMatchObject({ status: 'rejected', error })

      gateway.faults.reset()
      expect((await call()).data).toEqual({ expiresAt: expect.any(Number) })
      expect(gateway.requests).toHaveLength(2)
    },
  )
})

test('the table has every endpoint', () => {
  const { vzaps } = setUp()
  expect(endpointCalls.map(({ name }) => name as string).sort()).toEqual(
    Object.keys(vzaps.endpoints)
      .filter((name) => name !== 'getAccessToken')
      .sort(),
  )
})

test.each(endpointCalls.map((call) => [call.name, call] as const))(
  '%s succeeds when nothing is wrong',
  async (_name, endpoint) => {
    const { call } = setUp()
    expect((await call(endpoint)).error).toBeUndefined()
  },
)
