import type { Operation, SettledOperation } from '../operations/operation.ts'
import { settle } from '../operations/operation.ts'
import { shareStructure } from '../rows/identity.ts'
import { dateRow, notePast } from '../rows/row-index.ts'
import { areRelated, conflictOf, overlappedBy } from './conflicts.ts'
import { createdRow, nameCreated, renameTargets } from './created-rows.ts'
import { playOperation } from './fold.ts'
import { spreadNested } from './landing.ts'
import { keepProven } from './proven.ts'
import { withReads } from './read-rows.ts'
import { isRelative } from './relative.ts'
import { insertRow, writeRow, writeValue } from './server-values.ts'
import { putInOrder } from './settled-order.ts'
import { targetsOf } from './targets.ts'
import { noteChanges } from './told.ts'
import type { Transaction } from './transaction.ts'
import {
  closeOperation,
  land,
  landedAt,
  replaceOperation,
  replaceOperations,
  serverValue,
  setOperations,
  touch,
} from './transaction.ts'

/** The answer of an open operation came: it becomes part of the server values, unless it has to wait for an older one. */
export const settleOpen = (tx: Transaction, operation: Operation, result: unknown): void => {
  const overlapped = overlappedBy(tx, operation)
  const settled = settle(operation, tx.overlay.clock, result)
  const isThere = isHeld(tx, settled, createdRow(tx, settled)?.id)
  const conflict = isThere ? undefined : conflictOf(tx, operation)
  if (conflict === undefined || isRelative(tx, operation)) {
    closeOperation(tx, operation)
    foldSettled(tx, settled)
  } else if (conflict === 'all') {
    replaceOperation(tx, operation, withName(tx, settled))
    // It waits, but what its answer says shows already.
    for (const key of targetsOf(tx, settled)) touch(tx, key)
  } else {
    foldSettled(tx, { ...settled, except: conflict })
    replaceOperation(tx, operation, { ...settled, only: conflict })
  }
  replaceOperations(tx, overlapped, (one) => ({ ...one, isOverlapped: true }))
  releaseSettled(tx)
}

/** Does an answer show the row that was made already? Then all that is open is played over it, and it waits for nothing. */
const isHeld = (tx: Transaction, { endpointName }: Operation, madeId: string | undefined) => {
  const { insert } = tx.schema.recipeOf(endpointName) ?? {}
  return insert && madeId !== undefined && tx.index.rows.find(insert.type, madeId) !== undefined
}

/** A row that was made has its real id, though it is not part of the server values yet. */
const withName = (tx: Transaction, settled: SettledOperation): SettledOperation => {
  const created = createdRow(tx, settled)
  return created ? nameCreated(tx, settled, created.id) : settled
}

const isSettled = (operation: Operation): operation is SettledOperation =>
  operation.status === 'settled'

/** Settled operations become part of the server values once nothing older holds them back. */
export const releaseSettled = (tx: Transaction): void => {
  // One at a time: what becomes part of them may rename, or free, the others.
  while (tx.index.open.waiting > 0 && releaseOne(tx));
}

const releaseOne = (tx: Transaction): boolean => {
  for (const operation of tx.overlay.operations) {
    if (!isSettled(operation)) continue
    const isThere = isHeld(tx, operation, operation.madeId)
    const conflict = isThere ? undefined : conflictOf(tx, operation)
    // What waits for some rows alone is part of the server values already.
    if (conflict === 'all' || (conflict && operation.only)) continue
    if (conflict) replaceOperation(tx, operation, { ...operation, only: conflict })
    else closeOperation(tx, operation)
    foldSettled(tx, conflict ? { ...operation, except: conflict } : operation)
    return true
  }
  return false
}

/** Makes a settled operation part of every server value that it is about. */
const foldSettled = (tx: Transaction, settled: SettledOperation): void => {
  const operation = withReads(tx, settled)
  const { row, insert } = tx.schema.recipeOf(operation.endpointName) ?? {}
  const keys = targetsOf(tx, operation)
  // All entries or none: list and detail must not differ in what they took over from the answer.
  const isWhole =
    !operation.isOverlapped &&
    keys.every((key) => landedAt(tx, key) <= operation.startedAt) &&
    !isAnyInFlight(tx, keys)
  const created = insert && createdRow(tx, operation)
  const named = created ? nameCreated(tx, operation, created.id) : operation
  for (const key of keys) foldInto(tx, key, named, isWhole, created?.row)
  if (created) renameTargets(tx, operation, created.id)
  const record = operation.row && tx.index.rows.find(operation.row.type, operation.row.id)
  const { rowPlayer } = tx
  const play = (one: object) => rowPlayer.play(one, operation, 'folded')
  notePast(record, { at: operation.endedAt, play })
  if (isWhole && row?.answer && record) {
    record.writtenAt = Math.max(record.writtenAt, operation.endedAt)
    dateRow(record, Math.max(record.since, operation.startedAt))
    record.writtenBy = undefined
    record.writtenFields = undefined
  }
  const madeRecord = insert && created && tx.index.rows.find(insert.type, created.id)
  const isShown = madeRecord !== undefined
  notePast(madeRecord, { at: operation.endedAt, play: (one) => one })
  if (insert && created && !isShown) tx.gone.push({ type: insert.type, id: created.id })
  // The row that it made is gone already: no read may be given it again.
  if (insert && !created) return
  const { only: _folded, ...whole } = isShown ? { ...named, isSeen: true } : operation
  const others = tx.overlay.settled.filter((one) => one.requestId !== whole.requestId)
  tx.overlay.settled = putInOrder(tx, others, whole)
}

const foldInto = (
  tx: Transaction,
  key: string,
  operation: SettledOperation,
  isWhole: boolean,
  created: object | undefined,
): void => {
  const recipe = tx.schema.recipeOf(operation.endpointName)
  const mode = isWhole ? 'whole' : 'folded'
  const { row, only } = operation
  if (recipe && !recipe.changesEntries && !only) {
    const change = (one: object) => tx.rowPlayer.play(one, operation, mode)
    if (!recipe.insert && row && writeRow(tx, key, row, change)) return
    const isAtEnd = recipe.insert?.at === 'end'
    if (!row && created && insertRow(tx, key, operation, created, isAtEnd)) return
  }
  const before = serverValue(tx, key)
  const next = foldValue(tx, key, before, operation, mode, created)
  const others = tx.overlay.operations
  const value = keepProven(tx, key, operation, { others, before, next })
  writeValue(tx, key, value)
  if (recipe?.changesEntries) noteChanges(tx, key, before, value, operation)
  else spreadNested(tx, key, before, operation, created)
}

/** An entry's data once a settled operation is part of it. */
export const foldValue = (
  tx: Transaction,
  key: string,
  data: unknown,
  operation: SettledOperation,
  mode: 'folded' | 'whole',
  created: object | undefined,
): unknown => {
  const next = playOperation(tx, key, data, operation, mode, created)
  const layers = tx.index.layers.get(key)
  // What was shown all along becomes the server's: the very object, so that nothing has to be played or rendered again.
  if (!layers || layers.base !== data) return next
  if (layers.operations[0]?.requestId !== operation.requestId) return next
  return shareStructure(layers.after[0], next)
}

const isAnyInFlight = (tx: Transaction, keys: readonly string[]): boolean =>
  Object.values(tx.overlay.inflight).some(({ queryCacheKey }) => keys.includes(queryCacheKey))

/** Is a read in flight that started before the operation settled, and may land without knowing of it? */
const isAwaited = (tx: Transaction, { endpointName, endedAt, row }: SettledOperation): boolean => {
  const { overlay, schema, index } = tx
  const queries = schema.recipeOf(endpointName)?.queries
  for (const requestId in overlay.inflight) {
    const read = overlay.inflight[requestId]
    if (read && read.startedAt < endedAt && queries?.has(read.endpointName)) return true
  }
  // The answer of a create is as old as the row, and may be the row that this operation is about.
  return (
    row !== undefined &&
    index.open.inserts.some(
      (open) =>
        open.startedAt < endedAt && schema.recipeOf(open.endpointName)?.insert?.type === row.type,
    )
  )
}

/** Another client's mutation, told by a push: settled from the start. */
export const tellSettled = (tx: Transaction, operation: Operation, result: unknown): void => {
  const settled = settle(operation, tx.overlay.clock, result)
  const keys = targetsOf(tx, settled)
  const { operations } = tx.overlay
  const isWaiting = (open: Operation) => open.status === 'settled' && areRelated(tx, open, settled)
  const after = operations.map(isWaiting).lastIndexOf(true) + 1
  // What waits there for an older answer took effect before this did: it goes on top of that, and waits too.
  if (after > 0) {
    const waiting = withName(tx, settled)
    setOperations(tx, [...operations.slice(0, after), waiting, ...operations.slice(after)])
  } else foldSettled(tx, settled)
  for (const key of keys) land(tx, key)
}

/** Forgets the settled operations that no read in flight can miss any more, nor one that they are on top of. */
export const forgetSettled = (tx: Transaction): void => {
  const { settled } = tx.overlay
  if (settled.length === 0) return
  const kept: SettledOperation[] = []
  for (const operation of settled) {
    const isOnTop = () =>
      kept.some((older) => older.endedAt > operation.endedAt && areRelated(tx, older, operation))
    if (isAwaited(tx, operation) || isOnTop()) kept.push(operation)
  }
  if (kept.length < settled.length) tx.overlay.settled = kept
}
