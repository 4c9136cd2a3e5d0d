import type { Platform } from '../core/platform.ts'
import type { Hub } from '../status/hub.ts'

/** What is told to polls. */
export interface PollingParts {
  readonly hub: Pick<Hub, 'state' | 'wake'>
  readonly platform: Platform
}

/** Makes what tells polls about pushes. */
export const createPolling = ({ hub, platform }: PollingParts) => {
  const { state, wake } = hub
  return {
    /** The status of an instance is pushed from now on, or not any more. */
    setPushed: (id: string, isPushed: boolean): void => {
      // A socket that took another one's place changes nothing.
      if (state.pushed.has(id) === isPushed) return
      if (isPushed) state.pushed.set(id, platform.now())
      else state.pushed.delete(id)
      wake(id)
    },

    /**
     * Asks for an instance, if it is watched; returns whether it is. Where several want that in a row, all but the first
     * wait some seconds for each other, unless they are in a hurry.
     */
    confirm: (id: string, isHurried = false): boolean => {
      const target = state.ids.get(id)
      const lists = state.listed.get(id) ?? []
      if (target && isHurried) target.anchor = undefined
      else if (target) target.isExtra = true
      for (const list of lists) list.anchor = undefined
      wake(id)
      return target !== undefined || state.listed.has(id)
    },
  }
}
