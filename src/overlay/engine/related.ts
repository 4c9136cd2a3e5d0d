import type { RowRef, SettledOperation } from '../operations/operation.ts'
import { isRow } from '../operations/operation.ts'
import { byId } from './answered.ts'
import { isTold, meet, rowsOf } from './conflicts.ts'
import { playOperation } from './fold.ts'
import type { Transaction } from './transaction.ts'
import { placesIn, serverValue } from './transaction.ts'

// Operations that settled are played again over answers that miss them. Those that could change the same keep their order.

/** Would one on whole entries change some of these rows again? What it did may have been there before its answer was. */
const wouldChange = (tx: Transaction, whole: SettledOperation, refs: readonly RowRef[]): boolean =>
  whole.keys.some((key) => {
    const before = serverValue(tx, key)
    const after = playOperation(tx, key, before, whole, 'folded', undefined)
    if (after === before) return false
    return [...placesIn(tx, key).values()].some((place) => {
      const [old, next] = [before, after].map((data) => byId(place, place.get(data)))
      return refs.some(({ type, id }) => type === place.type && old?.get(id) !== next?.get(id))
    })
  })

/** Did one on whole entries change what the other did? Of rows that were told that is known, unless they are gone since. */
const hasChanged = (tx: Transaction, whole: SettledOperation, other: SettledOperation): boolean => {
  if (!tx.schema.recipeOf(whole).changesEntries) return false
  const told = other.startedAt === other.endedAt ? rowsOf(tx, other) : []
  if (told.length === 0) return meet(tx, whole, other)
  const { endedAt } = whole
  const isNoted = ({ type, id }: RowRef) => {
    const record = tx.index.rows.find(type, id)
    return !record || record.since >= endedAt || record.past.some(({ at }) => at === endedAt)
  }
  return told.some(isNoted) || wouldChange(tx, whole, told)
}

/** Could two operations that settled change the same? Entries may have come and gone since. */
export const areRelated = (tx: Transaction, a: SettledOperation, b: SettledOperation): boolean =>
  (a.scope !== undefined && a.scope === b.scope) ||
  isTold(tx, a, (ref) => isTold(tx, b, isRow(ref))) ||
  hasChanged(tx, a, b) ||
  hasChanged(tx, b, a)
