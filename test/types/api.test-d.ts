import type { SerializedError } from '@reduxjs/toolkit'
import { describe, expectTypeOf, test } from 'vitest'
import type {
  AuthState,
  BillingSession,
  Connection,
  CreateInstanceArgs,
  DeleteInstanceArgs,
  Instance,
  InstanceAction,
  InstancePage,
  InstanceStatus,
  ListInstancesArgs,
  PairCode,
  RawRequestOptions,
  SessionQr,
  SessionStatus,
  SubscribeInstanceArgs,
  VZapsError,
  VZapsOptions,
  VZapsRequest,
  Webhook,
} from 'vzaps-rtk'
import { createVZapsApi, isVZapsError, toVZapsError, toVZapsException } from 'vzaps-rtk'
import type { MswHandlerOptions } from 'vzaps-rtk/mock/msw'
import type { RenderOptions } from 'vzaps-rtk/mock/react'
import type { VZapsApi } from 'vzaps-rtk/react'

const vzaps = createVZapsApi()
const { endpoints } = vzaps

type Unwrapped<E extends { initiate: (...args: never[]) => unknown }> =
  ReturnType<E['initiate']> extends (...args: never[]) => infer Running
    ? Running extends { unwrap(): Promise<infer Data> }
      ? Data
      : never
    : never
type Endpoints = typeof endpoints

describe('results', () => {
  test('are what the endpoints promise', () => {
    expectTypeOf<Unwrapped<Endpoints['getAccessToken']>>().toEqualTypeOf<{
      readonly expiresAt: number
    }>()
    expectTypeOf<Unwrapped<Endpoints['listInstances']>>().toEqualTypeOf<InstancePage>()
    expectTypeOf<Unwrapped<Endpoints['getInstance']>>().toEqualTypeOf<Instance>()
    expectTypeOf<Unwrapped<Endpoints['createInstance']>>().toEqualTypeOf<Instance>()
    expectTypeOf<Unwrapped<Endpoints['updateInstance']>>().toEqualTypeOf<Instance>()
    expectTypeOf<Unwrapped<Endpoints['restartInstance']>>().toEqualTypeOf<InstanceAction>()
    expectTypeOf<Unwrapped<Endpoints['deleteInstance']>>().toEqualTypeOf<null>()
    expectTypeOf<Unwrapped<Endpoints['subscribeInstance']>>().toEqualTypeOf<BillingSession>()
    expectTypeOf<Unwrapped<Endpoints['getSessionStatus']>>().toEqualTypeOf<SessionStatus>()
    expectTypeOf<Unwrapped<Endpoints['getSessionQr']>>().toEqualTypeOf<SessionQr>()
    expectTypeOf<Unwrapped<Endpoints['getPairCode']>>().toEqualTypeOf<PairCode>()
    expectTypeOf<Unwrapped<Endpoints['disconnectSession']>>().toEqualTypeOf<InstanceAction>()
    expectTypeOf<Unwrapped<Endpoints['getWebhook']>>().toEqualTypeOf<Webhook>()
    expectTypeOf<Unwrapped<Endpoints['setWebhook']>>().toEqualTypeOf<Webhook>()
    expectTypeOf<Unwrapped<Endpoints['request']>>().toBeUnknown()
  })
})

describe('an instance', () => {
  test('has fields that may be missing or null, but for its id', () => {
    expectTypeOf<Instance['id']>().toEqualTypeOf<string>()
    expectTypeOf<Instance['name']>().toEqualTypeOf<string | null | undefined>()
    expectTypeOf<Instance['connected']>().toEqualTypeOf<boolean | null | undefined>()
  })

  test('has no index signature and no token', () => {
    expectTypeOf<string>().not.toExtend<keyof Instance>()
    expectTypeOf<'token'>().not.toExtend<keyof Instance>()
    // @ts-expect-error: a field that the contract does not know
    expectTypeOf<Instance['nonsense']>()
  })

  test('is read-only', () => {
    const row = {} as Instance
    // @ts-expect-error: data of the cache is not written
    row.name = 'x'
  })

  test('knows event names and takes new ones', () => {
    expectTypeOf<'Message'>().toExtend<NonNullable<Instance['eventsSubscribe']>[number]>()
    expectTypeOf<'BrandNew'>().toExtend<NonNullable<Instance['eventsSubscribe']>[number]>()
    expectTypeOf<number>().not.toExtend<NonNullable<Instance['eventsSubscribe']>[number]>()
  })
})

describe('arguments', () => {
  test('that are right are taken', () => {
    endpoints.listInstances.initiate()
    endpoints.listInstances.initiate({})
    endpoints.listInstances.initiate({ page: 1, pageSize: null, search: undefined, sortDesc: true })
    endpoints.createInstance.initiate({
      name: 'x',
      eventsSubscribe: ['Message', 'New'],
      labels: { a: 1 },
    })
    endpoints.deleteInstance.initiate('id')
    endpoints.deleteInstance.initiate({ instanceId: 'id', deferMs: 5 })
    endpoints.subscribeInstance.initiate({ instanceId: 'id' })
    endpoints.setWebhook.initiate({ instanceId: 'id', webhook: 'https://a.test', events: ['All'] })
    endpoints.request.initiate({ method: 'get', path: '/plans/list', query: { a: 1, b: null } })
  })

  test('that are wrong are refused', () => {
    // @ts-expect-error: a text for a number
    endpoints.listInstances.initiate({ page: '1' })
    // @ts-expect-error: the public name is pageSize
    endpoints.listInstances.initiate({ size: 5 })
    // @ts-expect-error: an id is a text
    endpoints.getInstance.initiate(5)
    // @ts-expect-error: an id is needed
    endpoints.getInstance.initiate()
    // @ts-expect-error: a name is needed
    endpoints.createInstance.initiate({})
    // @ts-expect-error: the wire's name
    endpoints.createInstance.initiate({ name: 'x', reject_calls: true })
    // @ts-expect-error: data is needed
    endpoints.updateInstance.initiate({ instanceId: 'id' })
    // @ts-expect-error: a phone is needed
    endpoints.getPairCode.initiate({ instanceId: 'id' })
    // @ts-expect-error: headers are the library's
    endpoints.request.initiate({ method: 'GET', path: '/a', headers: {} })
    // @ts-expect-error: no such method
    endpoints.request.initiate({ method: 'TRACE', path: '/a' })
    expectTypeOf<ListInstancesArgs['page']>().toEqualTypeOf<number | null | undefined>()
  })

  test('never hold an instance token', () => {
    // @ts-expect-error: tokens go through vzaps.tokens
    endpoints.updateInstance.initiate({ instanceId: 'id', data: {}, instanceToken: 'x' })
  })
})

describe('errors', () => {
  test('are told apart by kind', () => {
    const error = {} as VZapsError
    if (error.kind === 'http') {
      expectTypeOf(error.status).toEqualTypeOf<number>()
      expectTypeOf(error.retryAfterMs).toEqualTypeOf<number | undefined>()
    }
    if (error.kind === 'auth') {
      expectTypeOf(error.reason).toEqualTypeOf<
        'signed-out' | 'credentials' | 'expired' | 'forbidden' | 'provider'
      >()
    }
    if (error.kind === 'rate-limit') {
      expectTypeOf(error.retryAfterMs).toEqualTypeOf<number | undefined>()
    }
    if (error.kind === 'parse') expectTypeOf(error.path).toEqualTypeOf<string | undefined>()
    if (error.kind === 'validation') expectTypeOf(error.field).toEqualTypeOf<string | undefined>()
    if (error.kind === 'timeout') {
      // @ts-expect-error: a timeout has no reason
      expectTypeOf(error.reason)
    }
    // @ts-expect-error: not before its kind is known
    expectTypeOf(error.reason)
    // @ts-expect-error: no such kind
    if (error.kind === 'forbidden') return
    expectTypeOf(error.outcome).toEqualTypeOf<'not-sent' | 'rejected' | 'unknown'>()
  })

  test('have nine kinds, and a switch can name them all', () => {
    const name = (error: VZapsError): string => {
      switch (error.kind) {
        case 'auth':
        case 'rate-limit':
        case 'timeout':
        case 'network':
        case 'http':
        case 'parse':
        case 'validation':
        case 'aborted':
        case 'config':
          return error.kind
        default:
          expectTypeOf(error).toBeNever()
          return ''
      }
    }
    expectTypeOf(name).returns.toBeString()
  })

  test('of an entry are ours or RTK Query’s', () => {
    type Entry = ReturnType<ReturnType<typeof endpoints.getInstance.select>>
    expectTypeOf<Extract<Entry, { isError: true }>['error']>().toEqualTypeOf<
      VZapsError | SerializedError
    >()
    const thrown: unknown = null
    expectTypeOf(toVZapsError(thrown)).toEqualTypeOf<VZapsError>()
    if (isVZapsError(thrown)) expectTypeOf(thrown).toEqualTypeOf<VZapsError>()
  })
})

describe('the api', () => {
  test('lives where its type says', () => {
    expectTypeOf(vzaps.reducerPath).toEqualTypeOf<'vzaps'>()
    const other = createVZapsApi({ reducerPath: 'gateway' })
    expectTypeOf(other.reducerPath).toEqualTypeOf<'gateway'>()
    expectTypeOf(vzaps.reducer).returns.toHaveProperty('queries')
  })

  test('has no hooks without React', () => {
    expectTypeOf(vzaps).not.toHaveProperty('useGetInstanceQuery')
    expectTypeOf(vzaps).not.toHaveProperty('useAuthState')
  })

  test('has auth, tokens, request, connect and dispose', () => {
    expectTypeOf(vzaps.auth.getAccessToken).returns.toEqualTypeOf<Promise<string>>()
    expectTypeOf(vzaps.auth.getState).returns.toEqualTypeOf<AuthState>()
    expectTypeOf(vzaps.tokens.get).toEqualTypeOf<(instanceId: string) => string | undefined>()
    expectTypeOf(vzaps.request).returns.toEqualTypeOf<Promise<unknown>>()
    expectTypeOf(vzaps.connect).returns.toExtend<Connection>()
    expectTypeOf<ReturnType<Connection['status']['get']>>().toEqualTypeOf<
      InstanceStatus | undefined
    >()
    expectTypeOf(vzaps.dispose).toEqualTypeOf<() => void>()
  })

  test('takes the auth modes, and no mixture that lacks a part', () => {
    createVZapsApi({ auth: { getToken: () => ({ accessToken: 'x', expiresIn: 1 }) } })
    createVZapsApi({ auth: { getToken: async () => ({ access_token: 'x', expires_in: '1' }) } })
    createVZapsApi({ auth: { proxy: true, headers: async () => ({ a: 'b' }) }, baseUrl: '/x' })
    createVZapsApi({ auth: { clientToken: 'x', clientSecret: 'y' } })
    // @ts-expect-error: a secret is needed
    createVZapsApi({ auth: { clientToken: 'x' } })
    // @ts-expect-error: a relay is true
    createVZapsApi({ auth: { proxy: false } })
    // @ts-expect-error: an answer without an expiry
    createVZapsApi({ auth: { getToken: () => ({ accessToken: 'x' }) } })
    // @ts-expect-error: no such option
    createVZapsApi({ tokenSkew: 5 })
  })

  test('narrows the sign-in state', () => {
    const state = vzaps.auth.getState()
    if (state.status === 'failed') expectTypeOf(state.error).toEqualTypeOf<VZapsError>()
    if (state.status === 'signed-in') {
      expectTypeOf(state.expiresAt).toEqualTypeOf<number | undefined>()
    }
    // @ts-expect-error: only a failed state has an error
    expectTypeOf(state.error)
  })
})

describe('updateQueryData', () => {
  test('takes a recipe that changes a draft, though results are read-only', () => {
    const { updateQueryData } = vzaps.util
    updateQueryData('listInstances', { page: 1 }, (page) => {
      const [first] = page.content
      if (first) first.name = 'A'
      page.total -= 1
    })
    updateQueryData('getInstance', 'id', (row) => {
      row.labels = { a: 1 }
      // @ts-expect-error: no field of this name
      row.nonsense = 1
    })
    updateQueryData('getInstance', 'id', (row) => ({ ...row, name: 'A' }))
    const shown = vzaps.endpoints.getInstance.select('id')({} as never).data
    // @ts-expect-error: results are read-only
    if (shown) shown.name = 'A'
  })
})

describe('injectEndpoints', () => {
  test('types endpoints of one’s own, and keeps ours', () => {
    const extended = vzaps.injectEndpoints({
      endpoints: (build) => ({
        getPlans: build.query<{ content: string[] }, { year: number }>({
          query: ({ year }): VZapsRequest => ({
            method: 'GET',
            path: '/plans/list',
            query: { year },
          }),
          providesTags: ['Instance'],
        }),
      }),
    })
    expectTypeOf<Unwrapped<(typeof extended)['endpoints']['getPlans']>>().toEqualTypeOf<{
      content: string[]
    }>()
    extended.endpoints.getPlans.initiate({ year: 1 })
    extended.endpoints.getInstance.initiate('id')
    // @ts-expect-error: a number is needed
    extended.endpoints.getPlans.initiate({ year: '1' })
  })

  test('refuses what the base query does not take', () => {
    vzaps.injectEndpoints({
      endpoints: (build) => ({
        // @ts-expect-error: a request is no text
        bad: build.query<unknown, void>({ query: () => '/plans/list' }),
        worse: build.query<unknown, void>({
          query: () => ({ method: 'GET', path: '/a' }),
          // @ts-expect-error: no such tag
          providesTags: ['Nonsense'],
        }),
      }),
    })
  })
})

describe('what is optional', () => {
  test('takes undefined, with exactOptionalPropertyTypes too', () => {
    expectTypeOf({
      auth: { getToken: () => ({ accessToken: '', expiresIn: 1 }), clientToken: undefined },
      retry: { capMs: undefined },
      platform: { now: undefined },
      refetchOnFocus: undefined,
    }).toExtend<VZapsOptions>()
    expectTypeOf({
      method: 'GET' as const,
      path: '/a',
      query: undefined,
      body: undefined,
      instanceId: undefined,
    }).toExtend<VZapsRequest>()
    expectTypeOf({ query: undefined, signal: undefined }).toExtend<RawRequestOptions>()
    expectTypeOf({ instanceId: '', data: undefined }).toExtend<SubscribeInstanceArgs>()
    expectTypeOf({ instanceId: '', deferMs: undefined }).toExtend<DeleteInstanceArgs>()
    expectTypeOf({ baseUrl: undefined }).toExtend<MswHandlerOptions>()
    expectTypeOf({
      gateway: undefined,
      vzaps: undefined,
      reducer: undefined,
      preloadedState: undefined,
      advanceTimers: undefined,
      wrapper: undefined,
    }).toExtend<RenderOptions<VZapsApi>>()
    expectTypeOf({ name: '', webhook: undefined, labels: undefined }).toExtend<CreateInstanceArgs>()
    expectTypeOf({
      kind: 'network' as const,
      outcome: 'unknown' as const,
      message: '',
      code: undefined,
    }).toExtend<VZapsError>()
  })

  test('a sort is one of the known fields, or any other text', () => {
    expectTypeOf<'createdAt'>().toExtend<ListInstancesArgs['sort']>()
    expectTypeOf<string>().toExtend<ListInstancesArgs['sort']>()
    expectTypeOf(toVZapsException(null)).toExtend<Error>()
    expectTypeOf(toVZapsException(null).cause).toEqualTypeOf<VZapsError>()
  })
})
