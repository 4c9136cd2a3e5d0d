import { aliasCreated } from './aliases.ts'
import type { FailedOperation, Operation, SettledOperation } from './operations.ts'
import type { MutationOutcome } from './outcome.ts'
import { isPlainData } from './plain-data.ts'
import { rowKey } from './row-index.ts'
import type { CacheEvent, SettledNews } from './rtk-query-state.ts'
import type { InsertRecipe, Schema } from './schema.ts'
import type { Transaction } from './transaction.ts'

/** Failures nobody dismissed: the oldest go when there are more. */
const MAX_FAILURES = 100

type Started = Extract<CacheEvent, { kind: 'mutation-started' }>

const settledNow = (operation: Operation, endedAt: number, result: unknown): SettledOperation => ({
  ...operation,
  status: 'settled',
  endedAt,
  result,
})

const begin = (
  { requestId, endpointName, arg, startedTimeStamp }: Omit<Started, 'kind'>,
  startedAt: number,
  schema: Schema,
): Operation | undefined => {
  const recipe = schema.recipeOf(endpointName)
  if (!recipe || !isPlainData(arg)) return undefined
  let row: Operation['row']
  let scope: string | undefined
  try {
    row = recipe.row && { type: recipe.row.type, id: String(recipe.row.id(arg)) }
    scope = recipe.scope ? recipe.scope(arg) : row && rowKey(row.type, row.id)
  } catch {
    // An argument of the wrong form: the call itself will say so, and there is nothing to show.
    return undefined
  }
  const start = { requestId, endpointName, arg, startedTimeStamp, row, scope, startedAt }
  return { ...start, isOverlapped: false, status: 'pending' }
}

/** Does it change what is shown, or is it only seen as pending? */
export const createEffectTest =
  (schema: Schema) =>
  ({ endpointName }: Operation): boolean => {
    const { row, insert, entries } = schema.recipeOf(endpointName) ?? {}
    return (
      row?.update !== undefined ||
      row?.answer !== undefined ||
      insert !== undefined ||
      entries !== undefined
    )
  }

/** A mutation was called: it shows at once. */
export const startOperation = (tx: Transaction, schema: Schema, started: Started): void => {
  const operation = begin(started, tx.overlay.clock, schema)
  if (!operation) return
  tx.overlay.operations = [...tx.overlay.operations, operation]
  for (const key of tx.targetsOf(operation)) tx.showOnTop(key, operation)
}

const replace = (tx: Transaction, operation: Operation): void => {
  tx.overlay.operations = tx.overlay.operations.map((open) =>
    open.requestId === operation.requestId ? operation : open,
  )
}

/** Takes operations off what is shown. */
export const dropOperations = (tx: Transaction, dropped: readonly Operation[]): void => {
  if (dropped.length === 0) return
  for (const operation of dropped) tx.touch(tx.targetsOf(operation))
  tx.overlay.operations = tx.overlay.operations.filter((open) => !dropped.includes(open))
}

const find = (tx: Transaction, requestId: string): Operation | undefined =>
  tx.overlay.operations.find((open) => open.requestId === requestId)

/** The answer came: the operation becomes part of the server values, unless an older one of its scope is open. */
export const settleOperation = (
  tx: Transaction,
  schema: Schema,
  requestId: string,
  result: unknown,
): void => {
  const operation = find(tx, requestId)
  if (!operation) return
  const { scope } = operation
  replace(tx, settledNow(operation, tx.overlay.clock, result))
  if (scope !== undefined) {
    tx.overlay.operations = tx.overlay.operations.map((open) =>
      open.scope === scope && open.requestId !== requestId ? { ...open, isOverlapped: true } : open,
    )
  }
  tx.touch(tx.targetsOf(operation))
  releaseSettled(tx, schema)
}

/** The mutation failed: what it showed goes, unless it may have been carried out. */
export const failOperation = (
  tx: Transaction,
  schema: Schema,
  requestId: string,
  outcome: MutationOutcome,
  failure: { readonly error: unknown; readonly isAborted: boolean },
): void => {
  const operation = find(tx, requestId)
  if (!operation) return
  // Taken back by its caller: that is no failure to tell of.
  if (!failure.isAborted) addFailure(tx, { operation, error: failure.error })
  if (outcome === 'unknown' && tx.targetsOf(operation).size > 0) {
    replace(tx, { ...operation, status: 'unknown', endedAt: tx.overlay.clock })
    return
  }
  dropOperations(tx, [operation])
  releaseSettled(tx, schema)
}

const addFailure = (tx: Transaction, failure: FailedOperation): void => {
  tx.overlay.failures = [...tx.overlay.failures, failure].slice(-MAX_FAILURES)
}

/** Its user has seen it, or it was tried again. */
export const dismissFailure = (tx: Transaction, requestId: string): void => {
  tx.overlay.failures = tx.overlay.failures.filter(
    ({ operation }) => operation.requestId !== requestId,
  )
}

/** Settled operations that no older open one of their scope holds back become part of the server values, in order. */
export const releaseSettled = (tx: Transaction, schema: Schema): void => {
  const open: Operation[] = []
  const ready: SettledOperation[] = []
  const held = new Set<string>()
  const releasedAt = new Map<string, number>()
  for (const operation of tx.overlay.operations) {
    const { scope } = operation
    if (operation.status === 'settled' && !(scope !== undefined && held.has(scope))) {
      // One that waited for the answer of an older one goes into the same reads as that: else that would be on top.
      const older = scope === undefined ? undefined : releasedAt.get(scope)
      const endedAt = Math.max(operation.endedAt, older ?? 0)
      ready.push(endedAt > operation.endedAt ? { ...operation, endedAt } : operation)
      if (scope !== undefined) releasedAt.set(scope, endedAt)
    } else {
      open.push(operation)
      if (scope !== undefined) held.add(scope)
    }
  }
  if (ready.length === 0) return
  tx.overlay.operations = open
  for (const operation of ready) foldOperation(tx, schema, operation)
}

/** Another client's mutation, told by a push: settled from the start (design.md, "Status and realtime"). */
export const tellSettled = (tx: Transaction, schema: Schema, news: SettledNews): void => {
  const { clock } = tx.overlay
  const operation = begin(news, clock, schema)
  if (!operation) return
  const keys = tx.targetsOf(operation)
  foldOperation(tx, schema, settledNow(operation, clock, news.result))
  for (const key of keys) tx.land(key)
}

/** Makes a settled operation part of every server value it is about. */
const foldOperation = (tx: Transaction, schema: Schema, operation: SettledOperation): void => {
  const { row } = schema.recipeOf(operation.endpointName) ?? {}
  const keys = tx.targetsOf(operation)
  // All entries or none: list and detail must not differ in what they took over from the answer.
  const isWhole =
    !operation.isOverlapped &&
    [...keys].every((key) => tx.landedAt(key) <= operation.startedAt) &&
    !isAnyInFlight(tx, keys)
  const folding = { isWhole, created: createdRow(tx, schema, operation) }
  aliasCreated(tx, schema, operation, folding.created)
  for (const key of keys) {
    tx.write(key, tx.fold(key, tx.serverValue(key), operation, folding))
  }
  const places = operation.row && tx.index.placesOf(operation.row.type, operation.row.id)
  if (isWhole && row?.answer && places) {
    places.writtenAt = Math.max(places.writtenAt, operation.endedAt)
    places.writtenBy = undefined
  }
  if (isAwaited(tx, schema, operation)) {
    tx.overlay.settled = [...tx.overlay.settled, operation]
  }
}

const isAnyInFlight = (tx: Transaction, keys: ReadonlySet<string>): boolean =>
  Object.values(tx.overlay.inflight).some(({ queryCacheKey }) => keys.has(queryCacheKey))

/** Is a read in flight that started before the operation settled, and may land without knowing of it? */
const isAwaited = (
  { overlay }: Transaction,
  schema: Schema,
  { endpointName, endedAt }: SettledOperation,
): boolean => {
  const touched = schema.touchedBy(endpointName)
  const isOlder = ({ startedAt }: { startedAt: number }) => startedAt < endedAt
  return (
    Object.values(overlay.inflight).some(
      (read) => isOlder(read) && touched.has(read.endpointName),
    ) ||
    // The answer of a create is as old as the row.
    overlay.operations.some((open) => isOlder(open) && schema.recipeOf(open.endpointName)?.insert)
  )
}

/**
 * The row that a create made, as it is known by now: its answer shows the row as it was made, and what any other answer,
 * or an operation that settled since, says of it is newer.
 */
export const createdRow = (
  tx: Transaction,
  schema: Schema,
  operation: SettledOperation,
): object | undefined => {
  const insert = schema.recipeOf(operation.endpointName)?.insert
  const answered = insert && answerOf(insert, operation)
  const shownBy =
    insert && Object.keys(insert.into).find((name) => schema.lensOf(name, insert.type))
  const lens = insert && shownBy !== undefined && schema.lensOf(shownBy, insert.type)
  if (!answered || !lens) return undefined
  const id = lens.idOf(answered)
  const holders = tx.index.placesOf(lens.type, id)?.queryCacheKeys
  if (holders) {
    const known = [...holders].map((key) => findRow(tx, schema, key, lens.type, id))
    return Object.assign({}, answered, ...known)
  }
  return tx.overlay.settled
    .filter(({ row, endedAt }) => row?.id === id && endedAt > operation.startedAt)
    .reduce((row, since) => tx.foldRow(row, since), answered)
}

const answerOf = (insert: InsertRecipe, { result }: SettledOperation): object | undefined => {
  try {
    return insert.answer(result)
  } catch {
    return undefined
  }
}

const findRow = (
  tx: Transaction,
  schema: Schema,
  queryCacheKey: string,
  type: string,
  id: string,
): object | undefined => {
  const lens = schema.lensOf(tx.entry(queryCacheKey)?.endpointName ?? '', type)
  const value = tx.serverValue(queryCacheKey)
  return lens && value !== undefined
    ? lens.get(value).find((row) => lens.idOf(row) === id)
    : undefined
}

/** Drops operations of unknown outcome that no entry is left to tell of. */
export const dropLost = (tx: Transaction, schema: Schema): void => {
  const lost = tx.overlay.operations.filter(
    (operation) => operation.status === 'unknown' && tx.targetsOf(operation).size === 0,
  )
  if (lost.length === 0) return
  dropOperations(tx, lost)
  releaseSettled(tx, schema)
}

/** Forgets the settled operations that no read in flight can miss any more. */
export const forgetSettled = (tx: Transaction, schema: Schema): void => {
  const { settled } = tx.overlay
  if (settled.length === 0) return
  const awaited = settled.filter((operation) => isAwaited(tx, schema, operation))
  if (awaited.length < settled.length) tx.overlay.settled = awaited
}
