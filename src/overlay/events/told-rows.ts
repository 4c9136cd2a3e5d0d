import { isTold } from '../engine/conflicts.ts'
import { spreadNested } from '../engine/landing.ts'
import { changeRead } from '../engine/read-rows.ts'
import { knownRow, writeRow, writeValue } from '../engine/server-values.ts'
import { putTold } from '../engine/settled-order.ts'
import { playTold, tellRow } from '../engine/told.ts'
import type { Transaction } from '../engine/transaction.ts'
import { land, serverValue } from '../engine/transaction.ts'
import type { Operation, RowRef, SettledOperation } from '../operations/operation.ts'
import { rowKey } from '../operations/operation.ts'
import type { Tell, ToldRow } from '../operations/told.ts'
import { pickFields } from '../recipes/named-fields.ts'
import { TOLD } from '../recipes/schema.ts'
import { changedIn } from '../rows/identity.ts'
import { notePast, sinceIn } from '../rows/row-record.ts'
import { dropOperations, forgetDone } from './mutations.ts'

/**
 * Rows are told of, by a push or a poll of another kind: as if a read that left at that moment had answered them, in
 * every entry that holds them.
 */
export const landTold = (tx: Transaction, { requestId, rows, asOf }: Tell): void => {
  const { clock } = tx.overlay
  // The read, or the end of a mutation, that the clock counted last was before.
  const at = Math.min((asOf ?? clock) + 2 ** -21, clock)
  const answered = new Map(rows.map((one) => [rowKey(one.type, one.id), one]))
  const isEnded = (operation: Operation) =>
    operation.status === 'unknown' &&
    operation.endedAt <= at &&
    isTold(tx, operation, (ref) =>
      isAnswered(tx, operation, ref, answered.get(rowKey(ref.type, ref.id))),
    )
  const ended = tx.overlay.operations.filter(isEnded)
  dropOperations(tx, ended)

  const find = ({ type, id }: ToldRow) => tx.index.rows.find(type, id)
  const laterOn = (one: ToldRow) => {
    const { past = [] } = find(one) ?? {}
    return past.slice(sinceIn(past, at))
  }
  const news = rows.filter((one) => {
    const { since = at } = find(one) ?? {}
    return since <= at && (one.fields !== undefined || laterOn(one).length === 0)
  })
  /** What was done to the row later is done to what is told of it. */
  const change: typeof tellRow = (parts, row, one) => {
    const told = tellRow(parts, row, one)
    const later = laterOn(one)
    if (!told || told === row || later.length === 0) return told
    const played = later.reduce((value, { play }) => play(value) ?? value, told)
    const fields = pickFields(played, (name) => Object.hasOwn(one.fields ?? {}, name))
    return tellRow(parts, row, { ...one, fields })
  }
  for (const [key, told] of byEntry(tx, news)) {
    writeTold(tx, key, told, change, at)
    land(tx, key)
  }
  forgetDone(tx, ended)
  for (const one of news) changeRead(tx, one, (row) => change(tx, row, one))
  const { schema } = tx
  for (const one of news) {
    const record = find(one)
    // What settled is put in order by what it changed.
    const isAll = one.isWhole && tx.overlay.settled.length === 0
    if (record && isAll) record.past = laterOn(one)
    if (record) record.isGone = !one.fields
    notePast(record, { at, play: (row) => tellRow({ schema }, row, one) })
  }
  keepForReads(tx, { requestId, at, news })
}

/** By the key of each entry that holds some of the rows. */
const byEntry = (tx: Transaction, rows: readonly ToldRow[]) => {
  const found = new Map<string, ToldRow[]>()
  for (const one of rows) {
    for (const key of tx.index.rows.holdersOf(one)) {
      const told = found.get(key)
      if (told) told.push(one)
      else found.set(key, [one])
    }
  }
  return found
}

const writeTold = (
  tx: Transaction,
  key: string,
  told: readonly ToldRow[],
  change: typeof tellRow,
  at: number,
): void => {
  const [first] = told
  const before = serverValue(tx, key)
  const isWritten =
    told.length === 1 && first && writeRow(tx, key, first, (row) => change(tx, row, first))
  if (!isWritten) {
    const value = playTold(tx, key, before, told, change)
    if (value === before) return
    writeValue(tx, key, value)
  }
  spreadNested(tx, key, before, at, told)
}

/** Does what is told of a row say whether the operation was carried out? Some fields do where it changes no others. */
const isAnswered = (
  tx: Transaction,
  operation: Operation,
  ref: RowRef,
  told: ToldRow | undefined,
): boolean => {
  if (!told?.fields || told.isWhole) return told !== undefined
  const known = knownRow(tx, ref)
  const next = known && tx.rowPlayer.play(known, operation, 'shown')
  const changed = known && next ? changedIn(known, next) : {}
  return Object.keys(changed).every((name) => Object.hasOwn(told.fields ?? {}, name))
}

/** Reads that left before that moment are told, too, when they land. */
const keepForReads = (
  tx: Transaction,
  { requestId, at, news }: { requestId: string; at: number; news: readonly ToldRow[] },
): void => {
  if (news.length === 0) return
  const told: SettledOperation = {
    requestId,
    endpointName: TOLD,
    arg: news,
    startedTimeStamp: 0,
    row: undefined,
    scope: undefined,
    keys: [],
    startedAt: at,
    status: 'settled',
    endedAt: at,
    result: undefined,
  }
  tx.overlay.settled = putTold(tx, tx.overlay.settled, told)
}
