import type { IdPair } from '../operations/named-ids.ts'
import { replaceIds } from '../operations/named-ids.ts'
import type { Operation } from '../operations/operation.ts'
import { standInId } from '../operations/operation.ts'
import type { ToldRow } from '../operations/told.ts'
import type { IdsOf, InsertRecipe } from '../recipes/any-recipe.ts'
import { changeRowsOf } from '../recipes/change-rows.ts'
import { freezeNew, gone } from '../recipes/draft.ts'
import type { RowsIn } from '../recipes/rows-in.ts'
import { TOLD } from '../recipes/schema.ts'
import type { Mode } from '../rows/player.ts'
import { stepOf } from '../rows/player.ts'
import { takeBack } from './answered.ts'
import { madeBy } from './created-rows.ts'
import { playRow } from './proven.ts'
import { createGetRow } from './read-rows.ts'
import { idsOf, isDetail } from './targets.ts'
import { playTold, tellRow } from './told.ts'
import type { Transaction } from './transaction.ts'
import { entryOf, landedAt, rowsInEntry } from './transaction.ts'

// The one fold: what is shown of an entry is its server value with the open operations played over it in the order of
// their calls; each sees what the ones before it made, and does all that it does at once.

/**
 * Plays one operation on an entry's data; the same object when it changes nothing.
 *
 * @param made the row that it makes, if any.
 */
export const playOperation = (
  tx: Transaction,
  key: string,
  data: unknown,
  operation: Operation,
  mode: Mode,
  made: object | undefined,
): unknown => {
  const recipe = tx.schema.recipeOf(operation)
  const { endpointName } = entryOf(tx, key) ?? {}
  const places = tx.schema.rowsIn(endpointName)
  // An entry may be about to get its first data, in this very action.
  if (data === undefined && !isDetail(tx, operation, key)) return data
  if (operation.endpointName === TOLD) {
    return playTold(tx, key, data, operation.arg as readonly ToldRow[], tellRow)
  }
  const { row, keys } = operation
  let next: unknown = data
  const ofRow = row && recipe.changesRow ? places.get(row.type) : undefined
  if (row && ofRow) {
    const change = (one: object) => playRow(tx, row, one, operation, mode)
    next = changeRowsOf(ofRow, data, idsOf(tx, row), change)
  }
  if (keys.includes(key)) {
    const { insert } = recipe
    const ofMade = insert && places.get(insert.type)
    if (insert && ofMade && stands(tx, key, operation, insert)) {
      next = insertRow(ofMade, next, operation, insert, made)
    }
    next = changeEntry(tx, key, next, operation, mode)
  }
  return next
}

/**
 * Plays one open operation on what an entry shows without it.
 *
 * @param server the value that all of them are played over; an answered one is part of it.
 * @param mode `missed` where that becomes a server value: then no open one has a part in the rows that it reads.
 */
export const showOperation = (
  tx: Transaction,
  key: string,
  data: unknown,
  operation: Operation,
  server: unknown,
  mode: Mode = 'shown',
): unknown => {
  const isAnswered = operation.status === 'settled'
  const made = isAnswered ? undefined : madeBy(tx, operation)
  const next = playOperation(tx, key, data, operation, mode, made)
  if (!isAnswered) return next
  const getRow = createGetRow(tx, key, operation, mode, showOperation)
  return takeBack(tx, key, operation, { data, next, server, getRow })
}

/** Does the new row of an operation stand in an entry that the operation is about? */
export const stands = (
  tx: Transaction,
  key: string,
  operation: Operation,
  { into }: InsertRecipe,
): boolean => {
  const { endpointName = '', originalArgs } = entryOf(tx, key) ?? {}
  if (!operation.keys.includes(key)) return false
  const accepts = into[endpointName]
  if (!accepts) return isDetail(tx, operation, key)
  // It may be about the entry for another reason.
  const { entries } = tx.schema.recipeOf(operation)
  return (
    !entries?.[endpointName] ||
    tx.schema.ask(false, () => accepts(originalArgs, operation.arg), operation)
  )
}

const insertRow = (
  place: RowsIn,
  data: unknown,
  operation: Operation,
  { at }: InsertRecipe,
  row: object | undefined,
): unknown => {
  if (!row) return data
  const rows = place.get(data)
  // An answer that came meanwhile may show the very row that is being made.
  const isThere = (one = '') => one !== '' && place.indexOf(rows, one) >= 0
  if (isThere(place.idOf(row)) || isThere(operation.madeId)) return data
  return place.set(data, freezeNew(rows, at === 'end' ? [...rows, row] : [row, ...rows]))
}

/** The argument, in which a row in the making has the id that the entry shows it with. */
const argIn = (
  tx: Transaction,
  key: string,
  data: unknown,
  { arg, namesTemporary }: Operation,
): unknown => {
  if (!namesTemporary) return arg
  const { schema, index } = tx
  const ids = index.open.inserts.flatMap((maker): IdPair[] => {
    const { type = '' } = schema.recipeOf(maker).insert ?? {}
    const { madeId = '' } = maker
    const place = rowsInEntry(tx, key, type)
    const isHere = place && place.indexOf(place.get(data), madeId) >= 0
    return isHere ? [[schema.toId(type, standInId(maker)), schema.toId(type, madeId)]] : []
  })
  return replaceIds(arg, ids)
}

const changeEntry = (
  tx: Transaction,
  key: string,
  data: unknown,
  operation: Operation,
  mode: Mode,
): unknown => {
  const { endpointName = '', originalArgs: queryArg } = entryOf(tx, key) ?? {}
  const { entries, insert } = tx.schema.recipeOf(operation)
  const target = entries?.[endpointName]
  if (!target || data === undefined) return data
  const { where } = target
  const { ask, change } = tx.schema
  // It may be about the entry for another reason: its new row stands there.
  if (insert?.into[endpointName] && where && !ask(false, () => where(queryArg, operation.arg))) {
    return data
  }
  const isCertain = landedAt(tx, key) <= operation.startedAt
  const getRow = createGetRow(tx, key, operation, mode, showOperation)
  const arg = argIn(tx, key, data, operation)
  const step = { ...stepOf(operation), arg, queryArg, isCertain, getRow }
  const ids: IdsOf = (type, id) => idsOf(tx, { type, id })
  return ask<unknown>(
    data,
    () => {
      const next = change(data, target, (draft) => target.update(draft, step, ids))
      if (next === gone) throw new Error('An entry cannot go: its rows can.')
      return next
    },
    operation,
  )
}
