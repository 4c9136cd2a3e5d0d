import type { Ending } from '../core/http/abort.ts'
import { linkedController, untilAbort } from '../core/http/abort.ts'
import type { RetryOptions } from '../core/http/retry.ts'
import { pause, retryDelay } from '../core/http/retry.ts'
import type { Platform } from '../core/platform.ts'
import { redactText } from '../core/secrets/redaction.ts'
import type { SecretFinder } from '../core/secrets/secret-finder.ts'
import { withoutLongTexts } from '../core/secrets/unknown-secrets.ts'

/** What came of asking the app's own code for something. */
export type Asked<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'threw'; readonly message: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'ended' }

/** What asking needs. `secrets` are those that an error must not repeat; without `retry` the app is asked once. */
export interface AskParts {
  readonly retry: RetryOptions | undefined
  readonly platform: Platform
  readonly timeoutMs: number
  readonly ending: Ending
  readonly secrets: SecretFinder
}

/** Characters that an error keeps of what the app threw. */
const MAX_CAUSE = 200

/** A provider that throws may have lost the connection to its own backend: it is treated as a network error. */
const lost = { kind: 'network', outcome: 'not-sent', message: '' } as const

/**
 * Asks the app's own code, which may throw anything or never answer. When it throws it is asked again, with the delays of
 * a read that found no connection. Never rejects; no try takes longer than `timeoutMs`.
 */
export const askApp = async <T>(
  ask: (context: { signal: AbortSignal }) => T | Promise<T>,
  parts: AskParts,
): Promise<Asked<T>> => {
  const { platform, ending, retry } = parts
  for (let tries = 1; ; tries++) {
    const asked = await askOnce(ask, parts)
    const delay =
      asked.kind === 'threw' && retry ? retryDelay(lost, tries, retry, platform.random) : undefined
    if (delay === undefined) return asked
    if (!(await pause(delay, [ending], platform))) return { kind: 'ended' }
  }
}

const askOnce = async <T>(
  ask: (context: { signal: AbortSignal }) => T | Promise<T>,
  parts: AskParts,
): Promise<Asked<T>> => {
  const { platform, timeoutMs, ending, secrets } = parts
  const { controller, release } = linkedController([ending])
  const { signal } = controller
  const timer = platform.setTimeout(() => controller.abort(), timeoutMs)
  try {
    const asked = Promise.resolve().then(() => ask({ signal }))
    return { kind: 'answered', value: await untilAbort(asked, signal) }
  } catch (thrown) {
    if (ending.aborted) return { kind: 'ended' }
    return signal.aborted
      ? { kind: 'timed-out' }
      : { kind: 'threw', message: causeIn(thrown, secrets) }
  } finally {
    platform.clearTimeout(timer)
    release()
  }
}

/**
 * A sentence from whatever was thrown. It may quote an answer, and in it a token that the session does not know yet: what
 * looks like a token is blacked out.
 */
const causeIn = (thrown: unknown, secrets: SecretFinder): string => {
  const text: unknown = thrown instanceof Error ? thrown.message : thrown
  const cause = typeof text === 'string' ? text : 'it threw something that is no error'
  return withoutLongTexts(redactText(cause, secrets)).slice(0, MAX_CAUSE)
}
