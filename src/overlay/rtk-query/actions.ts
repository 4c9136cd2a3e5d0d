/** How RTK Query names its actions, and what they carry; the overlay's own are read here too. */
import type { UnknownAction } from '@reduxjs/toolkit'
import type { Tell } from '../operations/told.ts'

/** What an action of the api means for the cache. */
export type CacheEvent =
  | {
      readonly kind: 'query-started'
      readonly queryCacheKey: string
      readonly requestId: string
      readonly endpointName: string
    }
  | {
      readonly kind: 'query-landed'
      readonly queryCacheKey: string
      readonly requestId: string
      /** The clock when the try that was answered was handed to fetch, where the base query says so. */
      readonly sentSeq: number | undefined
      readonly isUpsert: boolean
      readonly direction: 'forward' | 'backward' | undefined
    }
  | {
      readonly kind: 'query-ended'
      readonly queryCacheKey: string
      readonly requestId: string
      readonly sentSeq: number | undefined
      /** What the server answered; `undefined` where it did not. */
      readonly refusal: unknown
    }
  | { readonly kind: 'mutation-started'; readonly call: Call }
  | { readonly kind: 'mutation-settled'; readonly requestId: string; readonly result: unknown }
  | {
      readonly kind: 'mutation-failed'
      readonly requestId: string
      readonly error: unknown
      readonly isAborted: boolean
    }
  | {
      readonly kind: 'written'
      readonly queryCacheKeys: readonly string[]
      /** It is an answer, and no write of the app's: the clock when its request left. */
      readonly asOf?: number
    }
  | { readonly kind: 'removed'; readonly queryCacheKey: string }
  | { readonly kind: 'reset' }
  /** The overlay's own actions. */
  | { readonly kind: 'told'; readonly call: SettledCall }
  | { readonly kind: 'rows-told'; readonly tell: Tell }
  | { readonly kind: 'claimed'; readonly origin: string }
  | { readonly kind: 'dismissed'; readonly requestId: string }
  | { readonly kind: 'waits'; readonly requestId: string; readonly isWaiting: boolean }

/** The type of the action that says that a component, or whoever read it, does not show an entry any more. */
export const releaseType = (reducerPath: string): string =>
  `${reducerPath}/subscriptions/unsubscribeQueryResult`

/** A mutation's call. */
export interface Call {
  readonly requestId: string
  readonly endpointName: string
  readonly arg: unknown
  /** Epoch ms. */
  readonly startedTimeStamp: number
}

/** A mutation that was carried out elsewhere: by another client, and told by a push. */
export interface SettledCall extends Call {
  readonly result: unknown
}

interface ThunkMeta {
  readonly requestId: string
  readonly startedTimeStamp?: number
  readonly condition?: boolean
  readonly aborted?: boolean
  readonly baseQueryMeta?: { readonly sentSeq?: unknown }
  readonly arg: {
    readonly endpointName: string
    readonly originalArgs?: unknown
    readonly queryCacheKey: string
    readonly direction?: 'forward' | 'backward'
  }
}

interface ThunkAction {
  readonly type: string
  readonly payload?: unknown
  readonly error?: unknown
  readonly meta: ThunkMeta
}

/** `upsertQueryData` runs the query with a function of its own, which stands in the argument under this symbol. */
const isUpsert = (arg: object): boolean =>
  Object.getOwnPropertySymbols(arg).some(
    (symbol) =>
      symbol.description === 'forceQueryFn' &&
      (arg as Record<symbol, unknown>)[symbol] !== undefined,
  )

const sentSeqOf = (meta: ThunkMeta['baseQueryMeta']): number | undefined =>
  typeof meta?.sentSeq === 'number' ? meta.sentSeq : undefined

type Reader<Action> = (action: Action) => CacheEvent | undefined

const queryReaders: Readonly<Record<string, Reader<ThunkAction>>> = {
  pending: ({ meta: { requestId, arg } }) => {
    const { queryCacheKey, endpointName } = arg
    return isUpsert(arg)
      ? { kind: 'written', queryCacheKeys: [queryCacheKey] }
      : { kind: 'query-started', queryCacheKey, requestId, endpointName }
  },
  fulfilled: ({ meta: { requestId, baseQueryMeta, arg } }) => {
    const { queryCacheKey, direction } = arg
    return {
      kind: 'query-landed',
      queryCacheKey,
      requestId,
      sentSeq: sentSeqOf(baseQueryMeta),
      isUpsert: isUpsert(arg),
      direction,
    }
  },
  rejected: ({ payload, meta: { requestId, condition, arg, baseQueryMeta } }) =>
    condition
      ? undefined
      : {
          kind: 'query-ended',
          queryCacheKey: arg.queryCacheKey,
          requestId,
          sentSeq: sentSeqOf(baseQueryMeta),
          refusal: payload,
        },
}

const mutationReaders: Readonly<Record<string, Reader<ThunkAction>>> = {
  pending: ({ meta: { requestId, startedTimeStamp = 0, arg } }) => {
    const { endpointName, originalArgs } = arg
    const call = { requestId, endpointName, arg: originalArgs, startedTimeStamp }
    return { kind: 'mutation-started', call }
  },
  fulfilled: ({ meta: { requestId }, payload }) => ({
    kind: 'mutation-settled',
    requestId,
    result: payload,
  }),
  rejected: ({ meta: { requestId, aborted }, payload, error }) => ({
    kind: 'mutation-failed',
    requestId,
    error: payload ?? error,
    isAborted: aborted === true,
  }),
}

const writeReaders: Readonly<Record<string, Reader<UnknownAction>>> = {
  removeQueryResult: ({ payload }) => ({
    kind: 'removed',
    ...(payload as { queryCacheKey: string }),
  }),
  queryResultPatched: ({ payload }) => ({
    kind: 'written',
    queryCacheKeys: [(payload as { queryCacheKey: string }).queryCacheKey],
  }),
  cacheEntriesUpserted: ({ payload, meta }) => {
    const entries = payload as readonly { queryDescription: { queryCacheKey: string } }[]
    const { asOf } = meta as { readonly asOf?: unknown }
    return {
      kind: 'written',
      queryCacheKeys: entries.map((e) => e.queryDescription.queryCacheKey),
      ...(typeof asOf === 'number' && { asOf }),
    }
  },
}

const ownReaders: Readonly<Record<string, Reader<UnknownAction>>> = {
  settle: ({ payload }) => ({ kind: 'told', call: payload as SettledCall }),
  tellRows: ({ payload }) => ({ kind: 'rows-told', tell: payload as Tell }),
  claim: ({ payload }) => ({ kind: 'claimed', origin: String(payload) }),
  wait: ({ payload }) => ({
    kind: 'waits',
    ...(payload as { readonly requestId: string; readonly isWaiting: boolean }),
  }),
  dismiss: ({ payload }) => ({ kind: 'dismissed', requestId: String(payload) }),
}

/** Reads the api's own actions; `undefined` for all others. */
export const createEventReader = (reducerPath: string) => {
  const readers = new Map<unknown, Reader<never>>()
  const add = (group: string, some: Readonly<Record<string, Reader<never>>>) => {
    for (const [name, reader] of Object.entries(some)) {
      readers.set(`${reducerPath}/${group}${name}`, reader)
    }
  }
  add('executeQuery/', queryReaders)
  add('executeMutation/', mutationReaders)
  add('queries/', writeReaders)
  add('overlay/', ownReaders)
  add('', { resetApiState: () => ({ kind: 'reset' }) })
  // Whoever stands first in a store sees what is no action, too.
  return (action: UnknownAction | null | undefined): CacheEvent | undefined =>
    readers.get(action?.type)?.(action as never)
}

/** Says that a mutation waits to be sent, or leaves. */
export const waitAction = (
  reducerPath: string,
  requestId: string,
  isWaiting: boolean,
): UnknownAction => ({ type: `${reducerPath}/overlay/wait`, payload: { requestId, isWaiting } })

/** Is it an action of the api, whatever a store may be given? */
export const isOwnAction = (action: unknown, reducerPath: string): action is UnknownAction =>
  String((action as { readonly type?: unknown } | null)?.type).startsWith(`${reducerPath}/`)

/** How the actions begin that start and end mutations. */
export const mutationActions = (reducerPath: string): string => `${reducerPath}/executeMutation/`
