import type { RowIndex } from './row-index.ts'
import type { SliceState } from './rtk-query-state.ts'
import type { Schema } from './schema.ts'
import { buildIndex } from './snapshot.ts'

/**
 * The row index of each state. It goes on to the next state: an older one, which time travel may bring back, makes its
 * own again.
 */
export interface Indexes {
  /** Was the state made by this reducer? */
  knows(state: SliceState): boolean
  /** Takes a state's index, to change it; makes it if need be. */
  take(state: SliceState): RowIndex
  /** Notes a state that the reducer made, with its index where there is one. Returns the state. */
  keep(state: SliceState, index?: RowIndex): SliceState
  /** The same where nothing changed that the index knows of. */
  pass(from: SliceState, to: SliceState): SliceState
  /** The index of a state that goes on with it. */
  of(state: SliceState): RowIndex
}

/** Makes the {@link Indexes} of one reducer. */
export const createIndexes = (schema: Schema): Indexes => {
  // Nothing else hangs on a state: what a weak map holds outlives the small collections.
  const indexes = new WeakMap<SliceState, RowIndex | undefined>()

  const find = (state: SliceState): RowIndex =>
    indexes.get(state) ?? buildIndex(schema, state.queries, state.overlay?.base ?? {})

  /** States from elsewhere stay unknown. */
  const note = (state: SliceState, index: RowIndex | undefined) => {
    if (indexes.has(state)) indexes.set(state, index)
  }

  const keep: Indexes['keep'] = (state, index) => {
    indexes.set(state, index)
    return state
  }

  return {
    knows: (state) => indexes.has(state),
    keep,
    pass: (from, to) => {
      const index = indexes.get(from)
      note(from, undefined)
      return keep(to, index)
    },
    take: (state) => {
      const index = find(state)
      note(state, undefined)
      return index
    },
    of: (state) => {
      const index = find(state)
      note(state, index)
      return index
    },
  }
}
