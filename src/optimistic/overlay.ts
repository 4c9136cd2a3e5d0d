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
import { createEventReader, keepServerPages, reduceEntries } from './rtk-query-state.ts'
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

/** What is remembered of a state: its RTK Query part, so that nothing changes when that does not, and its row index. */
interface Memory {
  readonly rtk: RtkState
  /** Goes on to the next state: an older one, which time travel may bring back, makes its own again. */
  index: RowIndex | undefined
}

/**
 * Wraps RTK Query's reducer: the view of an entry is its server value with the open operations played over it, made in
 * the same action that changes either (design.md, I3), so that every hook, selector and devtool sees the view.
 */
export const createOverlayReducer = (inner: RtkReducer, parts: OverlayParts): OverlayReducer => {
  const { reducerPath, schema, keyOf } = parts
  const readEvent = createEventReader(reducerPath)
  const transactionParts = {
    player: createPlayer(schema, parts.onRecipeError),
    targets: createTargets({ schema, keyOf }),
    hasEffect: createEffectTest(schema),
  }
  const memories = new WeakMap<SliceState, Memory>()

  const remember = (rtk: RtkState, overlay: Overlay, index: RowIndex | undefined): SliceState => {
    const state: SliceState = { ...rtk, overlay }
    memories.set(state, { rtk, index })
    return state
  }

  const indexFor = (memory: Memory, { base }: Overlay): RowIndex => {
    memory.index ??= buildIndex(schema, memory.rtk.queries, base)
    return memory.index
  }

  const transact = (
    memory: Memory,
    overlay: Overlay,
    rtk: RtkState,
    entries: Readonly<Record<string, Entry | undefined>> | undefined,
    change: (tx: Transaction) => void,
  ): SliceState => {
    const index = indexFor(memory, overlay)
    memory.index = undefined
    const own = { ...rtk, queries: memory.rtk.queries }
    const start = { rtk: own, overlay, index, ...(entries && { entries }) }
    const tx = beginTransaction(transactionParts, start)
    change(tx)
    dropLost(tx, schema)
    forgetSettled(tx, schema)
    const { overlay: next, ...nextRtk } = tx.finish()
    return remember(nextRtk, next, index)
  }

  /** RTK Query's reducer on the entries of an event. */
  const reduceOn = (
    { rtk }: Memory,
    overlay: Overlay,
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
    const entries: Record<string, Entry | undefined> = {}
    for (const key of keys) entries[key] = next.queries[key]
    return { next, entries }
  }

  const apply = (
    memory: Memory,
    overlay: Overlay,
    action: UnknownAction,
    event: CacheEvent,
  ): SliceState => {
    const clock = overlay.clock + 1
    const ticked: Overlay = { ...overlay, clock }
    const on = (keys: readonly string[], values: 'shown' | 'server', act = action) =>
      reduceOn(memory, overlay, act, keys, values)
    switch (event.kind) {
      case 'reset':
        return remember(inner(memory.rtk, action), emptyOverlay(clock), undefined)
      case 'query-started': {
        const { queryCacheKey, endpointName, requestId } = event
        const { next, entries } = on([queryCacheKey], 'shown')
        return transact(memory, ticked, next, entries, (tx) =>
          startRead(tx, requestId, { queryCacheKey, endpointName }),
        )
      }
      case 'query-ended': {
        const { next, entries } = on([event.queryCacheKey], 'shown')
        return transact(memory, ticked, next, entries, (tx) => endRead(tx, event.requestId))
      }
      case 'query-landed': {
        const { queryCacheKey, requestId, sentSeq, isUpsert, direction } = event
        const entry = memory.rtk.queries[queryCacheKey]
        const server = overlay.base[queryCacheKey]?.value ?? entry?.data
        const sent = direction ? keepServerPages(action, direction, server) : action
        const { next, entries } = on([queryCacheKey], 'server', sent)
        // RTK Query takes only the answer of the entry's last request.
        const isTaken = isUpsert || (entry !== undefined && entry.requestId === requestId)
        const sentAt = sentSeq ?? overlay.inflight[requestId]?.startedAt ?? clock
        return transact(memory, ticked, next, isTaken ? entries : undefined, (tx) => {
          const answer = entries[queryCacheKey]?.data
          if (isUpsert) landWrite(tx, schema, queryCacheKey, answer)
          else if (isTaken) landAnswer(tx, schema, queryCacheKey, answer, sentAt)
          endRead(tx, requestId)
        })
      }
      case 'written': {
        const { queryCacheKeys } = event
        const { next, entries } = on(queryCacheKeys, 'server')
        return transact(memory, ticked, next, entries, (tx) => {
          for (const key of queryCacheKeys) {
            const value = entries[key]?.data
            if (value !== tx.serverValue(key)) landWrite(tx, schema, key, value)
            else tx.touch([key])
          }
        })
      }
      case 'removed': {
        const { next, entries } = on([event.queryCacheKey], 'shown')
        return transact(memory, ticked, next, entries, (tx) => tx.remove(event.queryCacheKey))
      }
      default: {
        const next = inner(memory.rtk, action)
        return transact(memory, ticked, next, undefined, (tx) => changeOperations(tx, event))
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
  const passOn = (
    memory: Memory,
    state: SliceState | undefined,
    overlay: Overlay,
    action: UnknownAction,
  ): SliceState => {
    const next = inner(memory.rtk, action)
    if (state && next === memory.rtk) return state
    const before = memory.rtk.queries
    if (next.queries === before) {
      const state = remember(next, overlay, memory.index)
      memory.index = undefined
      return state
    }
    const changed = Object.keys(next.queries).filter((key) => next.queries[key] !== before[key])
    const entries = Object.fromEntries(changed.map((key) => [key, next.queries[key]]))
    return transact(memory, overlay, next, entries, (tx) => {
      for (const key of changed) tx.write(key, next.queries[key]?.data)
    })
  }

  const reduce = (state: SliceState | undefined, action: UnknownAction): SliceState => {
    if (state === undefined) return remember(inner(undefined, action), emptyOverlay(), undefined)
    const event = readEvent(action)
    const known = memories.get(state)
    if (known) {
      return event
        ? apply(known, state.overlay, action, event)
        : passOn(known, state, state.overlay, action)
    }
    const { rtk, overlay } = adopt(state)
    const memory = { rtk, index: undefined }
    return event
      ? apply(memory, overlay, action, event)
      : passOn(memory, undefined, overlay, action)
  }

  return Object.assign(reduce, {
    indexOf: (state: SliceState) => {
      const memory = memories.get(state)
      return memory ? indexFor(memory, state.overlay) : buildIndex(schema, state.queries, {})
    },
  })
}
