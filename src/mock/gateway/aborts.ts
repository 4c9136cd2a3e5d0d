/** What the gateway asks of a signal: there are platforms whose signals can no more. */
export type Abortable = Pick<
  AbortSignal,
  'aborted' | 'addEventListener' | 'removeEventListener'
> & {
  readonly reason?: unknown
}

/** Calls back with the reason when a signal is aborted, at once if it is; gives the way to stop that. */
export const onAbort = (
  signal: Abortable | undefined,
  listener: (reason: unknown) => void,
): (() => void) => {
  if (!signal) return () => {}
  const abort = () => listener(reasonOf(signal))
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort)
  return () => signal.removeEventListener('abort', abort)
}

/** Throws the reason of a signal that is aborted. */
export const throwIfAborted = (signal: Abortable | undefined): void => {
  if (signal?.aborted) throw reasonOf(signal)
}

/** Signals of React Native have no reason, and it has no DOMException. */
const reasonOf = ({ reason }: Abortable): unknown =>
  reason ?? Object.assign(new Error('This operation was aborted'), { name: 'AbortError' })

/**
 * Waits; an abort ends it with its reason. The timer is looked up at call time so that fake timers
 * work.
 */
export const wait = (ms: number, signal: Abortable | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const { setTimeout, clearTimeout } = globalThis
    const timer = ms > 0 ? setTimeout(() => finish(), ms) : undefined
    const release = onAbort(signal, (reason) => {
      clearTimeout(timer)
      reject(reason)
    })
    const finish = () => {
      release()
      resolve()
    }
    if (timer === undefined) finish()
  })
