import type { RtkState } from '../rtk-query/entries.ts'
import { changedKeys } from '../rtk-query/entries.ts'

type Entries = RtkState['queries']

/** Which entries differ between two states. */
export interface ChangedKeys {
  /** Notes what one action made of another state's entries. */
  note(before: Entries, after: Entries, keys: readonly string[]): void
  /** The cache keys of the entries that differ: what was noted, or what a look through all of them finds. */
  between(before: Entries, after: Entries): readonly string[]
}

/**
 * Makes it: to look for what an action changed among thousands of entries takes longer than the action. It keeps no state
 * in memory: that of an account that signed out is to go.
 */
export const createChangedKeys = (): ChangedKeys => {
  // Each state's entries by something that stands for them.
  const names = new WeakMap<Entries, object>()
  const noted = new WeakMap<Entries, { readonly from: object; readonly keys: readonly string[] }>()
  return {
    note: (before, after, keys) => {
      if (before === after) return
      const from = names.get(before) ?? {}
      names.set(before, from)
      noted.set(after, { from, keys })
    },
    between: (before, after) => {
      const found = noted.get(after)
      return found && found.from === names.get(before) ? found.keys : changedKeys(before, after)
    },
  }
}
