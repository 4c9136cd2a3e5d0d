import { mergeRow } from './merge-row.ts'
import type { Operation, SettledOperation } from './operations.ts'
import { temporaryId } from './operations.ts'
import { isSameList } from './same-list.ts'
import type { AnyStep, InsertRecipe, RowRecipe, Schema } from './schema.ts'

/** How an operation is played: as shown, or folded into a server value (`whole`: with the whole row of its answer). */
export type Mode = 'shown' | 'folded' | 'whole'

/** Hears of a recipe that threw; what it was to change is left alone. */
export type OnRecipeError = (error: unknown, operation: Operation) => void

/** Asks recipes about single rows. */
export interface RowPlayer {
  /** What the recipe says, or `fallback` when it throws: a bad recipe must not break the store. */
  ask<T>(operation: Operation, fallback: T, recipe: () => T): T
  /** The row as an operation makes it: the same object when it changes nothing, `undefined` when it goes. */
  play(row: object, operation: Operation, mode: Mode): object | undefined
  /** The row under all open operations on it; the same object as the last time when they are the same. */
  show(row: object, operations: readonly Operation[]): object | undefined
  /** The row that an open operation makes. */
  create(operation: Operation, recipe: InsertRecipe): object | undefined
}

/** What an operation is to a recipe. */
export const stepOf = (operation: Operation): AnyStep => {
  const { arg, requestId, startedTimeStamp } = operation
  return operation.status === 'settled'
    ? { arg, requestId, startedTimeStamp, isSettled: true, result: operation.result }
    : { arg, requestId, startedTimeStamp, isSettled: false }
}

/** Equal field by field. */
const isSameRow = (a: object, b: object): boolean => {
  if (a === b) return true
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(x)
  return keys.length === Object.keys(y).length && keys.every((key) => Object.is(x[key], y[key]))
}

interface Memo {
  readonly operations: readonly Operation[]
  readonly row: object | undefined
}

/** Makes a row player; what it remembers only saves making equal rows again, so that they stay the same objects. */
export const createRowPlayer = (schema: Schema, onError: OnRecipeError | undefined): RowPlayer => {
  const played = new WeakMap<object, Memo>()
  const created = new WeakMap<Operation, object>()

  const ask: RowPlayer['ask'] = (operation, fallback, recipe) => {
    try {
      return recipe()
    } catch (error) {
      onError?.(error, operation)
      return fallback
    }
  }

  /** What the answer's row adds: all of it where it is known to be the newest, else what the operation itself changes. */
  const withAnswer = (
    row: object,
    next: object,
    operation: SettledOperation,
    recipe: RowRecipe,
    mode: Mode,
  ): object => {
    // Asked apart: what the operation itself changes must not be lost with an answer that cannot be read.
    const answered = ask(operation, undefined, () => recipe.answer?.(operation.result))
    if (!answered) return next
    return mergeRow(next, mode === 'whole' ? answered : pickNamed(row, next, answered))
  }

  const play: RowPlayer['play'] = (row, operation, mode) => {
    const { row: recipe } = schema.recipeOf(operation.endpointName)
    if (!recipe) return row
    const next = ask<object | undefined>(operation, row, () =>
      recipe.update ? recipe.update(row, stepOf(operation)) : row,
    )
    if (next === undefined) return undefined
    const merged =
      operation.status === 'settled' ? withAnswer(row, next, operation, recipe, mode) : next
    if (isSameRow(merged, row)) return row
    // What was shown all along needs no new object, nor a render, to become the server's.
    const shown = played.get(row)?.row
    if (!shown || !isSameRow(merged, shown)) return merged
    // Its next change is remembered with itself: whoever keeps an old row must not keep all that came after it.
    if (mode !== 'shown') played.delete(row)
    return shown
  }

  return {
    ask,
    play,
    show: (row, operations) => {
      const memo = played.get(row)
      if (memo && isSameList(memo.operations, operations)) return memo.row
      let next: object | undefined = row
      for (const operation of operations) next = next && play(next, operation, 'shown')
      played.set(row, { operations, row: next })
      return next
    },
    create: (operation, recipe) => {
      const known = created.get(operation)
      if (known) return known
      const row = ask<object | undefined>(operation, undefined, () =>
        operation.status === 'settled'
          ? recipe.answer(operation.result)
          : recipe.create(operation.arg, temporaryId(operation.requestId)),
      )
      if (row) created.set(operation, row)
      return row
    },
  }
}

/** The fields of the answer that the operation itself changes: nothing else in it is known to be the newest. */
const pickNamed = (before: object, after: object, answered: object): object => {
  const [old, next] = [before as Record<string, unknown>, after as Record<string, unknown>]
  const named = Object.entries(answered).filter(([key]) => !Object.is(old[key], next[key]))
  return Object.fromEntries(named)
}
