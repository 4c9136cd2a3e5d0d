import { isGone, isMadeBy } from './aliases.ts'
import type { Lens } from './lens.ts'
import type { Operation, SettledOperation } from './operations.ts'
import type { Mode } from './row-player.ts'
import { stepOf } from './row-player.ts'
import type { InsertRecipe } from './schema.ts'
import { isChangedBy } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { entryOf, landedAt } from './transaction.ts'

/** How a settled operation becomes part of a server value. */
export interface Folding {
  /** The answer's row is known to be the newest. */
  readonly isWhole: boolean
  /** The row that it made, as it is known by now; `undefined` when it is gone again. */
  readonly created: object | undefined
}

/** Operations that are played on an entry. */
interface Play {
  readonly tx: Transaction
  readonly key: string
  readonly endpointName: string
  readonly originalArgs: unknown
  readonly operations: readonly Operation[]
  readonly mode: Mode
  /** The row that an insert puts in. */
  rowOf(operation: Operation, insert: InsertRecipe): object | undefined
}

/** An entry's value as open operations make it appear; the same value when they change nothing. */
export const showEntry = (
  tx: Transaction,
  key: string,
  value: unknown,
  operations: readonly Operation[],
): unknown => {
  const rowOf: Play['rowOf'] = (operation, insert) =>
    isGone(tx, operation) ? undefined : tx.rowPlayer.create(operation, insert)
  return play(value, { tx, key, ...entryIn(tx, key), operations, mode: 'shown', rowOf })
}

/** An entry's server value once a settled operation is part of it. */
export const foldEntry = (
  tx: Transaction,
  key: string,
  value: unknown,
  operation: SettledOperation,
  { isWhole, created }: Folding,
): unknown => {
  const mode = isWhole ? 'whole' : 'folded'
  const rowOf = () => created
  return play(value, { tx, key, ...entryIn(tx, key), operations: [operation], mode, rowOf })
}

const entryIn = (tx: Transaction, key: string) => {
  const { endpointName = '', originalArgs } = entryOf(tx, key) ?? {}
  return { endpointName, originalArgs }
}

const play = (value: unknown, it: Play): unknown => {
  const { schema } = it.tx
  let data = value
  for (const lens of schema.lensesOf(it.endpointName)) data = playRows(data, lens, it)
  for (const operation of it.operations) data = playWhole(data, operation, it)
  return data
}

/** Plays what operations do to the rows of one type: one walk over the rows, however many there are of either. */
const playRows = (data: unknown, lens: Lens, it: Play): unknown => {
  const { byId, inserts } = sortOut(lens, it)
  if (byId.size === 0 && inserts.length === 0) return data
  const before = lens.get(data)
  let rows = byId.size === 0 ? before : mapRows(before, lens, byId, it)
  const [only] = before
  if (rows.length === 0 && before.length === 1 && only && inserts.length === 0) {
    return playAlone(data, lens, byId.get(lens.idOf(only)) ?? [], it)
  }
  for (const [operation, insert] of inserts) {
    const row = it.rowOf(operation, insert)
    if (row) rows = insertInto(rows, row, { lens, operation, insert, before, tx: it.tx })
  }
  return rows === before ? data : lens.set(data, rows)
}

/** Which rows of a type the operations change, and which they make. */
const sortOut = (lens: Lens, it: Play) => {
  const byId = new Map<string, Operation[]>()
  const inserts: (readonly [Operation, InsertRecipe])[] = []
  for (const operation of it.operations) {
    const { insert, changesRow } = it.tx.schema.recipeOf(operation.endpointName)
    if (operation.row?.type === lens.type && changesRow) {
      const known = byId.get(operation.row.id)
      if (known) known.push(operation)
      else byId.set(operation.row.id, [operation])
    }
    if (insert?.type === lens.type && isInto(insert, operation, it)) {
      inserts.push([operation, insert])
    }
  }
  return { byId, inserts }
}

const isInto = (insert: InsertRecipe, operation: Operation, it: Play): boolean => {
  const accepts = () => insert.into[it.endpointName]?.(it.originalArgs, operation.arg) ?? false
  return it.tx.rowPlayer.ask(operation, false, accepts)
}

const mapRows = (
  before: readonly object[],
  lens: Lens,
  byId: ReadonlyMap<string, readonly Operation[]>,
  it: Play,
): readonly object[] => {
  let rows: (object | undefined)[] | undefined
  let isShorter = false
  for (let i = 0; i < before.length; i++) {
    const row = before[i] as object
    const operations = byId.get(lens.idOf(row))
    const next = operations ? playRow(row, operations, it) : row
    if (next === row) continue
    rows ??= before.slice()
    rows[i] = next
    isShorter ||= next === undefined
  }
  if (!rows) return before
  return (isShorter ? rows.filter((row) => row !== undefined) : rows) as readonly object[]
}

const playRow = (row: object, operations: readonly Operation[], { tx, mode }: Play) => {
  if (mode === 'shown') return tx.rowPlayer.show(row, operations)
  // One at a time is folded.
  const [operation] = operations
  return operation ? tx.rowPlayer.play(row, operation, mode) : row
}

/**
 * One operation after the other: data that cannot be without its row keeps it when it goes, as it was just before, and
 * what else is pending on it still shows.
 */
const playAlone = (
  data: unknown,
  lens: Lens,
  operations: readonly Operation[],
  { tx, mode }: Play,
): unknown =>
  operations.reduce((value, operation) => {
    const [row] = lens.get(value)
    const next = row && tx.rowPlayer.play(row, operation, mode)
    return next === row ? value : lens.set(value, next ? [next] : [])
  }, data)

interface Inserting {
  readonly tx: Transaction
  readonly lens: Lens
  readonly operation: Operation
  readonly insert: InsertRecipe
  /** The rows that were there: one that a later operation takes away was there all the same. */
  readonly before: readonly object[]
}

const insertInto = (
  rows: readonly object[],
  row: object,
  { tx, lens, operation, insert, before }: Inserting,
): readonly object[] => {
  const id = lens.idOf(row)
  // An answer that came meanwhile may show the very row that is being made.
  const isThere = (other: object): boolean => {
    const otherId = lens.idOf(other)
    return otherId === id || isMadeBy(tx, operation, lens.type, otherId)
  }
  if (rows.some(isThere) || (before !== rows && before.some(isThere))) return rows
  return insert.at === 'end' ? [...rows, row] : [row, ...rows]
}

const playWhole = (value: unknown, operation: Operation, it: Play): unknown => {
  const { tx, key, endpointName, originalArgs: queryArg } = it
  const recipe = tx.schema.recipeOf(operation.endpointName).entries[endpointName]
  if (!recipe || !isChangedBy(tx, operation, key)) return value
  const isCertain = landedAt(tx, key) <= operation.startedAt
  return tx.rowPlayer.ask(operation, value, () =>
    recipe.update(value, { ...stepOf(operation), queryArg, isCertain }),
  )
}
