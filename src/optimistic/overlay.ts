import type { UnknownAction } from '@reduxjs/toolkit'
import { createEffectTest } from './begin.ts'
import {
  dismissFailure,
  dropLost,
  failOperation,
  settleOperation,
  startOperation,
} from './lifecycle.ts'
import type { Overlay } from './operations.ts'
import { emptyOverlay } from './operations.ts'
import { outcomeOf } from './outcome.ts'
import { endRead, landAnswer, landWrite, startRead } from './reads.ts'
import { createPlayer } from './replay.ts'
import type { RowIndex } from './row-index.ts'
import type { OnRecipeError } from './row-player.ts'
import type { CacheEvent, Entry, RtkReducer, RtkState, SliceState } from './rtk-query-state.ts'
import { createEventReader, keepServerPages, reduceEntries, splitState } from './rtk-query-state.ts'
import type { Schema } from './schema.ts'
import { forgetSettled, tellSettled } from './settled.ts'
import { adopt, buildIndex } from './snapshot.ts'
import { createTargets } from './targets.ts'
import type { Transaction } from './transaction.ts'
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
  const { reducerPath, schema, keyOf } = parts
  const readEvent = createEventReader(reducerPath)
  const transactionParts = {
    schema,
    player: createPlayer(schema, parts.onRecipeError),
    targets: createTargets({ schema, keyOf }),
    hasEffect: createEffectTest(schema),
  }
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

  const transact = (
    { state, rtk, overlay }: Before,
    next: RtkState,
    entries: ReadonlyMap<string, Entry | undefined> | undefined,
    change: (tx: Transaction) => void,
  ): SliceState => {
    const index = takeIndex(state, rtk, overlay)
    const tx = beginTransaction(transactionParts, {
      rtk: next,
      queries: rtk.queries,
      overlay,
      index,
      entries,
    })
    change(tx)
    dropLost(tx, schema)
    forgetSettled(tx, schema)
    return remember(tx.finish(), index)
  }

  /** RTK Query's reducer on the entries of an event. */
  const reduceOn = (
    { rtk, overlay }: Before,
    action: UnknownAction,
    keys: readonly string[],
    values: 'shown' | 'server',
  ) => {
    const some: Record<string, Entry | undefined> = {}
    for (const key of keys) {
      const entry = rtk.queries[key]
      const base = values === 'server' ? overlay.base[key] : undefined
      if (entry) some[key] = base ? { ...entry, data: base.value } : entry
    }
    const next = reduceEntries(inner, rtk, action, some)
    return { next, entries: entriesOf(next, keys) }
  }

  const apply = (
    { state, rtk, overlay }: Before,
    action: UnknownAction,
    event: CacheEvent,
  ): SliceState => {
    const clock = overlay.clock + 1
    const before: Before = { state, rtk, overlay: { ...overlay, clock } }
    const on = (keys: readonly string[], values: 'shown' | 'server', act = action) =>
      reduceOn(before, act, keys, values)
    switch (event.kind) {
      case 'reset':
        return remember({ ...inner(rtk, action), overlay: emptyOverlay(clock) }, undefined)
      case 'query-started': {
        const { queryCacheKey, endpointName, requestId } = event
        const { next, entries } = on([queryCacheKey], 'shown')
        return transact(before, next, entries, (tx) =>
          startRead(tx, requestId, { queryCacheKey, endpointName }),
        )
      }
      case 'query-ended': {
        const { next, entries } = on([event.queryCacheKey], 'shown')
        return transact(before, next, entries, (tx) => endRead(tx, event.requestId))
      }
      case 'query-landed': {
        const { queryCacheKey, requestId, sentSeq, isUpsert, direction } = event
        const entry = rtk.queries[queryCacheKey]
        const server = overlay.base[queryCacheKey]?.value ?? entry?.data
        const sent = direction ? keepServerPages(action, direction, server) : action
        const { next, entries } = on([queryCacheKey], 'server', sent)
        // RTK Query takes only the answer of the entry's last request.
        const isTaken = isUpsert || (entry !== undefined && entry.requestId === requestId)
        const sentAt = sentSeq ?? overlay.inflight[requestId]?.startedAt ?? clock
        return transact(before, next, isTaken ? entries : undefined, (tx) => {
          const answer = entries.get(queryCacheKey)?.data
          if (isUpsert) landWrite(tx, schema, queryCacheKey, answer)
          else if (isTaken) landAnswer(tx, schema, queryCacheKey, answer, sentAt)
          endRead(tx, requestId)
        })
      }
      case 'written': {
        const { queryCacheKeys } = event
        const { next, entries } = on(queryCacheKeys, 'server')
        return transact(before, next, entries, (tx) => {
          for (const key of queryCacheKeys) {
            const value = entries.get(key)?.data
            if (value !== tx.serverValue(key)) landWrite(tx, schema, key, value)
            else tx.touch(key)
          }
        })
      }
      case 'removed': {
        const { next, entries } = on([event.queryCacheKey], 'shown')
        return transact(before, next, entries, (tx) => tx.remove(event.queryCacheKey))
      }
      default: {
        const next = inner(rtk, action)
        return transact(before, next, undefined, (tx) => changeOperations(tx, event))
      }
    }
  }

  const changeOperations = (tx: Transaction, event: CacheEvent): void => {
    switch (event.kind) {
      case 'mutation-started':
        startOperation(tx, schema, event)
        break
      case 'mutation-settled':
        settleOperation(tx, schema, event.requestId, event.result)
        break
      case 'mutation-failed': {
        const outcome = outcomeOf(event.error, event.isAborted)
        failOperation(tx, schema, event.requestId, outcome, event)
        break
      }
      case 'told':
        tellSettled(tx, schema, event.news)
        break
      case 'dismissed':
        dismissFailure(tx, event.requestId)
        break
    }
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
    return transact(before, next, entriesOf(next, changed), (tx) => {
      for (const key of changed) tx.write(key, next.queries[key]?.data)
    })
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

const entriesOf = (
  { queries }: RtkState,
  keys: readonly string[],
): ReadonlyMap<string, Entry | undefined> => new Map(keys.map((key) => [key, queries[key]]))
