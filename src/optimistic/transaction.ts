import type { Lens } from './lens.ts'
import type { Operation, Overlay, RowRef } from './operations.ts'
import type { RowIndex } from './row-index.ts'
import type { RowPlayer } from './row-player.ts'
import type { Entry, RtkState } from './rtk-query-state.ts'
import type { Schema } from './schema.ts'

/** The overlay while one action is dealt with. */
export type OverlayDraft = { -readonly [Key in keyof Overlay]: Overlay[Key] }

/** What all transactions of an api work with. */
export interface TransactionParts {
  readonly schema: Schema
  readonly rowPlayer: RowPlayer
  /** The cache key of an endpoint's argument. */
  keyOf(endpointName: string, queryArg: unknown): string | undefined
}

/** What an action finds. */
export interface Before {
  readonly rtk: RtkState
  readonly overlay: Overlay
  readonly index: RowIndex
}

/**
 * One action's change of the slice. What it changes is collected here, and written in one go at the end (finish.ts).
 * A plain record: every action of the api makes one.
 */
export interface Transaction extends TransactionParts {
  /** RTK Query's state after its own reducer, but for its entries. */
  readonly rtk: RtkState
  /** The entries as they were before. */
  readonly queries: RtkState['queries']
  readonly index: RowIndex
  readonly overlay: OverlayDraft
  /** Entries that are not as before, by cache key; `undefined` where one goes. */
  readonly entries: Map<string, Entry | undefined>
  /** Server values that are not as before. */
  readonly server: Map<string, unknown>
  /** The entries that an answer landed on. */
  readonly landed: Set<string>
  /** What has to be shown again, by cache key: single rows, or `undefined` for all of the entry. */
  readonly touched: Map<string, RowRef[] | undefined>
  /** What is known already to be shown. */
  readonly onTop: Map<string, unknown>
  /** A row that had an alias may be gone, or its maker. */
  hasStaleAliases: boolean
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
  { schema, rowPlayer, keyOf }: TransactionParts,
  { rtk, overlay, index }: Before,
  next: RtkState,
  reduced: readonly string[],
  clock = overlay.clock + 1,
): Transaction => ({
  schema,
  rowPlayer,
  keyOf,
  rtk: next,
  queries: rtk.queries,
  index,
  overlay: { ...overlay, clock },
  entries: new Map(reduced.map((key) => [key, next.queries[key]])),
  server: new Map(),
  landed: new Set(),
  touched: new Map(),
  onTop: new Map(),
  hasStaleAliases: false,
  hasNewTargets: false,
})

/** The entry as it is by now. */
export const entryOf = ({ entries, queries }: Transaction, key: string): Entry | undefined =>
  entries.has(key) ? entries.get(key) : queries[key]

/** How an entry shows rows of a type. */
export const lensOn = (tx: Transaction, key: string, type: string): Lens | undefined =>
  tx.schema.lensOf(entryOf(tx, key)?.endpointName, type)

/** What the server last said. */
export const serverValue = ({ server, overlay, queries }: Transaction, key: string): unknown => {
  if (server.has(key)) return server.get(key)
  const base = overlay.base[key]
  return base ? base.value : queries[key]?.data
}

/** The clock when an answer last landed on the entry; known while operations are open on it. */
export const landedAt = ({ landed, overlay }: Transaction, key: string): number =>
  landed.has(key) ? overlay.clock : (overlay.base[key]?.landedAt ?? 0)

/** What is shown of the entry has to be made again. */
export const touch = ({ touched, onTop }: Transaction, key: string): void => {
  touched.set(key, undefined)
  onTop.delete(key)
}

/** What is shown of one row has to be made again. */
export const touchRow = ({ touched }: Transaction, key: string, row: RowRef): void => {
  if (touched.has(key)) touched.get(key)?.push(row)
  else touched.set(key, [row])
}

/** An answer landed on the entry, or its user wrote it: what was known of it before is not certain any more. */
export const land = (tx: Transaction, key: string): void => {
  tx.landed.add(key)
  touch(tx, key)
}

/** Takes an operation off the open ones: it failed, or becomes part of the server values. */
export const closeOperation = (tx: Transaction, { requestId, endpointName }: Operation): void => {
  tx.overlay.operations = tx.overlay.operations.filter((open) => open.requestId !== requestId)
  if (tx.schema.recipeOf(endpointName).insert) tx.hasStaleAliases = true
}
