import type { UnknownAction } from '@reduxjs/toolkit'
import type { Overlay } from '../operations/overlay.ts'
import { baseOf } from '../operations/overlay.ts'
import type { Entry, RtkState, SliceState } from '../rtk-query/entries.ts'

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

/** The action that brings a snapshot of before: all that this store knows is newer. */
export const hydrateType = (reducerPath: string): string => `${reducerPath}/overlay/hydrate`

/** A snapshot that an action brings is not deep in it: the state of a whole app at most, in an envelope or two. */
const MAX_DEPTH = 4

/**
 * Finds what the server said of an entry that an action brought: a snapshot of a slice with open operations shows them,
 * and has the server's value beside.
 */
export const createRestored = (
  action: UnknownAction,
): ((key: string, entry: Entry) => { readonly value: unknown } | undefined) => {
  const found: SliceState[] = []
  const seen = new Set<unknown>()
  const look = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH || seen.has(value)) return
    seen.add(value)
    const { queries, overlay } = value as Partial<SliceState>
    if (queries && overlay?.base) found.push(value as SliceState)
    else for (const part of Object.values(value)) look(part, depth + 1)
  }
  look(action, 0)
  return (key, entry) => {
    const slice = found.find(({ queries }) => queries[key]?.data === entry.data)
    return slice && baseOf(slice.overlay, key)
  }
}
