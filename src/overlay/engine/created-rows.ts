import type { IdPair } from '../operations/named-ids.ts'
import { replaceIds } from '../operations/named-ids.ts'
import type { Operation, RowRef, SettledOperation } from '../operations/operation.ts'
import { isRow, rowKey, standInId } from '../operations/operation.ts'
import type { InsertRecipe } from '../recipes/any-recipe.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import { isSame } from '../rows/identity.ts'
import { forgetRead } from './read-rows.ts'
import { serverRow } from './server-values.ts'
import { isGone, keysOfRow, targetsOf } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { replaceOperation, setOperations, touch } from './transaction.ts'

// A row that was made keeps the React key of the row that stood in for it: an alias. Which row of an answer is the one in
// the making is a guess until the mutation's own answer tells.

const insertOf = (tx: Transaction, operation: Operation): InsertRecipe | undefined =>
  tx.schema.recipeOf(operation).insert

const dropAlias = ({ overlay }: Transaction, key: string): void => {
  if (!Object.hasOwn(overlay.aliases, key)) return
  const { [key]: _dropped, ...aliases } = overlay.aliases
  overlay.aliases = aliases
}

const writeAlias = ({ overlay }: Transaction, key: string, operation: Operation): void => {
  overlay.aliases = { ...overlay.aliases, [key]: standInId(operation) }
}

/** An answer shows rows that nothing has shown before: is one of them still being made? It takes the stand-in's place. */
export const matchCreated = (tx: Transaction, place: RowsIn, told: readonly object[]): void => {
  const { type } = place
  const makers = tx.index.open.inserts.filter(
    (operation) => operation.madeId === undefined && insertOf(tx, operation)?.type === type,
  )
  if (makers.length === 0) return
  const unseen = new Set(told.filter((row) => !tx.index.rows.find(type, place.idOf(row))))
  for (const operation of makers) {
    const row = [...unseen].find((one) => isMade(tx, operation, one))
    if (!row) continue
    // One row cannot be two that are being made.
    unseen.delete(row)
    const madeId = place.idOf(row)
    replaceOperation(tx, operation, { ...operation, madeId, isSeen: true })
    // What names it by that id is about the stand-in, too.
    for (const other of operation.keys) touch(tx, other)
    writeAlias(tx, rowKey(type, madeId), operation)
    // Within a row that is taken away again it is in no entry, after all.
    tx.omitted.push({ type, id: madeId })
  }
}

const isMade = (tx: Transaction, operation: Operation, row: object): boolean => {
  const { arg, item = 0 } = operation
  const is = insertOf(tx, operation)?.isSame
  if (is) return tx.schema.ask(false, () => is(row, arg, item), operation)
  return looksLike(row, tx.rowPlayer.create(operation), standInId(operation))
}

/** Has the row all that its stand-in has, but for the id? Fields that only the server knows do not count. */
const looksLike = (row: object, made: object | undefined, standInId: string): boolean => {
  const fields = Object.entries(made ?? {}).filter(
    ([, value]) => value !== undefined && value !== standInId,
  )
  return (
    fields.length > 0 &&
    fields.every(([name, value]) => isSame(value, (row as Record<string, unknown>)[name]))
  )
}

/** The answer says what the row's real id is. Where its entries have shown that already, its key stays as it is. */
export const nameCreated = (
  tx: Transaction,
  operation: SettledOperation,
  id: string,
): SettledOperation => {
  const type = insertOf(tx, operation)?.type ?? ''
  const { madeId } = operation
  if (madeId === id) return operation
  forgetGuess(tx, operation)
  const positions = tx.index.rows.find(type, id)?.positions
  if (!operation.keys.some((key) => positions?.has(key))) {
    writeAlias(tx, rowKey(type, id), operation)
  }
  const { isSeen: _guessed, ...unseen } = operation
  return { ...unseen, madeId: id }
}

/** The row has its real id now: operations on the row in the making are about that. */
export const renameTargets = (tx: Transaction, operation: Operation, ref: RowRef): void => {
  const { type, id } = ref
  const temporary = standInId(operation)
  const isIt = isRow({ type, id: temporary })
  const { toId } = tx.schema
  const ids: readonly IdPair[] = [[toId(type, temporary), toId(type, id)]]
  const isAbout = (one: Operation) => one.namesTemporary || isIt(one.row)
  const rename = (one: Operation): Operation => {
    const arg = one.namesTemporary ? replaceIds(one.arg, ids) : one.arg
    if (isIt(one.row)) return { ...one, arg, row: { type, id } }
    return arg === one.arg ? one : { ...one, arg }
  }
  const { operations } = tx.overlay
  if (!operations.some(isAbout)) return
  const renamed = operations.map(rename)
  setOperations(tx, renamed)
  for (const [i, one] of renamed.entries()) {
    if (one !== operations[i]) for (const key of targetsOf(tx, one)) touch(tx, key)
  }
}

/** The row that was taken for the one in the making is another client's: it has its own key, like every row. */
export const forgetGuess = (tx: Transaction, operation: Operation): void =>
  dropAlias(tx, rowKey(insertOf(tx, operation)?.type ?? '', operation.madeId ?? ''))

/**
 * The row that a create made, as it is known by now: its answer shows the row as it was made, and what any other answer,
 * or an operation that settled since, says of it is newer. `undefined` when it is gone again.
 */
export const createdRow = (
  tx: Transaction,
  operation: SettledOperation,
): (RowRef & { readonly row: object }) | undefined => {
  const insert = insertOf(tx, operation)
  const answered = tx.rowPlayer.create(operation)
  if (!insert || !answered) return undefined
  const { type } = insert
  const id = `${tx.schema.rowId(type, answered)}`
  if (operation.madeId === id && isGone(tx, operation)) return undefined
  const row = tx.overlay.settled
    .filter((one) => isRow({ type, id })(one.row) && one.endedAt > operation.startedAt)
    .reduce<object | undefined>(
      (made, since) => made && tx.rowPlayer.play(made, since, 'folded'),
      answered,
    )
  const known = tx.index.rows.holdersOf({ type, id }).map((key) => serverRow(tx, key, { type, id }))
  return row && { type, id, row: Object.assign({}, row, ...known) }
}

/** The row that an open operation makes; nothing stands in for one that is gone. */
export const madeBy = (tx: Transaction, operation: Operation): object | undefined =>
  isGone(tx, operation) ? undefined : tx.rowPlayer.create(operation)

/** At the end of an action: rows that no entry holds need no stable key, unless they are still being made. */
export const cleanAliases = (tx: Transaction): void => {
  const { rows, open } = tx.index
  const isHidden = ({ type, id }: RowRef) => rows.find(type, id) === undefined
  const [gone, omitted] = [tx.gone.filter(isHidden), tx.omitted.filter(isHidden)]
  const makerOf = ({ type, id }: RowRef) => {
    const maker = open.makerOf(type, id)
    return maker?.madeId === id ? maker : undefined
  }
  forgetRead(tx, gone)
  for (const ref of gone) for (const key of makerOf(ref)?.keys ?? []) touch(tx, key)
  // Only an operation tells that a row is gone: an answer without it may be of an earlier moment.
  forgetSeen(tx, omitted)
  for (const ref of omitted) {
    const operation = makerOf(ref)
    if (!operation) continue
    const { madeId, isSeen: _seen, ...unmade } = operation
    // Operations that name the row by that id stay on it.
    const isNamed = open.byRow.get(ref.type)?.has(ref.id) && madeId !== undefined
    const next = isNamed ? { ...unmade, madeId } : unmade
    for (const key of keysOfRow(tx, ref)) touch(tx, key)
    replaceOperation(tx, operation, next)
  }
  for (const { type, id } of [...gone, ...omitted.filter((ref) => !makerOf(ref))]) {
    dropAlias(tx, rowKey(type, id))
  }
}

/** An answer, or an entry, is gone that showed these rows: those that made them may put them in again. */
const forgetSeen = (tx: Transaction, omitted: readonly RowRef[]): void => {
  const { settled } = tx.overlay
  if (omitted.length === 0 || settled.length === 0) return
  const ids = new Set(omitted.map(({ id }) => id))
  tx.overlay.settled = settled.map(({ isSeen, ...one }) =>
    isSeen && !ids.has(one.madeId ?? '') ? { ...one, isSeen } : one,
  )
}
