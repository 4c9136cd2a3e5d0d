import type { MiddlewareAPI } from '@reduxjs/toolkit'
import type { BaseQueryFn } from '@reduxjs/toolkit/query'
import { whenMade } from '../../overlay/making/deferred-calls.ts'
import { waitAction } from '../../overlay/rtk-query/actions.ts'
import type { VZapsError } from '../errors.ts'
import { invalid, misconfigured } from '../errors.ts'
import type { Result } from '../result.ts'
import { failure } from '../result.ts'
import type { VZapsCall } from './call.ts'
import type { Job, JobParts, VZapsMeta } from './job.ts'
import { runJob } from './job.ts'
import { checkSlice } from './mounting.ts'
import { checkForSecrets, planCall } from './plan.ts'
import type { Runtime, Runtimes } from './runtime.ts'
import type { SessionSource } from './session.ts'
import { endedError, vouchFor } from './session.ts'

/** The base query of every endpoint; injected endpoints give it a `VZapsRequest`. */
export type VZapsBaseQuery = BaseQueryFn<VZapsCall, unknown, VZapsError, object, VZapsMeta>

/** What the base query is made of. */
export interface BaseQueryParts extends JobParts {
  readonly sessions: SessionSource
  readonly runtimes: Runtimes
  readonly reducerPath: string
  /** Do this endpoint's answers reach the reducers as the base query gives them? */
  isGivenAsIs(endpoint: string): boolean
  /** The overlay's clock in a store's state. */
  clockOf(state: unknown): number
}

/**
 * Makes the base query: checks, then the instance's queue (mutations), then the exchange, repeated for reads, then the
 * answer. Never throws; every failure is a {@link VZapsError}.
 */
export const createBaseQuery =
  (parts: BaseQueryParts): VZapsBaseQuery =>
  async (given, { dispatch, getState, endpoint, signal, type }) => {
    const { platform, runtimes } = parts
    const runtime = runtimes.of(dispatch)
    // Before the first await: see Runtime.starting.
    const request = runtime?.starting
    if (runtime) runtime.starting = undefined
    if (request) request.isClaimed = true
    const startedAt = platform.now()
    const meta: VZapsMeta = { durationMs: 0 }
    const nextSeq = () => runtime?.sendOrder(parts.clockOf(getState())) ?? 0
    const isRead = type === 'query'
    const unmounted = runtime && checkSlice(getState(), parts.reducerPath)
    if (unmounted) return { error: unmounted, meta }
    const markWaiting = (isWaiting: boolean) => {
      const requestId = request?.requestId
      if (requestId) dispatch(waitAction(parts.reducerPath, requestId, isWaiting))
    }
    const waiting = whenMade(given, signal)
    if (waiting && !isRead) markWaiting(true)
    const waited = waiting ? await waiting : { call: given }
    if ('error' in waited) return { error: notCreated, meta }
    if (waiting && !isRead) markWaiting(false)
    const call = waited.call as VZapsCall
    const isGivenAsIs = parts.isGivenAsIs(endpoint)
    const context = {
      markWaiting,
      runtime,
      request,
      endpoint,
      isRead,
      signal,
      meta,
      isGivenAsIs,
      nextSeq,
    }
    const result = await run(call, context, parts)
    meta.durationMs = platform.now() - startedAt
    if (!result.ok) return { error: withMeta(result.error, meta), meta }
    return { data: result.value, meta }
  }

const run = async (
  call: VZapsCall,
  context: Omit<Job, 'plan' | 'session' | 'runtime' | 'trace'> & { runtime: Runtime | undefined },
  parts: BaseQueryParts,
): Promise<Result<unknown>> => {
  const { runtime, request } = context
  if (!runtime) return failure(misconfigured(noMiddleware))
  const { plan, refused } = planCall(call)
  if (!plan) return failure(refused)
  const session = parts.sessions.current()
  if (!session) return failure(parts.sessions.whyNone())
  const leak = checkForSecrets(call, session.secrets, request)
  if (leak) return failure(leak)
  const { method, route, path } = plan
  const { endpoint } = context
  const trace = parts.activity.trace({ endpoint, method, route, path }, session.secrets)
  const ran = await runJob({ ...context, runtime, plan, session, trace }, parts)
  // The session may have ended while the answer was read.
  const result: Result<unknown> = session.ending.aborted
    ? failure(endedError(session, request?.sent ? 'unknown' : 'not-sent'))
    : ran
  trace?.settled(result.ok ? undefined : result.error)
  if (result.ok && context.isGivenAsIs) vouchFor([result.value, context.meta], session)
  return result
}

const notCreated = invalid('The instance that this is about was not created: nothing was sent', {
  code: 'not-created',
})

/** Sends a read once and apart from RTK Query: no entry and no action knows of it. Never rejects. */
export type ReadOnce = (
  call: VZapsCall,
  store: Pick<MiddlewareAPI, 'dispatch' | 'getState'>,
  options: { readonly endpoint: string; readonly signal: AbortSignal },
) => Promise<{ readonly result: Result<unknown>; readonly meta: VZapsMeta }>

/** Makes {@link ReadOnce}. */
export const createReadOnce =
  (parts: BaseQueryParts): ReadOnce =>
  async (call, { dispatch, getState }, { endpoint, signal }) => {
    const runtime = parts.runtimes.of(dispatch)
    const meta: VZapsMeta = { durationMs: 0 }
    const nextSeq = () => runtime?.sendOrder(parts.clockOf(getState())) ?? 0
    const markWaiting = () => {}
    const isGivenAsIs = parts.isGivenAsIs(endpoint)
    const context = {
      markWaiting,
      isGivenAsIs,
      runtime,
      request: undefined,
      endpoint,
      isRead: true,
      signal,
      meta,
      nextSeq,
    }
    const result = await run(call, context, { ...parts, retry: undefined })
    return { result, meta }
  }

const noMiddleware =
  'The store runs without vzaps.middleware: add it with getDefaultMiddleware().prepend(vzaps.middleware)'

const withMeta = (error: VZapsError, meta: VZapsMeta): VZapsError => {
  if ('retryAfterMs' in error && error.retryAfterMs !== undefined)
    meta.retryAfterMs = error.retryAfterMs
  if (error.requestId !== undefined) meta.requestId = error.requestId
  if (error.status !== undefined) meta.status = error.status
  return error
}
