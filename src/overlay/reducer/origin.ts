import type { Middleware, UnknownAction } from '@reduxjs/toolkit'
import { nanoid } from '@reduxjs/toolkit'
import { isOwnAction } from '../rtk-query/actions.ts'
import type { SliceState } from '../rtk-query/entries.ts'

/** Hears an action of the api after a store's reducers have taken it, with that store's `getState`. */
export type ActionListener = (action: UnknownAction, getState: () => unknown) => void

/**
 * Marks the state of each store as its own, and takes in those that are not. A reducer belongs to the api: which store's
 * state it is given only the middleware knows.
 */
export const claimStates = (
  rtk: Middleware,
  {
    reducerPath,
    origin,
    listeners,
  }: {
    readonly reducerPath: string
    readonly origin: string
    readonly listeners: ReadonlySet<ActionListener>
  },
): Middleware => {
  // By `getState`, which all middleware of one store share.
  const names = new WeakMap<() => unknown, string>()

  return (store) => {
    const name = names.get(store.getState) ?? `${origin}/${nanoid()}`
    names.set(store.getState, name)
    const originNow = (): string | undefined => {
      const state = store.getState() as Record<string, Partial<SliceState> | undefined> | undefined
      return state?.[reducerPath]?.overlay?.origin
    }
    const handleRtk = rtk(store)
    return (next) => {
      const handle = handleRtk(next)
      /** A new state is nobody's, and may stay so until the api has something to do with it. */
      const claim = (isNewToo: boolean) => {
        const now = originNow()
        if (now === undefined || now === name || (now === origin && !isNewToo)) return
        next({ type: `${reducerPath}/overlay/claim`, payload: name })
      }
      return (action) => {
        claim(false)
        const result = handle(action)
        const isOurs = isOwnAction(action, reducerPath)
        claim(isOurs)
        if (isOurs) for (const hear of listeners) hear(action, store.getState)
        return result
      }
    }
  }
}
