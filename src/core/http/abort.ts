import type { VZapsError } from '../errors.ts'

/**
 * An end that any number of calls wait for. An `AbortSignal` would do, but Node warns of a leak when more than ten
 * listen to one, and a session may well have fifty calls in flight.
 */
export interface Ending {
  readonly aborted: boolean
  /** Why it came, where that is more than an end. */
  readonly reason: VZapsError | undefined
  /** Calls `listener` once, at the end; returns the function that lets go. */
  subscribe(listener: () => void): () => void
}

/** What a call can be aborted by: its caller, or the end of something. */
export type Aborter = AbortSignal | Ending

/** Makes an {@link Ending}; `end` brings it about. */
export const createEnding = (): Ending & { end(reason?: VZapsError): void } => {
  const listeners = new Set<() => void>()
  let aborted = false
  let reason: VZapsError | undefined
  return {
    get aborted() {
      return aborted
    },
    get reason() {
      return reason
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    end: (why) => {
      aborted = true
      reason = why
      const waiting = [...listeners]
      listeners.clear()
      for (const listener of waiting) listener()
    },
  }
}

/**
 * Listens to a signal once for all the calls that it may abort: Node warns of a leak when more than ten listeners wait
 * on one.
 */
export const createSharedSignals = (): ((signal: AbortSignal) => Ending) => {
  const known = new WeakMap<AbortSignal, Ending>()
  return (signal) => {
    let ending = known.get(signal)
    if (!ending) {
      const shared = createEnding()
      onAbort(signal, () => shared.end())
      known.set(signal, shared)
      ending = shared
    }
    return ending
  }
}

/** Runs `listener` once when the aborter aborts (at once when it already has); returns the function that lets go. */
export const onAbort = (aborter: Aborter, listener: () => void): (() => void) => {
  if (aborter.aborted) {
    listener()
    return () => {}
  }
  if ('subscribe' in aborter) return aborter.subscribe(listener)
  aborter.addEventListener('abort', listener, { once: true })
  return () => aborter.removeEventListener('abort', listener)
}

/** A controller that also aborts with any of the given aborters; `release` lets go of them. */
export const linkedController = (
  aborters: readonly (Aborter | undefined)[],
): { controller: AbortController; release(): void } => {
  const controller = new AbortController()
  const releases = aborters.map((aborter) => aborter && onAbort(aborter, () => controller.abort()))
  return {
    controller,
    release: () => {
      for (const release of releases) release?.()
    },
  }
}

/** The promise, or a rejection as soon as the aborter aborts: code that ignores its signal cannot hang a call. */
export const untilAbort = <T>(promise: Promise<T>, aborter: Aborter): Promise<T> =>
  new Promise((resolve, reject) => {
    const release = onAbort(aborter, () => reject(new Error('aborted')))
    promise.then(resolve, reject).finally(release)
  })
