import type { Overlay } from './operations.ts'
import { emptyOverlay } from './operations.ts'
import type { RowIndex } from './row-index.ts'
import { createRowIndex } from './row-index.ts'
import type { Entry, RtkState, SliceState } from './rtk-query-state.ts'
import type { Schema } from './schema.ts'

/**
 * A state from elsewhere: preloaded, imported, another api's. The operations in it ended with the page that they were
 * called in, so it starts from its server values.
 */
export const adopt = (state: SliceState): { rtk: RtkState; overlay: Overlay } => ({
  rtk: toServerState(state),
  overlay: emptyOverlay(state.overlay?.clock),
})

/** RTK Query's part of a state, with server values in place of what was shown over them. */
export const toServerState = <State extends object>(state: State): State => {
  const { overlay, ...rest } = state as SliceState & { overlay?: Overlay }
  const rtk = rest as unknown as State & RtkState
  const bases = Object.entries(overlay?.base ?? {})
  if (bases.length === 0) return rtk
  const queries: Record<string, Entry | undefined> = { ...rtk.queries }
  for (const [key, { value }] of bases) {
    const entry = queries[key]
    if (entry) queries[key] = { ...entry, data: value }
  }
  return { ...rtk, queries }
}

/** The row index of a state's server values. */
export const buildIndex = (
  schema: Schema,
  queries: RtkState['queries'],
  base: Overlay['base'],
): RowIndex => {
  const index = createRowIndex(schema)
  for (const [key, entry] of Object.entries(queries)) {
    const value = base[key]?.value ?? entry?.data
    if (entry && value !== undefined) index.write(key, entry.endpointName, undefined, value)
  }
  return index
}
