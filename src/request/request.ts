import { parseBody } from '../core/answers/http-errors.ts'
import type { ActivityLog } from '../core/calls/activity.ts'
import type { HttpMethod, QueryValues } from '../core/calls/call.ts'
import type { SendCall } from '../core/calls/exchange.ts'
import { checkUrl, planCall } from '../core/calls/plan.ts'
import type { SessionSource } from '../core/calls/session.ts'
import { invalid, throwable } from '../core/errors.ts'
import { createSharedSignals } from '../core/http/abort.ts'
import { textOf } from '../core/http/transport.ts'

/** What {@link RawRequest} takes besides method, path and body. */
export interface RawRequestOptions {
  query?: QueryValues | undefined
  /** Sends this instance's token, where one is known and there is a client token. */
  instanceId?: string | undefined
  signal?: AbortSignal | undefined
}

/**
 * Any call but `/token`, outside Redux: the answer comes as it is, secrets included (null when empty, text when it is
 * no JSON). Never repeated, but for the one resend after a 401. Rejects with a `VZapsError`.
 */
export type RawRequest = (
  method: HttpMethod | Lowercase<HttpMethod>,
  path: string,
  body?: unknown,
  options?: RawRequestOptions,
) => Promise<unknown>

const checkKeys = (options: object): void => {
  const doubled = Object.keys(options).find((key) => ['method', 'path', 'body'].includes(key))
  if (doubled) throw throwable(invalid(`options must not hold "${doubled}"`, { field: doubled }))
}

/** Makes `vzaps.request`. */
export const createRawRequest = (
  exchange: SendCall,
  sessions: SessionSource,
  activity: ActivityLog,
): RawRequest => {
  const shared = createSharedSignals()
  return async (method, path, body, options = {}) => {
    const { signal, ...rest } = options ?? {}
    // Reported by TypeScript too. In production the arguments win over the same names in options.
    if (process.env.NODE_ENV !== 'production') checkKeys(rest)
    if (signal && typeof signal.addEventListener !== 'function') {
      throw throwable(invalid('signal must be an AbortSignal', { field: 'signal' }))
    }
    const { plan, refused } = planCall({ ...rest, method, path, body })
    if (!plan) throw throwable(refused)
    const session = sessions.current()
    if (!session) throw throwable(sessions.whyNone())
    const told = checkUrl(plan.path, session.secrets)
    if (told) throw throwable(told)
    const call = { ...plan, endpoint: 'vzaps.request' }
    const trace = activity.trace(call, session.secrets)
    const exchanged = await exchange(plan, session, {
      signal: signal && shared(signal),
      isRead: false,
      onSend: (request) => trace?.sent(request),
      onAnswer: (answer) => trace?.answered(answer),
    })
    trace?.settled(exchanged.ok ? undefined : exchanged.error)
    if (!exchanged.ok) throw throwable(exchanged.error)
    return parseBody(textOf(exchanged.answer)) ?? null
  }
}
