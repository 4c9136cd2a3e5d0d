import type { Index } from '../engine/transaction.ts'
import type { Overlay } from '../operations/overlay.ts'
import type { Schema } from '../recipes/schema.ts'
import type { RtkState, SliceState } from '../rtk-query/entries.ts'

/**
 * The index of each state. It goes on to the next state: an older one, which time travel may bring back, makes its own
 * again.
 */
export interface Indexes {
  /** Takes a state's index, to change it. */
  take(state: SliceState): Index
  /** Gives a state its index. Returns the state. */
  give(state: SliceState, index: Index): SliceState
  /** The index of a state of this store, which goes on with it. */
  of(state: SliceState): Index
}

/** Makes the {@link Indexes} of one reducer. */
export const createIndexes = (
  schema: Pick<Schema, 'age'>,
  build: (state: SliceState) => Index,
): Indexes => {
  // By the overlay in the state: a copy of the state has the same one.
  const known = new WeakMap<
    Overlay,
    { readonly queries: RtkState['queries']; readonly index: Index; readonly age: number }
  >()

  const find = (state: SliceState): Index => {
    const found = known.get(state.overlay)
    const isIt = found?.queries === state.queries && found.age === schema.age
    return isIt ? found.index : build(state)
  }
  const give: Indexes['give'] = (state, index) => {
    known.set(state.overlay, { queries: state.queries, index, age: schema.age })
    return state
  }
  return {
    give,
    take: (state) => {
      const index = find(state)
      known.delete(state.overlay)
      return index
    },
    of: (state) => {
      const index = find(state)
      give(state, index)
      return index
    },
  }
}
