import { beginOperation, settledNow } from './begin.ts'
import { aliasCreated, createdRow } from './created-rows.ts'
import type { Operation, SettledOperation } from './operations.ts'
import { foldEntry } from './replay.ts'
import type { SettledNews } from './rtk-query-actions.ts'
import { writeValue } from './server-values.ts'
import { writeRow } from './single-row.ts'
import { targetsOf } from './targets.ts'
import type { Transaction } from './transaction.ts'
import { closeOperation, land, landedAt, serverValue } from './transaction.ts'

/** Settled operations that no older open one of their scope holds back become part of the server values, in order. */
export const releaseSettled = (tx: Transaction): void => {
  for (const operation of readyOf(tx.overlay.operations)) {
    closeOperation(tx, operation)
    foldOperation(tx, operation)
  }
}

const isSettled = (operation: Operation): operation is SettledOperation =>
  operation.status === 'settled'

/** Those without a scope wait for nobody, and are not here once they settled. */
const readyOf = (operations: readonly Operation[]): readonly SettledOperation[] => {
  const ready: SettledOperation[] = []
  const held = new Set<string | undefined>()
  const releasedAt = new Map<string | undefined, number>()
  for (const operation of operations) {
    const { scope } = operation
    if (!isSettled(operation)) held.add(scope)
    else if (!held.has(scope)) {
      // One that waited for the answer of an older one goes into the same reads as that: else that would be on top.
      const endedAt = Math.max(operation.endedAt, releasedAt.get(scope) ?? 0)
      ready.push({ ...operation, endedAt })
      releasedAt.set(scope, endedAt)
    }
  }
  return ready
}

/** Makes a settled operation part of every server value it is about. */
export const foldOperation = (tx: Transaction, operation: SettledOperation): void => {
  const { row, insert, isAboutRow } = tx.schema.recipeOf(operation.endpointName)
  const keys = targetsOf(tx, operation)
  // All entries or none: list and detail must not differ in what they took over from the answer.
  const isWhole =
    !operation.isOverlapped &&
    keys.every((key) => landedAt(tx, key) <= operation.startedAt) &&
    !isAnyInFlight(tx, keys)
  const created = insert && createdRow(tx, insert, operation)
  if (insert && created) aliasCreated(tx, insert, operation, created)
  const mode = isWhole ? 'whole' : 'folded'
  const change = (row: object) => tx.rowPlayer.play(row, operation, mode)
  for (const key of keys) {
    // Most operations are about one row, and it stays where it is.
    if (isAboutRow && operation.row && writeRow(tx, key, operation.row, change)) continue
    const value = foldEntry(tx, key, serverValue(tx, key), operation, { isWhole, created })
    writeValue(tx, key, value)
  }
  const places = operation.row && tx.index.placesOf(operation.row.type, operation.row.id)
  if (isWhole && row?.answer && places) {
    places.writtenAt = Math.max(places.writtenAt, operation.endedAt)
    places.writtenBy = undefined
    places.writtenFields = undefined
  }
  // The row that it made is gone already: no read may be given it again.
  const isOver = insert !== undefined && created === undefined
  if (!isOver && isAwaited(tx, operation)) tx.overlay.settled = [...tx.overlay.settled, operation]
}

const isAnyInFlight = (tx: Transaction, keys: readonly string[]): boolean =>
  Object.values(tx.overlay.inflight).some(({ queryCacheKey }) => keys.includes(queryCacheKey))

/** Is a read in flight that started before the operation settled, and may land without knowing of it? */
const isAwaited = (
  { overlay, schema }: Transaction,
  { endpointName, endedAt }: SettledOperation,
): boolean => {
  const { queries } = schema.recipeOf(endpointName)
  const isOlder = ({ startedAt }: { startedAt: number }) => startedAt < endedAt
  return (
    Object.values(overlay.inflight).some(
      (read) => isOlder(read) && queries.has(read.endpointName),
    ) ||
    // The answer of a create is as old as the row.
    overlay.operations.some((open) => isOlder(open) && schema.recipeOf(open.endpointName).insert)
  )
}

/** Another client's mutation, told by a push: settled from the start (design.md, "Status and realtime"). */
export const tellSettled = (tx: Transaction, news: SettledNews): void => {
  const { clock, operations } = tx.overlay
  const operation = beginOperation(news, clock, tx.schema)
  if (!operation) return
  const keys = targetsOf(tx, operation)
  const settled = settledNow(operation, clock, news.result)
  const { scope } = settled
  const isWaiting = (open: Operation) =>
    scope !== undefined && open.scope === scope && open.status === 'settled'
  const after = operations.map(isWaiting).lastIndexOf(true) + 1
  // What waits there for an older answer took effect before this did: it goes on top of that, and waits too.
  if (after > 0) {
    tx.overlay.operations = [...operations.slice(0, after), settled, ...operations.slice(after)]
  } else foldOperation(tx, settled)
  for (const key of keys) land(tx, key)
}

/** Forgets the settled operations that no read in flight can miss any more. */
export const forgetSettled = (tx: Transaction): void => {
  const { settled } = tx.overlay
  const awaited = settled.filter((operation) => isAwaited(tx, operation))
  if (awaited.length < settled.length) tx.overlay.settled = awaited
}
