import type { Id } from '../operations/named-ids.ts'
import { valuesIn } from '../operations/named-ids.ts'
import type { Operation, RowRef } from '../operations/operation.ts'
import { rowKey, standInId } from '../operations/operation.ts'
import { isTemporaryId } from '../operations/temporary-ids.ts'
import type { Recipe } from '../recipes/schema.ts'
import { keysOfTag } from '../rtk-query/entries.ts'
import type { Transaction } from './transaction.ts'
import { entryOf, placesIn, replaceOperation, touch } from './transaction.ts'

// Which entries an operation is about: looked up, never searched for.

type Indexed = Pick<Transaction, 'index'>

/** The ids of a row: one that is being made has its temporary one, and that which an answer has shown it with. */
export const idsOf = ({ index }: Indexed, { type, id }: RowRef): readonly string[] => {
  const maker = index.open.makerOf(type, id)
  if (maker?.madeId === undefined) return [id]
  return [standInId(maker), maker.madeId]
}

/** A row that was made may be named by its temporary id for a while. */
export const realRow = (tx: Transaction, type: string, id: string): RowRef => {
  const prefix = rowKey(type, '')
  const isIt = ([key, temporary]: [string, string]) => temporary === id && key.startsWith(prefix)
  const [key] = (isTemporaryId(id) && Object.entries(tx.overlay.aliases).find(isIt)) || []
  const maker = tx.index.open.makerOf(type, id)
  return { type, id: key === undefined || maker ? id : key.slice(prefix.length) }
}

/** The keys of the entries that show a row: those that hold it, and those in which an open operation puts it. */
export const keysOfRow = (tx: Indexed, ref: RowRef): readonly string[] => {
  const { rows, open } = tx.index
  const ids = idsOf(tx, ref)
  const made = open.makerOf(ref.type, ref.id)?.keys
  const readers = ids.flatMap((id) => open.readersOf(ref.type, id))
  if (!made && readers.length === 0) return rows.holdersOf(ref)
  const holders = ids.flatMap((id) => rows.holdersOf({ ...ref, id }))
  return [...new Set([...holders, ...(made ?? []), ...readers.flatMap(({ keys }) => keys)])]
}

/** The row that an operation is about: the one that it changes, or makes, once an answer has shown that. */
const subjectOf = ({ schema }: Transaction, operation: Operation): RowRef | undefined => {
  const { row, madeId: id } = operation
  if (row || id === undefined) return row
  const { insert } = schema.recipeOf(operation)
  return insert && { type: insert.type, id }
}

/** The keys of every entry that an operation is about. */
export const targetsOf = (tx: Transaction, operation: Operation): readonly string[] => {
  const { keys } = operation
  const row = subjectOf(tx, operation)
  return row ? [...new Set([...keysOfRow(tx, row), ...keys])] : keys
}

/** Has the entry's server value the row, under any of its ids? */
export const isHeldIn = (tx: Transaction, ref: RowRef, key: string): boolean =>
  idsOf(tx, ref).some((id) => tx.index.rows.find(ref.type, id)?.positions.has(key))

/** Has any entry's server value the row? */
export const isHeld = (tx: Transaction, ref: RowRef): boolean =>
  idsOf(tx, ref).some((id) => tx.index.rows.find(ref.type, id) !== undefined)

const isRowIn = (tx: Transaction, operation: Operation, key: string): boolean => {
  const row = subjectOf(tx, operation)
  if (!row) return false
  // Nearly always it is there under the id that the operation names.
  const isThere = tx.index.rows.find(row.type, row.id)?.positions.has(key)
  return isThere || keysOfRow(tx, row).includes(key)
}

/** Is the operation about this entry? */
export const isTarget = (tx: Transaction, operation: Operation, key: string): boolean =>
  operation.keys.includes(key) || isRowIn(tx, operation, key)

/** Where the new row of an operation stands, and the entries that it changes as a whole. */
export const keysOf = (
  tx: Transaction,
  operation: Operation,
  recipe: Recipe,
): readonly string[] => {
  const { insert, entries } = recipe
  const names = new Set([...Object.keys(insert?.into ?? {}), ...Object.keys(entries ?? {})])
  return [...names].flatMap((name) =>
    [...tx.index.rows.entriesOf(name)].filter((key) => accepts(tx, operation, recipe, key)),
  )
}

/** Is the entry the row that the operation makes: is that asked for by its temporary id? */
export const isDetail = (tx: Transaction, operation: Operation, key: string): boolean => {
  const { endpointName, originalArgs } = entryOf(tx, key) ?? {}
  const { insert } = tx.schema.recipeOf(operation)
  const place = insert && tx.schema.rowsIn(endpointName).get(insert.type)
  const isIt = (id: Id) => String(id) === standInId(operation)
  return place?.isRow === true && valuesIn(originalArgs).some(isIt)
}

/** A read leaves that may be about a row in the making: until its answer comes it shows what is known. */
export const findDetails = (tx: Transaction, key: string): void => {
  for (const operation of tx.index.open.inserts) {
    if (operation.keys.includes(key) || !isDetail(tx, operation, key)) continue
    replaceOperation(tx, operation, { ...operation, keys: [...operation.keys, key] })
    touch(tx, key)
  }
}

const accepts = (tx: Transaction, operation: Operation, recipe: Recipe, key: string): boolean => {
  const { endpointName = '', originalArgs } = entryOf(tx, key) ?? {}
  const { arg } = operation
  const into = recipe.insert?.into[endpointName]
  const target = recipe.entries?.[endpointName]
  const isIt = (): boolean => {
    if (into?.(originalArgs, arg)) return true
    if (target?.where) return target.where(originalArgs, arg)
    const tags = target?.tags?.(arg)
    if (tags) return tags.some((tag) => keysOfTag(tx.rtk.provided, tag).includes(key))
    return target !== undefined && tx.keyOf(endpointName, target.at?.(arg)) === key
  }
  return tx.schema.ask(false, isIt, operation)
}

/** The operation, which may be about an entry that had no data, or other tags, before. */
export const withTarget = <O extends Operation>(tx: Transaction, operation: O, key: string): O => {
  const { keys } = operation
  const recipe = tx.schema.recipeOf(operation)
  const isNew = !keys.includes(key) && accepts(tx, operation, recipe, key)
  return isNew ? { ...operation, keys: [...keys, key] } : operation
}

/**
 * An answer landed on an entry: open operations may be about it now. Those that were stay: a `merge` list goes on under
 * the argument of its last page.
 */
export const findTargets = (tx: Transaction, key: string): void => {
  const { inserts, onEntries } = tx.index.open
  for (const operation of new Set([...inserts, ...onEntries])) {
    const next = withTarget(tx, operation, key)
    if (next === operation) continue
    replaceOperation(tx, operation, next)
    touch(tx, key)
  }
}

/** An entry goes: no operation is about it any more. */
export const leaveTargets = (tx: Transaction, key: string): void => {
  for (const operation of tx.overlay.operations) {
    if (!operation.keys.includes(key)) continue
    const keys = operation.keys.filter((other) => other !== key)
    replaceOperation(tx, operation, { ...operation, keys })
  }
}

/** Does any open operation change what the entry shows? */
export const isOpen = (tx: Transaction, key: string): boolean => {
  const { open } = tx.index
  if (open.inserts.some(({ keys }) => keys.includes(key))) return true
  if (open.onEntries.some(({ keys }) => keys.includes(key))) return true
  for (const type of placesIn(tx, key).keys()) {
    for (const id of open.byRow.get(type)?.keys() ?? []) {
      if (isHeldIn(tx, { type, id }, key)) return true
    }
  }
  return false
}

/** Is it known that the row which the operation makes was there, and is no more? */
export const isGone = ({ index, schema }: Transaction, operation: Operation): boolean => {
  const { madeId = '', isSeen } = operation
  const { type = '' } = schema.recipeOf(operation).insert ?? {}
  return isSeen === true && index.rows.find(type, madeId) === undefined
}
