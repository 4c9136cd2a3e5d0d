import type { Layers } from '../operations/layers.ts'
import { playLayers, topOf } from '../operations/layers.ts'
import type { Operation, RowRef, SettledOperation } from '../operations/operation.ts'
import { isRow, standInId } from '../operations/operation.ts'
import type { ToldRow } from '../operations/told.ts'
import type { AnyStep } from '../recipes/any-recipe.ts'
import type { Gone } from '../recipes/draft.ts'
import { gone } from '../recipes/draft.ts'
import { pickNamed } from '../recipes/named-fields.ts'
import type { Schema } from '../recipes/schema.ts'
import { TOLD } from '../recipes/schema.ts'
import { withServerFields } from './answered.ts'
import { isSame, mergeRow, shareStructure } from './identity.ts'

/**
 * How an operation is played: as shown, or folded into a server value (`whole`: with the whole row of its answer;
 * `missed`: into a late answer).
 */
export type Mode = 'shown' | 'folded' | 'whole' | 'missed'

type Row = object | undefined

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
  /** The row as the operation's own answer says it, or as it was told. */
  said(ref: RowRef, operation: SettledOperation): Row
  /** The operation goes on as `next`, which makes the same row. */
  carry(operation: Operation, next: Operation): void
}

/** What an operation is to a recipe. */
export const stepOf = (operation: Operation): AnyStep => {
  const { arg, requestId, startedTimeStamp } = operation
  return operation.status === 'settled'
    ? { arg, requestId, startedTimeStamp, isSettled: true, result: operation.result }
    : { arg, requestId, startedTimeStamp, isSettled: false }
}

/** Makes a row player; what it remembers only saves making equal rows again, so that they stay the same objects. */
export const createRowPlayer = (schema: Schema): RowPlayer => {
  const { ask } = schema
  const shown = new WeakMap<object, Layers<Row>>()
  const created = new WeakMap<Operation, Row>()
  const answers = new WeakMap<Operation, Row>()
  // A row that several entries share is folded for each of them.
  let last: { row: object; operation: Operation; next: object } | undefined

  /** Asked apart: what an operation itself changes must not be lost with an answer that cannot be read. */
  const answerOf = (operation: SettledOperation): Row => {
    if (!answers.has(operation)) {
      const { row } = schema.recipeOf(operation)
      answers.set(
        operation,
        ask<Row>(undefined, () => row?.answer?.(operation.result), operation),
      )
    }
    return answers.get(operation)
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
    if (mode !== 'shown' && schema.compare(operation.row?.type, answered, row) < 0) return row
    return mergeRow(next, mode === 'whole' ? answered : pickNamed(row, next, answered))
  }

  const play: RowPlayer['play'] = (row, operation, mode) => {
    const recipe = schema.recipeOf(operation).row
    if (!recipe) return row
    const update = (draft: object): unknown =>
      recipe.update ? recipe.update(draft, stepOf(operation)) : draft
    const played = ask<object | Gone>(row, () => schema.change(row, recipe, update), operation)
    const next = played === gone ? undefined : played
    if (next === undefined) return undefined
    const merged = operation.status === 'settled' ? withAnswer(row, next, operation, mode) : next
    return isSame(merged, row) ? row : merged
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
    if (!isSame(first, next)) return next
    // Its next change is remembered with itself: or an old row would retain all later versions.
    shown.delete(row)
    shown.set(first, layers)
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
      const layers = playLayers<Row>(shown.get(row), row, operations, step, shareStructure)
      shown.set(row, layers)
      return topOf(layers)
    },
    create: (operation) => {
      const recipe = schema.recipeOf(operation).insert
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
    said: (ref, operation) => {
      if (operation.endpointName !== TOLD) return answerOf(operation)
      const isIt = (one: ToldRow) => one.isWhole === true && isRow(ref)(one)
      return (operation.arg as readonly ToldRow[]).find(isIt)?.fields
    },
    carry: (operation, next) => {
      const row = created.get(operation)
      if (row && next.status !== 'settled') created.set(next, row)
    },
  }
}
