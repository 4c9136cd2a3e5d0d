import type { Layers } from '../operations/layers.ts'
import { playLayers, topOf, withoutFirst } from '../operations/layers.ts'
import type { Operation, SettledOperation } from '../operations/operation.ts'
import { standInId } from '../operations/operation.ts'
import type { AnyStep } from '../recipes/any-recipe.ts'
import type { Gone } from '../recipes/draft.ts'
import { gone } from '../recipes/draft.ts'
import { pickNamed } from '../recipes/named-fields.ts'
import type { Schema } from '../recipes/schema.ts'
import { withServerFields } from './answered.ts'
import { changedIn, isSameRow, mergeRow } from './identity.ts'

/** How an operation is played: as shown, or folded into a server value (`whole`: with the whole row of its answer). */
export type Mode = 'shown' | 'folded' | 'whole'

/** Plays operations on single rows. */
export interface RowPlayer {
  /** The row as an operation makes it: the same object when it changes nothing, `undefined` when it goes. */
  play(row: object, operation: Operation, mode: Mode): object | undefined
  /** The row with one more open operation on it; an answered one is part of `server`. */
  showOne(row: object, operation: Operation, server: object | undefined): object | undefined
  /**
   * The row under all open operations on it; the same object as the last time when they are the same.
   *
   * @param isMade an open operation makes it: no answered one is part of it.
   */
  show(row: object, operations: readonly Operation[], isMade?: boolean): object | undefined
  /** The row that an operation makes. */
  create(operation: Operation): object | undefined
  /** Does the row's version prove that the operation is part of it? */
  isIn(row: object, operation: SettledOperation): boolean
  /** An operation on whole entries, called at `startedAt`, made a row of another one. */
  noteFold(before: object, after: object, startedAt: number): void
  /** A row goes on as `next`: only rows within it changed. */
  carryFold(row: object, next: object): void
  /** The operation goes on as `next`, which makes the same row. */
  carry(operation: Operation, next: Operation): void
}

type Row = object | undefined

/** An operation on whole entries that became part of a row: what the fields that it changed were before. */
interface Fold {
  readonly was: object
  readonly startedAt: number
  readonly older: Fold | undefined
}

/** What an operation is to a recipe. */
export const stepOf = (operation: Operation): AnyStep => {
  const { arg, requestId, startedTimeStamp } = operation
  return operation.status === 'settled'
    ? { arg, requestId, startedTimeStamp, isSettled: true, result: operation.result }
    : { arg, requestId, startedTimeStamp, isSettled: false }
}

const keepRow = (before: Row, next: Row): Row =>
  before && next && isSameRow(before, next) ? before : next

/** Makes a row player; what it remembers only saves making equal rows again, so that they stay the same objects. */
export const createRowPlayer = (schema: Schema): RowPlayer => {
  const { ask } = schema
  const shown = new WeakMap<object, Layers<Row>>()
  const created = new WeakMap<Operation, Row>()
  // What it was before is kept for as long as the row is that object: a copy of the state goes without it.
  const folds = new WeakMap<object, Fold>()
  // A row that several entries share is folded for each of them.
  let last: { row: object; operation: Operation; next: object } | undefined

  /** Asked apart: what an operation itself changes must not be lost with an answer that cannot be read. */
  const answerOf = (operation: SettledOperation): Row => {
    const recipe = schema.recipeOf(operation.endpointName)?.row
    return ask<Row>(undefined, () => recipe?.answer?.(operation.result), operation)
  }

  const versionsOf = ({ row }: Operation, answered: object, known: object) =>
    [schema.versionOf(row?.type, answered), schema.versionOf(row?.type, known)] as const

  /** The row before older operations on whole entries became part of it: who has a newer one has those already. */
  const withoutOlder = (row: object, newer: SettledOperation): object => {
    let was = row
    for (let fold = folds.get(row); fold && fold.startedAt < newer.startedAt; fold = fold.older)
      was = mergeRow(was, fold.was)
    return was
  }

  /** What the answer's row adds: all of it where it is known to be the newest, else what the operation itself changes. */
  const withAnswer = (
    row: object,
    next: object,
    operation: SettledOperation,
    mode: Mode,
  ): object => {
    const answered = answerOf(operation)
    if (!answered) return next
    // What is known of the row is newer than the answer, and so has what the operation did.
    const [version, known] = versionsOf(operation, answered, row)
    if (mode !== 'shown' && version !== undefined && known !== undefined && version < known)
      return withoutOlder(row, operation)
    return mergeRow(next, mode === 'whole' ? answered : pickNamed(row, next, answered))
  }

  const play: RowPlayer['play'] = (row, operation, mode) => {
    const recipe = schema.recipeOf(operation.endpointName)?.row
    if (!recipe) return row
    const update = (draft: object): unknown =>
      recipe.update ? recipe.update(draft, stepOf(operation)) : draft
    const played = ask<object | Gone>(row, () => schema.change(row, recipe, update), operation)
    const next = played === gone ? undefined : played
    if (next === undefined) return undefined
    const merged = operation.status === 'settled' ? withAnswer(row, next, operation, mode) : next
    return isSameRow(merged, row) ? row : merged
  }

  const showOne: RowPlayer['showOne'] = (row, operation, server) => {
    const next = play(row, operation, 'shown')
    if (!server || operation.status !== 'settled') return next
    return next ? withServerFields(row, next, server) : row
  }

  /** What was shown all along needs no new object, nor a render, to become the server's. */
  const keepShown = (row: object, operation: Operation, next: object): object => {
    const layers = shown.get(row)
    const first = layers?.after[0]
    if (!layers || !first || layers.operations[0]?.requestId !== operation.requestId) return next
    if (!isSameRow(first, next)) return next
    // Its next change is remembered with itself: or an old row would retain all later versions.
    shown.delete(row)
    shown.set(first, withoutFirst(layers))
    return first
  }

  return {
    play: (row, operation, mode) => {
      if (mode === 'shown') return play(row, operation, mode)
      if (last?.row === row && last.operation === operation) return last.next
      const made = play(row, operation, mode)
      if (!made || made === row) return made
      const next = keepShown(row, operation, made)
      last = { row, operation, next }
      return next
    },
    showOne,
    show: (row, operations, isMade = false) => {
      const server = isMade ? undefined : row
      const step = (value: Row, operation: Operation) => value && showOne(value, operation, server)
      const layers = playLayers<Row>(shown.get(row), row, operations, step, keepRow)
      shown.set(row, layers)
      return topOf(layers)
    },
    create: (operation) => {
      const recipe = schema.recipeOf(operation.endpointName)?.insert
      const { item = 0 } = operation
      if (!recipe || item < 0 || created.has(operation)) return created.get(operation)
      const make = (): Row => {
        const made =
          operation.status === 'settled'
            ? recipe.answer(operation.result, item)
            : recipe.create(operation.arg, operation.number ?? standInId(operation), item)
        // The server made fewer than it was asked for.
        if (made === undefined && operation.item !== undefined) return undefined
        if (made && schema.rowId(recipe.type, made) !== undefined) return made
        throw new Error(`It makes a ${recipe.type} without an id: see rows.${recipe.type}.id.`)
      }
      const row = ask<Row>(undefined, make, operation)
      created.set(operation, row)
      return row
    },
    isIn: (row, operation) => {
      const answered = answerOf(operation)
      if (!answered) return false
      const [version, known] = versionsOf(operation, answered, row)
      return version !== undefined && known !== undefined && version <= known
    },
    noteFold: (before, after, startedAt) => {
      folds.set(after, { was: changedIn(after, before), startedAt, older: folds.get(before) })
    },
    carryFold: (row, next) => {
      const fold = folds.get(row)
      const isInner = (value: unknown) => typeof value === 'object'
      if (fold && Object.values(changedIn(row, next)).every(isInner)) folds.set(next, fold)
    },
    carry: (operation, next) => {
      const row = created.get(operation)
      if (row && next.status !== 'settled') created.set(next, row)
    },
  }
}
