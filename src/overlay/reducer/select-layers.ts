import { showOperation } from '../engine/fold.ts'
import { isTarget } from '../engine/targets.ts'
import type { Index, TransactionParts } from '../engine/transaction.ts'
import { beginTransaction, serverValue } from '../engine/transaction.ts'
import type { Operation } from '../operations/operation.ts'
import type { SliceState } from '../rtk-query/entries.ts'
import { splitState } from '../rtk-query/entries.ts'

/** An entry taken apart: what the server said, and what each open operation makes of that. */
export interface EntryLayers {
  readonly server: unknown
  /** In the order of their calls; the value of the last one is what the entry shows. */
  readonly layers: readonly EntryLayer[]
}

/** An open operation, and the entry's data with it and all before it played. */
export interface EntryLayer {
  readonly operation: Operation
  readonly value: unknown
}

/** Plays an entry's operations one by one: for an inspector, since the reducer keeps only what the last one made. */
export const createLayerSelector =
  (parts: TransactionParts, indexOf: (state: SliceState) => Index) =>
  (state: SliceState, key: string): EntryLayers | undefined => {
    const entry = state.queries[key]
    if (!entry?.endpointName) return undefined
    if (!state.overlay) return { server: entry.data, layers: [] }
    const before = { ...splitState(state), index: indexOf(state) }
    const tx = beginTransaction(parts, before, before.rtk, [])
    const server = serverValue(tx, key)
    let value = server
    const layers = state.overlay.operations
      .filter((operation) => isTarget(tx, operation, key))
      .map((operation) => {
        value = showOperation(tx, key, value, operation, server)
        return { operation, value }
      })
    return { server, layers }
  }
