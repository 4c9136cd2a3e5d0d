import type { Aborter } from './abort.ts'
import { onAbort } from './abort.ts'

/** Lets the mutations on one key run one after the other, in call order; different keys run in parallel. */
export interface KeyedQueue {
  /** Would one have to wait? */
  isBusy(key: string): boolean
  /**
   * Waits for its turn. Resolves with the function that passes the turn on, or with `undefined` when it was aborted
   * before its turn came.
   */
  enter(key: string, aborters: readonly Aborter[]): Promise<(() => void) | undefined>
}

/** Makes an empty {@link KeyedQueue}. */
export const createKeyedQueue = (): KeyedQueue => {
  const tails = new Map<string, Promise<void>>()
  return {
    isBusy: (key) => tails.has(key),
    enter: (key, aborters) => {
      const before = tails.get(key) ?? Promise.resolve()
      let leave = () => {}
      const left = new Promise<void>((resolve) => {
        leave = resolve
      })
      // The next one waits for all before it: if one of them gives up waiting, the next must not overtake the others.
      const tail = before.then(() => left)
      tails.set(key, tail)
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
      return new Promise((resolve) => {
        const releases = aborters.map((aborter) =>
          onAbort(aborter, () => {
            leave()
            resolve(undefined)
          }),
        )
        void before.then(() => {
          for (const release of releases) release()
          resolve(leave)
        })
      })
    },
  }
}
