import type { Layers } from '../operations/layers.ts'
import type { Operation, RowRead, RowRef } from '../operations/operation.ts'
import { standInId } from '../operations/operation.ts'
import type { Overlay } from '../operations/overlay.ts'
import { baseOf } from '../operations/overlay.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import type { Schema } from '../recipes/schema.ts'
import type { RowPlayer } from '../rows/player.ts'
import type { RowIndex } from '../rows/row-index.ts'
import type { Entry, RtkState } from '../rtk-query/entries.ts'
import type { Cursors } from '../rtk-query/pages.ts'
import type { OpenOperations } from './open-operations.ts'
import { createOpenOperations } from './open-operations.ts'

/** The overlay while one action is dealt with. */
export type OverlayDraft = { -readonly [Key in keyof Overlay]: Overlay[Key] }

/** What all transactions of an api work with. */
export interface TransactionParts {
  readonly schema: Schema
  readonly rowPlayer: RowPlayer
  readonly cursors: Cursors
  /** The cache key of an endpoint's argument. */
  keyOf(endpointName: string, queryArg: unknown): string | undefined
}

/** What can always be made again from a state; it is handed on to the next state and changed there. */
export interface Index {
  readonly rows: RowIndex
  open: OpenOperations
  /** By cache key: what each operation made of an entry, where that is played one by one. */
  readonly layers: Map<string, Layers<unknown>>
}

/** What an action finds. */
export interface Before {
  readonly rtk: RtkState
  readonly overlay: Overlay
  readonly index: Index
}

/** What of an entry has to be shown again: a row, or the row that an operation makes; `undefined` for all of it. */
export type Touched = (RowRef | Operation)[] | undefined

/**
 * One action's change of the slice. What it changes is collected here, and written in one go at the end (finish.ts).
 * A plain record: every action of the api makes one.
 */
export interface Transaction extends TransactionParts {
  /** RTK Query's state after its own reducer, but for its entries. */
  readonly rtk: RtkState
  /** The entries as they were before. */
  readonly queries: RtkState['queries']
  readonly index: Index
  readonly overlay: OverlayDraft
  /** Entries that are not as before, by cache key; `undefined` where one goes. */
  readonly entries: Map<string, Entry | undefined>
  /** Server values that are not as before. */
  readonly server: Map<string, unknown>
  /** The entries that an answer landed on. */
  readonly landed: Set<string>
  /** What has to be shown again, by cache key. */
  readonly touched: Map<string, Touched>
  /** What recipes have read of other entries, while this is shown. */
  readonly reads: Map<Operation, readonly RowRead[]>
  /** Rows that no entry holds any more, since an operation took them away. */
  readonly gone: RowRef[]
  /** Rows that no entry holds any more, since an answer came without them: that proves nothing. */
  readonly omitted: RowRef[]
  /** Entries or rows came or went: an operation may be about other entries than before, or about none. */
  hasNewTargets: boolean
}

/**
 * Begins a transaction.
 *
 * @param next RTK Query's state after its own reducer.
 * @param reduced those of its entries that its reducer was shown, by cache key; the others are as before.
 * @param clock the overlay's, from now on.
 */
export const beginTransaction = (
  { schema, rowPlayer, cursors, keyOf }: TransactionParts,
  { rtk, overlay, index }: Before,
  next: RtkState,
  reduced: readonly string[],
  clock = overlay.clock + 1,
): Transaction => ({
  schema,
  rowPlayer,
  cursors,
  keyOf,
  rtk: next,
  queries: rtk.queries,
  index,
  overlay: { ...overlay, clock },
  entries: new Map(reduced.map((key) => [key, next.queries[key]])),
  server: new Map(),
  landed: new Set(),
  touched: new Map(),
  reads: new Map(),
  gone: [],
  omitted: [],
  hasNewTargets: false,
})

/** The entry as it is by now. */
export const entryOf = ({ entries, queries }: Transaction, key: string): Entry | undefined =>
  entries.has(key) ? entries.get(key) : queries[key]

/** How an entry shows rows, by their types. */
export const placesIn = (tx: Transaction, key: string): ReadonlyMap<string, RowsIn> =>
  tx.schema.rowsIn(entryOf(tx, key)?.endpointName)

/** How an entry shows rows of a type. */
export const rowsInEntry = (tx: Transaction, key: string, type: string): RowsIn | undefined =>
  placesIn(tx, key).get(type)

/** What the server last said. */
export const serverValue = ({ server, overlay, queries }: Transaction, key: string): unknown => {
  if (server.has(key)) return server.get(key)
  const base = baseOf(overlay, key)
  return base ? base.value : queries[key]?.data
}

/** The clock when an answer last landed on the entry; known while operations are open on it. */
export const landedAt = ({ landed, overlay }: Transaction, key: string): number =>
  landed.has(key) ? overlay.clock : (baseOf(overlay, key)?.landedAt ?? 0)

/** What is shown of the entry has to be made again. */
export const touch = ({ touched }: Transaction, key: string): void => {
  touched.set(key, undefined)
}

/** What is shown of one row, or of the row that an operation makes, has to be made again. */
export const touchRow = ({ touched }: Transaction, key: string, row: RowRef | Operation): void => {
  if (touched.has(key)) touched.get(key)?.push(row)
  else touched.set(key, [row])
}

/** An answer landed on the entry, or its user wrote it: what was known of it before is not certain any more. */
export const land = (tx: Transaction, key: string): void => {
  tx.landed.add(key)
  touch(tx, key)
}

/** Adds an operation, the newest, to the open ones. */
export const openOperation = (tx: Transaction, operation: Operation): void => {
  tx.overlay.operations = [...tx.overlay.operations, operation]
  tx.index.open.add(operation)
}

/** Takes an operation off the open ones: it failed, or became part of the server values. */
export const closeOperation = (tx: Transaction, operation: Operation): void => {
  const { insert } = tx.schema.recipeOf(operation)
  tx.overlay.operations = tx.overlay.operations.filter((open) => open !== operation)
  tx.index.open.remove(operation)
  for (const id of insert ? [standInId(operation), operation.madeId] : []) {
    if (insert && id !== undefined) tx.gone.push({ type: insert.type, id })
  }
}

/** Puts an operation in the place of the one of the same request. */
export const replaceOperation = (
  tx: Transaction,
  operation: Operation,
  next: Operation,
): Operation => {
  tx.overlay.operations = tx.overlay.operations.map((open) => (open === operation ? next : open))
  tx.index.open.replace(operation, next)
  tx.rowPlayer.carry(operation, next)
  return next
}

/** Puts the open operations in another order, or adds one among them. */
export const setOperations = (tx: Transaction, operations: readonly Operation[]): void => {
  tx.overlay.operations = operations
  tx.index.open = createOpenOperations(tx.schema, operations)
}
