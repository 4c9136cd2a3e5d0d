import { byId } from '../engine/answered.ts'
import { isTold } from '../engine/conflicts.ts'
import { matchCreated } from '../engine/created-rows.ts'
import { landRows } from '../engine/landing.ts'
import { playMissed } from '../engine/missed.ts'
import { changeRow, writeValue } from '../engine/server-values.ts'
import { findDetails, findTargets, isHeld, isHeldIn, isTarget } from '../engine/targets.ts'
import { noteChanges } from '../engine/told.ts'
import type { Transaction } from '../engine/transaction.ts'
import { entryOf, land, placesIn, rowsInEntry, serverValue } from '../engine/transaction.ts'
import type { Operation, RowRef } from '../operations/operation.ts'
import { isRow } from '../operations/operation.ts'
import { changeRows } from '../recipes/change-rows.ts'
import { dropOperations, forgetDone } from './mutations.ts'

/** A read leaves. */
export const startRead = (
  tx: Transaction,
  requestId: string,
  read: { readonly queryCacheKey: string; readonly endpointName: string },
): void => {
  const startedAt = tx.overlay.clock
  tx.overlay.inflight = { ...tx.overlay.inflight, [requestId]: { ...read, startedAt } }
  findDetails(tx, read.queryCacheKey)
}

/** A read is over, with an answer or without. */
export const endRead = (tx: Transaction, requestId: string): void => {
  const { [requestId]: _ended, ...others } = tx.overlay.inflight
  tx.overlay.inflight = others
}

/** What an answer says. */
export interface Answer {
  /** The entry's data with it, as RTK Query made it. */
  readonly data: unknown
  /** The part of the data that was answered: the new page of several, what was merged into what was there. */
  readonly told: unknown
  /** The overlay's clock when the request left. */
  readonly sentAt: number
}

/**
 * An answer lands on an entry. It is taken as it is but for what it cannot know: operations that settled after it was
 * asked for, and rows that another answer brought since.
 */
export const landAnswer = (tx: Transaction, key: string, { data, told, sentAt }: Answer): void => {
  findTargets(tx, key)
  matchTold(tx, key, told)
  const isIn = ({ type, id }: RowRef) => {
    const place = rowsInEntry(tx, key, type)
    return place?.get(told).some((row) => place.idOf(row) === id) === true
  }
  const untold = serverValue(tx, key) === undefined ? [] : untoldIn(tx, key, told, data)
  const isPartial = untold.length > 0
  // Of a row that others hold too, an entry tells only if it is one of these, or is changed as a whole.
  const isAbout = (operation: Operation) => {
    const { row, keys } = operation
    if (!row || keys.includes(key) || !isHeld(tx, row)) return isTarget(tx, operation, key)
    return isHeldIn(tx, row, key)
  }
  const answered = tx.overlay.operations.filter(
    (operation) =>
      operation.status === 'unknown' &&
      operation.endedAt <= sentAt &&
      (isTold(tx, operation, isIn) || (!isPartial && isAbout(operation))),
  )
  land(tx, key)
  dropOperations(tx, answered)
  const { value: played, changes } = playMissed(tx, key, data, sentAt)
  // Those have what settled since.
  const value = untold.reduce(
    (next, { place, all, rows }) =>
      // A row that stands there more than once may be several objects: each that nothing was done to is what it was.
      changeRows(place, next, (row, id) => (all.has(row) ? row : (rows.get(id) ?? row))),
    played,
  )
  const landed = landRows(tx, { key, before: serverValue(tx, key), sentAt }, value)
  const dating = { writtenAt: sentAt, onlyChanged: isPartial, kept: landed.kept }
  writeValue(tx, key, landed.value, dating)
  const newer = new Set<number>()
  for (const change of changes) {
    noteChanges(tx, key, change, newer, landed.kept)
    newer.add(change.operation.endedAt)
  }
  forgetDone(tx, answered)
}

/** The rows of the data that the answer tells nothing of, where it is about a part of that alone. */
const untoldIn = (tx: Transaction, key: string, told: unknown, data: unknown) => {
  if (told === data) return []
  const untold = [...placesIn(tx, key).values()].map((place) => {
    const ids = new Set(place.get(told).map(place.idOf))
    const all = place.get(data)
    const rows = all.filter((row) => !ids.has(place.idOf(row)))
    return { place, all: new Set(all), rows: byId(place, rows) }
  })
  return untold.filter(({ rows }) => rows.size > 0)
}

/** Rows that are being made may be among the told ones. */
const matchTold = (tx: Transaction, key: string, told: unknown): void => {
  for (const place of placesIn(tx, key).values()) matchCreated(tx, place, place.get(told))
}

/**
 * The user wrote the entry: that is a server value like any other, and the newest.
 *
 * @param sentAt the overlay's clock of what was written.
 */
export const landWrite = (
  tx: Transaction,
  key: string,
  value: unknown,
  sentAt = tx.overlay.clock,
  dating = { writtenAt: sentAt, onlyChanged: true },
): void => {
  const before = serverValue(tx, key)
  if (before === undefined) findTargets(tx, key)
  matchTold(tx, key, value)
  const { value: next, kept } = landRows(tx, { key, before, sentAt }, value)
  writeValue(tx, key, next, { ...dating, kept })
  land(tx, key)
}

/** An entry that no request of this store brought: it replaces what is there, and any answer replaces it. */
export const landRestored = (tx: Transaction, key: string, value: unknown, sentAt?: number) =>
  landWrite(tx, key, value, sentAt, { writtenAt: 0, onlyChanged: false })

/** A rejected read tells that rows are gone: it is the answer for operations on them, and nothing shows them any more. */
export const landGone = (tx: Transaction, key: string, error: unknown, sentAt: number): void => {
  const { endpointName, originalArgs } = entryOf(tx, key) ?? {}
  for (const [type, place] of tx.schema.rowsIn(endpointName)) {
    const id = place.goneId(error, originalArgs)
    if (id === undefined) continue
    const ref = { type, id }
    dropOperations(
      tx,
      tx.overlay.operations.filter(
        (operation) =>
          operation.status === 'unknown' &&
          operation.endedAt <= sentAt &&
          (isTold(tx, operation, isRow(ref)) || operation.keys.includes(key)),
      ),
    )
    removeRow(tx, key, ref, sentAt)
  }
}

/** Takes a row out of the other entries that show it, unless it was seen since. */
const removeRow = (tx: Transaction, key: string, ref: RowRef, sentAt: number): void => {
  const record = tx.index.rows.find(ref.type, ref.id)
  if (!record || record.writtenAt > sentAt) return
  record.isGone = true
  for (const other of [...record.positions.keys()]) {
    if (other !== key) changeRow(tx, other, ref, () => undefined)
  }
}
