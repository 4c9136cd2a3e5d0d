import type { Operation, SettledOperation } from './operations.ts'
import { temporaryId } from './operations.ts'
import type { AnyStep, InsertRecipe, Lens, RowRecipe, Schema } from './schema.ts'

/** The entry that operations are played on. */
export interface PlayedEntry {
  readonly endpointName: string
  readonly originalArgs?: unknown
  /** The overlay's clock when an answer last landed on it. */
  readonly landedAt: number
  /** Is it one of those whose whole data the operation changes? */
  isTarget(operation: Operation): boolean
  /** Is it known that the row, of this type and id, is the one that the operation makes? */
  isMadeBy(operation: Operation, type: string, id: string): boolean
  /** Is it known that the row that the operation makes was there, and is no more? */
  isGone(operation: Operation): boolean
}

/** How an operation is played: as shown, or folded into a server value (`whole`: with the whole row of its answer). */
type Mode = 'shown' | 'folded' | 'whole'

/** Hears of a recipe that threw; what it was to change is left alone. */
export type OnRecipeError = (error: unknown, operation: Operation) => void

/** How a settled operation becomes part of a server value. */
export interface Folding {
  /** The answer's row is known to be the newest. */
  readonly isWhole: boolean
  /** The row that it made, as it is known by now; `undefined` when it is gone again. */
  readonly created: object | undefined
}

/** Plays operations over values. */
export interface Player {
  /** The value as open operations make it appear; the same value when they change nothing. */
  show(value: unknown, operations: readonly Operation[], entry: PlayedEntry): unknown
  /** The server value once the operation is part of it. */
  fold(value: unknown, operation: SettledOperation, entry: PlayedEntry, folding: Folding): unknown
  /** The same for one row; `undefined` when it goes. */
  foldRow(row: object, operation: SettledOperation): object | undefined
}

/** What an operation is to a recipe. */
const stepOf = (operation: Operation): AnyStep => {
  const { arg, requestId, startedTimeStamp } = operation
  const step = { arg, requestId, startedTimeStamp }
  return operation.status === 'settled'
    ? { ...step, isSettled: true, result: operation.result }
    : { ...step, isSettled: false }
}

/** Equal field by field. */
export const isSameRow = (a: object, b: object): boolean => {
  if (a === b) return true
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(x)
  return keys.length === Object.keys(y).length && keys.every((key) => Object.is(x[key], y[key]))
}

interface Memo {
  readonly operations: readonly Operation[]
  readonly row: object | undefined
}

/** Makes a player; what it remembers only saves making equal rows again, so that they stay the same objects. */
export const createPlayer = (schema: Schema, onError: OnRecipeError | undefined): Player => {
  const played = new WeakMap<object, Memo>()
  const created = new WeakMap<Operation, object>()

  /** What the recipe says, or `fallback` when it throws: a bad recipe must not break the store. */
  const ask = <T>(operation: Operation, fallback: T, recipe: () => T): T => {
    try {
      return recipe()
    } catch (error) {
      onError?.(error, operation)
      return fallback
    }
  }

  const playRow = (
    row: object,
    operation: Operation,
    recipe: RowRecipe,
    mode: Mode,
  ): object | undefined =>
    ask<object | undefined>(operation, row, () => {
      const next = recipe.update ? recipe.update(row, stepOf(operation)) : row
      if (next === undefined) return undefined
      const answered = answeredFields(row, next, operation, recipe, mode)
      const merged = answered ? { ...next, ...answered } : next
      if (isSameRow(merged, row)) return row
      // What was shown all along needs no new object, nor a render, to become the server's.
      const shown = played.get(row)?.row
      return shown && isSameRow(merged, shown) ? shown : merged
    })

  /** What the answer's row adds: all of it where it is known to be the newest, else what the operation itself changes. */
  const answeredFields = (
    row: object,
    next: object,
    operation: Operation,
    recipe: RowRecipe,
    mode: Mode,
  ): object | undefined => {
    if (operation.status !== 'settled') return undefined
    const answered = recipe.answer?.(operation.result)
    return answered && mode !== 'whole' ? pickNamed(row, next, answered) : answered
  }

  /** A row under all operations on it; the same object as the last time when they are the same. */
  const showRow = (row: object, operations: readonly Operation[]): object | undefined => {
    const memo = played.get(row)
    if (memo && isSameList(memo.operations, operations)) return memo.row
    let next: object | undefined = row
    for (const operation of operations) {
      const recipe = schema.recipeOf(operation.endpointName)?.row
      if (next && recipe) next = playRow(next, operation, recipe, 'shown')
    }
    played.set(row, { operations, row: next })
    return next
  }

  const createRow = (
    operation: Operation,
    recipe: InsertRecipe,
    entry: PlayedEntry,
  ): object | undefined => {
    if (entry.isGone(operation)) return undefined
    const known = created.get(operation)
    if (known) return known
    const row = ask<object | undefined>(operation, undefined, () =>
      operation.status === 'settled'
        ? recipe.answer(operation.result)
        : recipe.create(operation.arg, temporaryId(operation.requestId)),
    )
    if (row) created.set(operation, row)
    return row
  }

  const insertInto = (
    rows: readonly object[],
    lens: Lens,
    operation: Operation,
    recipe: InsertRecipe,
    row: object | undefined,
    // One that a later operation takes away was there all the same.
    before: readonly object[],
    entry: PlayedEntry,
  ): readonly object[] => {
    if (!row) return rows
    const id = lens.idOf(row)
    // An answer that came meanwhile may show the very row that is being made.
    const isThere = (other: object): boolean => {
      const otherId = lens.idOf(other)
      return otherId === id || entry.isMadeBy(operation, lens.type, otherId)
    }
    if (rows.some(isThere) || (before !== rows && before.some(isThere))) return rows
    return recipe.at === 'end' ? [...rows, row] : [row, ...rows]
  }

  /** Which rows of a type the operations change, and which they make. */
  const sortOut = (lens: Lens, operations: readonly Operation[], entry: PlayedEntry) => {
    const byId = new Map<string, Operation[]>()
    const inserts: (readonly [Operation, InsertRecipe])[] = []
    for (const operation of operations) {
      const { row, insert } = schema.recipeOf(operation.endpointName) ?? {}
      if ((row?.update || row?.answer) && operation.row?.type === lens.type) {
        const known = byId.get(operation.row.id)
        if (known) known.push(operation)
        else byId.set(operation.row.id, [operation])
      }
      if (insert?.type === lens.type && isInto(insert, operation, entry)) {
        inserts.push([operation, insert])
      }
    }
    return { byId, inserts }
  }

  /** Plays what operations do to the rows of one type: one walk over the rows, however many there are of either. */
  const playRows = (
    data: unknown,
    lens: Lens,
    operations: readonly Operation[],
    entry: PlayedEntry,
    mode: Mode,
    made: object | undefined,
  ): unknown => {
    const { byId, inserts } = sortOut(lens, operations, entry)
    if (byId.size === 0 && inserts.length === 0) return data
    const before = lens.get(data)
    let rows = byId.size === 0 ? before : mapRows(before, lens, byId, mode)
    const [only] = before
    if (rows.length === 0 && before.length === 1 && only && inserts.length === 0) {
      return playAlone(data, lens, byId.get(lens.idOf(only)) ?? [], mode)
    }
    for (const [operation, insert] of inserts) {
      const row = mode === 'shown' ? createRow(operation, insert, entry) : made
      rows = insertInto(rows, lens, operation, insert, row, before, entry)
    }
    return rows === before ? data : lens.set(data, rows)
  }

  /**
   * One operation after the other: data that cannot be without its row keeps it when it goes, as it was just before,
   * and what else is pending on it still shows.
   */
  const playAlone = (
    data: unknown,
    lens: Lens,
    operations: readonly Operation[],
    mode: Mode,
  ): unknown =>
    operations.reduce((value, operation) => {
      const [row] = lens.get(value)
      const recipe = schema.recipeOf(operation.endpointName)?.row
      const next = row && recipe ? playRow(row, operation, recipe, mode) : row
      return next === row ? value : lens.set(value, next ? [next] : [])
    }, data)

  const mapRows = (
    before: readonly object[],
    lens: Lens,
    byId: ReadonlyMap<string, readonly Operation[]>,
    mode: Mode,
  ): readonly object[] => {
    let rows: object[] | undefined
    for (let i = 0; i < before.length; i++) {
      const row = before[i] as object
      const operations = byId.get(lens.idOf(row))
      const next = operations ? playOne(row, operations, mode) : row
      if (next !== row && !rows) rows = before.slice(0, i)
      if (rows && next !== undefined) rows.push(next)
    }
    return rows ?? before
  }

  const playOne = (row: object, operations: readonly Operation[], mode: Mode) => {
    if (mode === 'shown') return showRow(row, operations)
    const [operation] = operations
    const recipe = operation && schema.recipeOf(operation.endpointName)?.row
    return operation && recipe ? playRow(row, operation, recipe, mode) : row
  }

  const isInto = (insert: InsertRecipe, operation: Operation, entry: PlayedEntry): boolean =>
    ask(
      operation,
      false,
      () => insert.into[entry.endpointName]?.(entry.originalArgs, operation.arg) ?? false,
    )

  const playEntry = (value: unknown, operation: Operation, entry: PlayedEntry): unknown => {
    const recipe = schema.recipeOf(operation.endpointName)?.entries?.[entry.endpointName]
    if (!recipe || !entry.isTarget(operation)) return value
    const isCertain = entry.landedAt <= operation.startedAt
    const queryArg = entry.originalArgs
    return ask(operation, value, () =>
      recipe.update(value, { ...stepOf(operation), queryArg, isCertain }),
    )
  }

  const play = (
    value: unknown,
    operations: readonly Operation[],
    entry: PlayedEntry,
    mode: Mode,
    made?: object,
  ): unknown => {
    let data = value
    for (const lens of schema.lensesOf(entry.endpointName)) {
      data = playRows(data, lens, operations, entry, mode, made)
    }
    for (const operation of operations) data = playEntry(data, operation, entry)
    return data
  }

  return {
    show: (value, operations, entry) => play(value, operations, entry, 'shown'),
    foldRow: (row, operation) => {
      const recipe = schema.recipeOf(operation.endpointName)?.row
      return recipe ? playRow(row, operation, recipe, 'folded') : row
    },
    fold: (value, operation, entry, { isWhole, created }) =>
      play(value, [operation], entry, isWhole ? 'whole' : 'folded', created),
  }
}

/** The fields of the answer that the operation itself changes: nothing else in it is known to be the newest. */
const pickNamed = (before: object, after: object, answered: object): object => {
  const [old, next] = [before as Record<string, unknown>, after as Record<string, unknown>]
  const named = Object.entries(answered).filter(([key]) => !Object.is(old[key], next[key]))
  return Object.fromEntries(named)
}

const isSameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])
