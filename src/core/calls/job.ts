import type { VZapsError } from '../errors.ts'
import { aborted, invalid } from '../errors.ts'
import type { RetryOptions } from '../http/retry.ts'
import { pause, retryDelay } from '../http/retry.ts'
import type { Platform } from '../platform.ts'
import type { Result } from '../result.ts'
import { failure } from '../result.ts'
import { redactText } from '../secrets/redaction.ts'
import type { ActivityLog, Trace } from './activity.ts'
import type { Exchanged, SendCall } from './exchange.ts'
import type { Plan } from './plan.ts'
import type { ReadingRules } from './read-answer.ts'
import { readAnswer } from './read-answer.ts'
import type { Runtime, StartedRequest } from './runtime.ts'
import type { Session } from './session.ts'

/** What `meta.baseQueryMeta` of a request's actions holds: never a header, a URL or a body. */
export interface VZapsMeta {
  /** HTTP status of the last answer. */
  status?: number | undefined
  /** The answer's `X-Request-Id`. */
  requestId?: string | undefined
  /** From the call to its end, in ms: waiting in the queue and every try included. */
  durationMs: number
  /** ms to wait, when the server said so. */
  retryAfterMs?: number | undefined
  /** When the try that was answered was handed to fetch, by the overlay's clock: it orders what was asked and done. */
  sentSeq?: number | undefined
}

/** What running jobs needs. */
export interface JobParts {
  readonly exchange: SendCall
  readonly platform: Platform
  /** `undefined`: reads are tried once. */
  readonly retry: RetryOptions | undefined
  readonly reading: ReadingRules
  readonly activity: ActivityLog
}

/** A planned call of one store, in one session, on its way. */
export interface Job {
  readonly plan: Plan
  readonly session: Session
  readonly runtime: Runtime
  readonly request: StartedRequest | undefined
  readonly endpoint: string
  readonly isRead: boolean
  readonly signal: AbortSignal
  readonly meta: VZapsMeta
  /** The reducers get what the base query gives: the app has no `transformResponse` or the like on this endpoint. */
  readonly isGivenAsIs: boolean
  readonly trace: Trace | undefined
  /** The number of a request that leaves now, by the overlay's clock. */
  nextSeq(): number
  /** Tells the store that the request waits to leave, or does not any more. */
  markWaiting(isWaiting: boolean): void
}

/**
 * Runs a job to its end: mutations through the instance's queue, once; reads repeated as {@link RetryOptions} say. Never
 * throws.
 */
export const runJob = (job: Job, parts: JobParts): Promise<Result<unknown>> =>
  job.isRead ? read(job, parts) : mutate(job, parts)

/** A deleted instance stays deleted until a later read shows it: whatever is about it ends without another request. */
export const whyGone = (
  { deleted }: Pick<Runtime, 'deleted'>,
  instanceId: string | undefined,
): VZapsError | undefined =>
  instanceId !== undefined && deleted.has(instanceId)
    ? {
        kind: 'http',
        status: 404,
        code: 'deleted',
        outcome: 'not-sent',
        message: 'This instance was deleted',
      }
    : undefined

/** Mutations on one instance leave one after the other; some are refused while another is under way. */
const mutate = async (job: Job, parts: JobParts): Promise<Result<unknown>> => {
  const { plan, runtime, session, signal } = job
  const { instanceId, onlyOne, deferMs } = plan
  const isWaiting = deferMs > 0 || (instanceId !== undefined && runtime.queue.isBusy(instanceId))
  if (isWaiting) job.markWaiting(true)
  if (deferMs > 0) {
    const aborters = [signal, session.ending, runtime.deferral()]
    if (!(await pause(deferMs, aborters, parts.platform))) return failure(aborted('not-sent'))
  }
  if (onlyOne !== undefined) {
    if (runtime.busy.has(onlyOne)) {
      const message = 'The same call is in flight already: wait for its answer'
      return failure(invalid(message, { code: 'in-flight' }))
    }
    runtime.busy.add(onlyOne)
  }
  const leave =
    instanceId === undefined
      ? () => {}
      : await runtime.queue.enter(instanceId, [signal, session.ending])
  try {
    if (leave && isWaiting) job.markWaiting(false)
    return leave ? await sendOnce(job, parts) : failure(aborted('not-sent'))
  } finally {
    leave?.()
    if (onlyOne !== undefined) runtime.busy.delete(onlyOne)
  }
}

const sendOnce = async (job: Job, parts: JobParts): Promise<Result<unknown>> => {
  const error = whyGone(job.runtime, job.plan.instanceId)
  if (error) return failure(error)
  return conclude(job, await attempt(job, parts), parts)
}

const read = async (job: Job, parts: JobParts): Promise<Result<unknown>> => {
  const { plan, session, signal, trace } = job
  const retry = plan.retry ? parts.retry : undefined
  for (let tries = 1; ; tries++) {
    const error = whyGone(job.runtime, job.plan.instanceId)
    if (error) return failure(error)
    const exchanged = await attempt(job, parts)
    const delay =
      exchanged.ok || exchanged.final || !retry
        ? undefined
        : retryDelay(exchanged.error, tries, retry, parts.platform.random)
    if (delay === undefined) return conclude(job, exchanged, parts)
    if (!exchanged.ok) trace?.retrying(delay, exchanged.error)
    if (!(await pause(delay, [signal, session.ending], parts.platform))) {
      return failure(aborted('unknown'))
    }
  }
}

const attempt = (job: Job, parts: JobParts): Promise<Exchanged> => {
  const { plan, session, request, isRead, signal, meta, trace, nextSeq } = job
  return parts.exchange(plan, session, {
    signal,
    isRead,
    onSend: (sent) => {
      meta.sentSeq = nextSeq()
      if (request) request.sent = true
      trace?.sent(sent)
    },
    onAnswer: (answer) => trace?.answered(answer),
  })
}

const conclude = (job: Job, exchanged: Exchanged, parts: JobParts): Result<unknown> => {
  const { plan, session, runtime, endpoint, isRead, meta } = job
  if (!exchanged.ok) return failure(exchanged.error)
  const { answer } = exchanged
  meta.status = answer.status
  const requestId = answer.headers.get('X-Request-Id')
  if (requestId) meta.requestId = redactText(requestId, session.secrets)
  if (session.ending.aborted) return failure(aborted('unknown'))
  const error = isRead ? whyGone(job.runtime, job.plan.instanceId) : undefined
  if (error) return failure(error)
  if (plan.deletes && plan.instanceId !== undefined) {
    runtime.deleted.set(plan.instanceId, job.nextSeq())
  }
  // The same object is given again for the same answer, so it must not be one that the app may have changed.
  const isKept = isRead && job.isGivenAsIs
  const request = isKept ? `${plan.method} ${plan.path} ${plan.body ?? ''}` : undefined
  return readAnswer(answer, plan.answer, { endpoint, request }, session, parts.reading)
}
