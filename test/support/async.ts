import type { VZapsError } from 'vzaps-rtk'
import { isVZapsError } from 'vzaps-rtk'

/** A promise and the way to settle it. */
export interface Deferred<T> {
  readonly promise: Promise<T>
  resolve(value: T): void
  reject(reason: unknown): void
}

export const deferred = <T>(): Deferred<T> => {
  let resolve: (value: T) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** Lets everything that is ready run: turns of the event loop, not time. */
export const settle = async (turns = 12): Promise<void> => {
  for (let turn = 0; turn < turns; turn++) {
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}

/** Waits for a condition by turns of the event loop. */
export const until = async (holds: () => boolean, what = 'the condition'): Promise<void> => {
  for (let turn = 0; turn < 2_000; turn++) {
    if (holds()) return
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  throw new Error(`${what} never came true`)
}

/** The error that a call ended with; throws when it succeeded, or failed with anything else. */
export const errorOf = async (
  call: Promise<unknown> | { unwrap(): Promise<unknown> },
): Promise<VZapsError> => {
  try {
    await ('unwrap' in call ? call.unwrap() : call)
  } catch (thrown) {
    if (isVZapsError(thrown)) return thrown
    throw new Error(`No VZapsError, but ${String(thrown)}`)
  }
  throw new Error('The call succeeded')
}

/** The error that a function throws. */
export const thrownBy = (run: () => unknown): VZapsError => {
  try {
    run()
  } catch (thrown) {
    if (isVZapsError(thrown)) return thrown
    throw new Error(`No VZapsError, but ${String(thrown)}`)
  }
  throw new Error('Nothing was thrown')
}
