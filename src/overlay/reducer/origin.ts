import type { Middleware } from '@reduxjs/toolkit'
import { nanoid } from '@reduxjs/toolkit'
import type { SliceState } from '../rtk-query/entries.ts'

/**
 * Marks the state of each store as its own, and takes in those that are not. A reducer belongs to the api: which store's
 * state it is given only the middleware knows.
 */
export const claimStates = (
  rtk: Middleware,
  { reducerPath, origin }: { readonly reducerPath: string; readonly origin: string },
): Middleware => {
  // By `getState`, which all middleware of one store share.
  const names = new WeakMap<() => unknown, string>()

  return (store) => {
    const name = names.get(store.getState) ?? `${origin}/${nanoid()}`
    names.set(store.getState, name)
    const isOther = (): boolean => {
      const state = store.getState() as Record<string, Partial<SliceState> | undefined> | undefined
      const overlay = state?.[reducerPath]?.overlay
      return overlay !== undefined && overlay.origin !== name
    }
    const handleRtk = rtk(store)
    return (next) => {
      const handle = handleRtk(next)
      const claim = () => {
        if (isOther()) next({ type: `${reducerPath}/overlay/claim`, payload: name })
      }
      return (action) => {
        claim()
        const result = handle(action)
        claim()
        return result
      }
    }
  }
}
