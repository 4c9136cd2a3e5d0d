import type { UnknownAction } from '@reduxjs/toolkit'
import { finishTransaction } from './finish.ts'
import { dismissFailure, failOperation, settleOperation, startOperation } from './lifecycle.ts'
import type { Overlay } from './operations.ts'
import { emptyOverlay } from './operations.ts'
import { outcomeOf } from './outcome.ts'
import { endRead, landAnswer, landWrite, startRead } from './reads.ts'
import type { RowIndex } from './row-index.ts'
import type { OnRecipeError } from './row-player.ts'
import { createRowPlayer } from './row-player.ts'
import type { CacheEvent, Entry, RtkReducer, RtkState, SliceState } from './rtk-query-state.ts'
import { createEventReader, keepServerPages, reduceEntries, splitState } from './rtk-query-state.ts'
import type { Schema } from './schema.ts'
import { removeValue, writeValue } from './server-values.ts'
import { tellSettled } from './settled.ts'
import { adopt, buildIndex } from './snapshot.ts'
import type { Transaction } from './transaction.ts'
import { beginTransaction, serverValue, touch } from './transaction.ts'

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

type Landed = Extract<CacheEvent, { kind: 'query-landed' }>

/** What an action finds. */
interface Before {
  readonly state: SliceState
  readonly rtk: RtkState
  readonly overlay: Overlay
}

/**
 * Wraps RTK Query's reducer: the view of an entry is its server value with the open operations played over it, made in
 * the same action that changes either (design.md, I3), so that every hook, selector and devtool sees the view.
 */
export const createOverlayReducer = (inner: RtkReducer, parts: OverlayParts): OverlayReducer => {
  const { schema, keyOf } = parts
  const readEvent = createEventReader(parts.reducerPath)
  const rowPlayer = createRowPlayer(schema, parts.onRecipeError)
  // Every state that was made here is in it. An index goes on to the next state: an older one, which time travel may
  // bring back, makes its own again. Nothing else hangs on a state: what a weak map holds outlives the small collections.
  const indexes = new WeakMap<SliceState, RowIndex | undefined>()

  const remember = (state: SliceState, index: RowIndex | undefined): SliceState => {
    indexes.set(state, index)
    return state
  }

  /** Takes a state's index, or makes it. */
  const takeIndex = (state: SliceState, { queries }: RtkState, { base }: Overlay): RowIndex => {
    const known = indexes.get(state)
    if (!known) return buildIndex(schema, queries, base)
    indexes.set(state, undefined)
    return known
  }

  const begin = (
    { state, rtk, overlay }: Before,
    next: RtkState,
    reduced: readonly string[],
    clock = overlay.clock + 1,
  ): Transaction => {
    const index = takeIndex(state, rtk, overlay)
    const start = { rtk: next, reduced, queries: rtk.queries, overlay, clock, index }
    return beginTransaction({ schema, rowPlayer, keyOf }, start)
  }

  const finish = (tx: Transaction): SliceState => remember(finishTransaction(tx), tx.index)

  const apply = (before: Before, action: UnknownAction, event: CacheEvent): SliceState => {
    const { rtk, overlay } = before
    const on = (keys: readonly string[], values: 'shown' | 'server', act = action) =>
      begin(before, reduceEntries(inner, rtk, act, pickEntries(before, keys, values)), keys)
    switch (event.kind) {
      case 'reset':
        return remember(
          { ...inner(rtk, action), overlay: emptyOverlay(overlay.clock + 1) },
          undefined,
        )
      case 'query-started': {
        const { queryCacheKey, endpointName, requestId } = event
        const tx = on([queryCacheKey], 'shown')
        startRead(tx, requestId, { queryCacheKey, endpointName })
        return finish(tx)
      }
      case 'query-ended': {
        const tx = on([event.queryCacheKey], 'shown')
        endRead(tx, event.requestId)
        return finish(tx)
      }
      case 'query-landed':
        return land(before, action, event)
      case 'written': {
        const tx = on(event.queryCacheKeys, 'server')
        for (const key of event.queryCacheKeys) {
          const value = tx.rtk.queries[key]?.data
          if (value !== serverValue(tx, key)) landWrite(tx, key, value)
          else touch(tx, key)
        }
        return finish(tx)
      }
      case 'removed': {
        const tx = on([event.queryCacheKey], 'shown')
        removeValue(tx, event.queryCacheKey)
        return finish(tx)
      }
      default: {
        const tx = begin(before, inner(rtk, action), [])
        changeOperations(tx, event)
        return finish(tx)
      }
    }
  }

  const land = (
    before: Before,
    action: UnknownAction,
    { queryCacheKey, requestId, sentSeq, isUpsert, direction }: Landed,
  ): SliceState => {
    const { rtk, overlay } = before
    const entry = rtk.queries[queryCacheKey]
    const server = overlay.base[queryCacheKey]?.value ?? entry?.data
    const sent = direction ? keepServerPages(action, direction, server) : action
    const keys = [queryCacheKey]
    const next = reduceEntries(inner, rtk, sent, pickEntries(before, keys, 'server'))
    // RTK Query takes only the answer of the entry's last request.
    const isTaken = isUpsert || (entry !== undefined && entry.requestId === requestId)
    const tx = begin(before, next, isTaken ? keys : [])
    const sentAt = sentSeq ?? overlay.inflight[requestId]?.startedAt ?? tx.overlay.clock
    const answer = next.queries[queryCacheKey]?.data
    if (isUpsert) landWrite(tx, queryCacheKey, answer)
    else if (isTaken) landAnswer(tx, queryCacheKey, answer, sentAt)
    endRead(tx, requestId)
    return finish(tx)
  }

  /** Any other action: RTK Query's own bookkeeping, or a snapshot that brings entries. */
  const passOn = (before: Before, action: UnknownAction): SliceState => {
    const { state, rtk, overlay } = before
    const next = inner(rtk, action)
    if (next === rtk && indexes.has(state)) return state
    if (next.queries === rtk.queries) {
      const index = indexes.get(state)
      if (index) indexes.set(state, undefined)
      return remember({ ...next, overlay }, index)
    }
    const changed = Object.keys(next.queries).filter(
      (key) => next.queries[key] !== rtk.queries[key],
    )
    const tx = begin(before, next, changed, overlay.clock)
    for (const key of changed) writeValue(tx, key, next.queries[key]?.data)
    return finish(tx)
  }

  const reduce = (state: SliceState | undefined, action: UnknownAction): SliceState => {
    if (state === undefined) {
      return remember({ ...inner(undefined, action), overlay: emptyOverlay() }, undefined)
    }
    const event = readEvent(action)
    const before = { state, ...(indexes.has(state) ? splitState(state) : adopt(state)) }
    return event ? apply(before, action, event) : passOn(before, action)
  }

  return Object.assign(reduce, {
    indexOf: (state: SliceState) => {
      const known = indexes.get(state)
      if (known) return known
      const index = buildIndex(schema, state.queries, state.overlay?.base ?? {})
      if (indexes.has(state)) indexes.set(state, index)
      return index
    },
  })
}

/** The entries of an event, as RTK Query's reducer is to see them. */
const pickEntries = (
  { rtk, overlay }: Before,
  keys: readonly string[],
  values: 'shown' | 'server',
): RtkState['queries'] => {
  const picked: Record<string, Entry | undefined> = {}
  for (const key of keys) {
    const entry = rtk.queries[key]
    const base = values === 'server' ? overlay.base[key] : undefined
    if (entry) picked[key] = base ? { ...entry, data: base.value } : entry
  }
  return picked
}

const changeOperations = (tx: Transaction, event: CacheEvent): void => {
  switch (event.kind) {
    case 'mutation-started':
      startOperation(tx, event)
      break
    case 'mutation-settled':
      settleOperation(tx, event.requestId, event.result)
      break
    case 'mutation-failed': {
      const outcome = outcomeOf(event.error, event.isAborted)
      failOperation(tx, event.requestId, outcome, event)
      break
    }
    case 'told':
      tellSettled(tx, event.news)
      break
    case 'dismissed':
      dismissFailure(tx, event.requestId)
      break
  }
}
