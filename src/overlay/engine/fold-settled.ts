import type { Operation, SettledOperation } from '../operations/operation.ts'
import { isRow, isSettled } from '../operations/operation.ts'
import { shareStructure } from '../rows/identity.ts'
import type { Mode } from '../rows/player.ts'
import type { Past, RowRecord } from '../rows/row-record.ts'
import { dateRow, notePast } from '../rows/row-record.ts'
import { isTold } from './conflicts.ts'
import { createdRow, nameCreated, renameTargets } from './created-rows.ts'
import { playOperation, showOperation } from './fold.ts'
import { spreadNested } from './landing.ts'
import { keepProven, playRow, provenIn } from './proven.ts'
import { changeRead, changeReads, playAllIn } from './read-rows.ts'
import { insertRow, knownRow, writeRow, writeValue } from './server-values.ts'
import { putInOrder } from './settled-order.ts'
import { targetsOf } from './targets.ts'
import { noteChanges } from './told.ts'
import type { Transaction } from './transaction.ts'
import { landedAt, serverValue } from './transaction.ts'

/** The answered ones that took effect after this one, and are open. */
const answeredAfter = (tx: Transaction, { startedAt }: Operation): readonly SettledOperation[] =>
  tx.index.open.waiting === 0
    ? []
    : tx.overlay.operations.filter(isSettled).filter((one) => one.startedAt > startedAt)

/** When they settled. */
const endsOf = (operations: readonly SettledOperation[]): ReadonlySet<number> =>
  new Set(operations.map(({ endedAt }) => endedAt))

/** Makes a settled operation part of every server value that it is about. */
export const foldSettled = (tx: Transaction, operation: SettledOperation): SettledOperation => {
  const { row } = operation
  const recipe = tx.schema.recipeOf(operation)
  const keys = row ? targetsOf(tx, operation) : operation.keys
  const known = row && tx.index.rows.find(row.type, row.id)
  // A copy of the state does not know what was done to a row, but which operations are open.
  const isOvertaken =
    row !== undefined && answeredAfter(tx, operation).some((one) => isTold(tx, one, isRow(row)))
  // All entries or none: list and detail must not differ in what they took over from the answer.
  const isWhole =
    !isOvertaken &&
    !known?.past.some(({ at }) => at > operation.startedAt) &&
    keys.every((key) => landedAt(tx, key) <= operation.startedAt) &&
    !isAnyInFlight(tx, keys)
  const created = createdRow(tx, operation)
  const named = created ? nameCreated(tx, operation, created.id) : operation
  const newer = answeredAfter(tx, operation)
  for (const key of keys) foldInto(tx, key, named, { isWhole, newer, created: created?.row })
  if (created) renameTargets(tx, operation, created)
  const { rowPlayer } = tx
  const play = (one: object) => rowPlayer.play(one, operation, 'folded')
  tellReaders(tx, operation, play, newer)
  const record = noteOnRow(tx, operation, play, newer)
  if (isWhole && recipe.row?.answer && record) {
    record.writtenAt = Math.max(record.writtenAt, operation.endedAt)
    dateRow(record, Math.max(record.since, operation.startedAt))
    record.writtenBy = undefined
    record.writtenFields = undefined
  }
  const made = created && tx.index.rows.find(created.type, created.id)
  const isShown = made !== undefined
  notePast(made, { at: operation.endedAt, play: (one) => one })
  if (created && !isShown) tx.gone.push(created)
  // The row that it made is gone already: no read may be given it again.
  if (recipe.insert && !created) return operation
  const whole = isShown ? { ...named, isSeen: true } : operation
  tx.overlay.settled = putInOrder(tx, tx.overlay.settled, whole, newer)
  return named
}

/** Notes what was done to the row that an operation changes. Returns what is known of that row. */
const noteOnRow = (
  tx: Transaction,
  operation: SettledOperation,
  play: Past['play'],
  newer: readonly SettledOperation[],
): RowRecord | undefined => {
  const { row, endedAt } = operation
  const record = row && tx.index.rows.find(row.type, row.id)
  if (!record) return undefined
  notePast(record, { at: endedAt, play }, endsOf(newer))
  const left = knownRow(tx, row)
  // What takes a row away has no row to answer.
  const answers = tx.schema.recipeOf(operation).row?.answer
  if (left && !answers && !play(left)) record.isGone = true
  return record
}

/** What other operations have read of rows is as the server values are now. */
const tellReaders = (
  tx: Transaction,
  operation: SettledOperation,
  play: Past['play'],
  newer: readonly SettledOperation[],
): void => {
  const { row: ref } = operation
  const entryOf = ({ keys: [key = ''] }: Operation) => key
  if (ref) {
    changeRead(tx, ref, (row) => playAllIn(tx, entryOf, ref, play(row), newer, row, showOperation))
  }
  changeReads(tx, operation, (_tx, key, data, one) =>
    showNewer(tx, key, newer, playOperation(tx, key, data, one, 'folded', undefined), data),
  )
}

/** Entry data with those on top that took effect later, and that it was a part of before. */
const showNewer = (
  tx: Transaction,
  key: string,
  newer: readonly SettledOperation[],
  data: unknown,
  before: unknown,
): unknown => newer.reduce((next, one) => showOperation(tx, key, next, one, before, 'missed'), data)

interface Folding {
  /** Its answer's row is taken over as a whole. */
  readonly isWhole: boolean
  /** Those that are part of the server values already, and took effect after it. */
  readonly newer: readonly SettledOperation[]
  /** The row that it made. */
  readonly created: object | undefined
}

const foldInto = (
  tx: Transaction,
  key: string,
  operation: SettledOperation,
  { isWhole, newer, created }: Folding,
): void => {
  const recipe = tx.schema.recipeOf(operation)
  const mode = isWhole ? 'whole' : 'folded'
  const { row } = operation
  const before = serverValue(tx, key)
  const spread = () => spreadNested(tx, key, before, operation.startedAt, row ? [row] : [], created)
  // Where operations are played one by one, the whole value is compared with what was shown, to stay the same object.
  if (!recipe.changesEntries && newer.length === 0 && !tx.index.layers.has(key)) {
    const change = (one: object) => row && playRow(tx, row, one, operation, mode)
    const isAtEnd = recipe.insert?.at === 'end'
    const isWritten =
      (!recipe.insert && row && writeRow(tx, key, row, change)) ||
      (!row && created && insertRow(tx, key, operation, created, isAtEnd))
    if (isWritten) {
      spread()
      return
    }
  }
  const next = foldValue(tx, key, before, operation, mode, created)
  const proven = provenIn(tx, key, before, newer)
  const folded = keepProven(tx, key, operation, proven, { at: -1, before, next, answered: before })
  const value = showNewer(tx, key, newer, folded, before)
  writeValue(tx, key, value)
  if (recipe.changesEntries)
    noteChanges(tx, key, { before, after: value, operation }, endsOf(newer))
  else spread()
}

/** An entry's data once a settled operation is part of it. */
export const foldValue = (
  tx: Transaction,
  key: string,
  data: unknown,
  operation: SettledOperation,
  mode: Mode,
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
