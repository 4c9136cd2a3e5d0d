import type { UnknownAction } from '@reduxjs/toolkit'
import type { EventParts } from './apply-event.ts'
import { applyEvent } from './apply-event.ts'
import { finishTransaction } from './finish.ts'
import { createIndexes } from './indexes.ts'
import { emptyOverlay } from './operations.ts'
import type { RowIndex } from './row-index.ts'
import type { OnRecipeError } from './row-player.ts'
import { createRowPlayer } from './row-player.ts'
import { createEventReader } from './rtk-query-actions.ts'
import type { RtkReducer, SliceState } from './rtk-query-state.ts'
import { splitState } from './rtk-query-state.ts'
import type { Schema } from './schema.ts'
import { writeValue } from './server-values.ts'
import { adopt } from './snapshot.ts'
import { beginTransaction } from './transaction.ts'

/** What the overlay's reducer is made of. */
export interface OverlayParts {
  readonly reducerPath: string
  readonly schema: Schema
  readonly onRecipeError: OnRecipeError | undefined
  keyOf(endpointName: string, queryArg: unknown): string | undefined
}

/** The slice's reducer, with the overlay around RTK Query's own. */
export interface OverlayReducer {
  (state: SliceState | undefined, action: UnknownAction): SliceState
  /** The row index of a state, made anew if need be; for invalidation, and for tests. */
  indexOf(state: SliceState): RowIndex
}

/**
 * Wraps RTK Query's reducer: the view of an entry is its server value with the open operations played over it, made in
 * the same action that changes either (design.md, I3), so that every hook, selector and devtool sees the view.
 */
export const createOverlayReducer = (
  inner: RtkReducer,
  { reducerPath, schema, onRecipeError, keyOf }: OverlayParts,
): OverlayReducer => {
  const readEvent = createEventReader(reducerPath)
  const indexes = createIndexes(schema)
  const rowPlayer = createRowPlayer(schema, onRecipeError)
  const parts: EventParts = { inner, schema, rowPlayer, keyOf }

  /** Any other action: RTK Query's own bookkeeping, or a snapshot that brings entries. */
  const passOn = (state: SliceState, action: UnknownAction): SliceState => {
    const isKnown = indexes.knows(state)
    const { rtk, overlay } = isKnown ? splitState(state) : adopt(state)
    const next = inner(rtk, action)
    if (next === rtk && isKnown) return state
    if (next.queries === rtk.queries) return indexes.pass(state, { ...next, overlay })
    const changed = Object.keys(next.queries).filter(
      (key) => next.queries[key] !== rtk.queries[key],
    )
    const before = { rtk, overlay, index: indexes.take(state) }
    const tx = beginTransaction(parts, before, next, changed, overlay.clock)
    for (const key of changed) writeValue(tx, key, next.queries[key]?.data)
    return indexes.keep(finishTransaction(tx), tx.index)
  }

  const reduce = (state: SliceState | undefined, action: UnknownAction): SliceState => {
    if (state === undefined) {
      return indexes.keep({ ...inner(undefined, action), overlay: emptyOverlay() })
    }
    const event = readEvent(action)
    if (!event) return passOn(state, action)
    const { rtk, overlay } = indexes.knows(state) ? splitState(state) : adopt(state)
    if (event.kind === 'reset') {
      return indexes.keep({ ...inner(rtk, action), overlay: emptyOverlay(overlay.clock + 1) })
    }
    const before = { rtk, overlay, index: indexes.take(state) }
    const tx = applyEvent(parts, before, action, event)
    return indexes.keep(finishTransaction(tx), tx.index)
  }

  return Object.assign(reduce, { indexOf: indexes.of })
}
