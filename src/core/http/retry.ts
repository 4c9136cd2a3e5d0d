import type { VZapsError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { MAX_TIMER_MS } from '../platform.ts'
import type { Aborter } from './abort.ts'
import { onAbort } from './abort.ts'

/** How reads are repeated. Times in ms. */
export interface RetryOptions {
  /** Tries in all, the first included; 3. */
  readonly maxTries: number
  /** The first delay's upper bound; 500. */
  readonly baseMs: number
  /** Every delay's upper bound; 10,000. */
  readonly capMs: number
  /** A longer `Retry-After` is not waited for but returned as the error; 30,000. */
  readonly maxRetryAfterMs: number
}

/** The default {@link RetryOptions}. */
export const defaultRetry: RetryOptions = {
  maxTries: 3,
  baseMs: 500,
  capMs: 10_000,
  maxRetryAfterMs: 30_000,
}

const retriedStatuses: ReadonlySet<number> = new Set([500, 502, 503, 504])

const isRetryable = (error: VZapsError): boolean =>
  error.kind === 'network' ||
  error.kind === 'timeout' ||
  error.kind === 'rate-limit' ||
  (error.kind === 'http' && retriedStatuses.has(error.status))

const retryAfterOf = (error: VZapsError): number | undefined =>
  error.kind === 'rate-limit' || error.kind === 'http' ? error.retryAfterMs : undefined

/**
 * ms to wait before the next try of a read that failed, or `undefined` when it is not tried again. Full jitter: any
 * delay up to the bound, never less than the server asked for.
 */
export const retryDelay = (
  error: VZapsError,
  tries: number,
  options: RetryOptions,
  random: () => number,
): number | undefined => {
  if (tries >= options.maxTries || !isRetryable(error)) return undefined
  const jitter = random() * Math.min(options.capMs, options.baseMs * 2 ** (tries - 1))
  const asked = retryAfterOf(error)
  if (asked === undefined) return jitter
  return asked > options.maxRetryAfterMs ? undefined : Math.min(asked + jitter, MAX_TIMER_MS)
}

/** Resolves after `ms`, `false` when it was aborted first. */
export const pause = (
  ms: number,
  aborters: readonly Aborter[],
  platform: Platform,
): Promise<boolean> =>
  new Promise((resolve) => {
    const releases: (() => void)[] = []
    const settle = (whole: boolean) => {
      platform.clearTimeout(timer)
      for (const release of releases) release()
      resolve(whole)
    }
    const timer = platform.setTimeout(() => settle(true), ms)
    for (const aborter of aborters) releases.push(onAbort(aborter, () => settle(false)))
  })
