import type { UnknownAction } from '@reduxjs/toolkit'
import type { InfiniteData } from '@reduxjs/toolkit/query'
import { removeValue } from '../engine/server-values.ts'
import type { Before, Transaction, TransactionParts } from '../engine/transaction.ts'
import { beginTransaction, serverValue, touch } from '../engine/transaction.ts'
import { outcomeOf } from '../operations/outcome.ts'
import { baseOf } from '../operations/overlay.ts'
import type { CacheEvent } from '../rtk-query/actions.ts'
import type { Definition } from '../rtk-query/definitions.ts'
import type { Entry, RtkReducer, RtkState } from '../rtk-query/entries.ts'
import { reduceEntries } from '../rtk-query/entries.ts'
import { keepServerPages, pageCount } from '../rtk-query/pages.ts'
import {
  dismissFailure,
  failOperation,
  markWaiting,
  settleOperation,
  startOperation,
  tellOperation,
} from './mutations.ts'
import { endRead, landAnswer, landGone, landWrite, startRead } from './reads.ts'
import { share, shareAll } from './sharing.ts'
import { landTold } from './told-rows.ts'

/** What events are applied with. */
export interface EventParts extends TransactionParts {
  /** RTK Query's own reducer. */
  readonly inner: RtkReducer
  /** An endpoint's definition as it is now. */
  definitionOf(endpointName: string): Definition | undefined
}

type Landed = Extract<CacheEvent, { kind: 'query-landed' }>
type Ended = Extract<CacheEvent, { kind: 'query-ended' }>

/** Events that change the whole slice are the reducer's own matter. */
export type EntryEvent = Exclude<CacheEvent, { kind: 'reset' | 'claimed' }>

/** What an action of the api changes: RTK Query's reducer first, then the overlay. */
export const applyEvent = (
  parts: EventParts,
  before: Before,
  action: UnknownAction,
  event: EntryEvent,
): Transaction => {
  const beginOn = (keys: readonly string[], entries = shownEntries(before, keys), by = action) =>
    beginTransaction(parts, before, reduceEntries(parts.inner, before.rtk, by, entries), keys)
  switch (event.kind) {
    case 'query-started': {
      const { queryCacheKey, endpointName, requestId } = event
      const tx = beginOn([queryCacheKey])
      startRead(tx, requestId, { queryCacheKey, endpointName })
      return tx
    }
    case 'query-landed':
      return applyAnswer(parts, before, action, event)
    case 'query-ended': {
      const tx = beginOn([event.queryCacheKey])
      refuse(tx, before, event)
      return tx
    }
    case 'written': {
      const { queryCacheKeys, asOf } = event
      const entries = serverEntries(before, queryCacheKeys)
      const shared = shareAll(parts.definitionOf, action, entries)
      const tx = beginOn(queryCacheKeys, entries, shared)
      for (const key of queryCacheKeys) {
        const value = tx.rtk.queries[key]?.data
        if (asOf !== undefined) landAnswer(tx, key, { data: value, told: value, sentAt: asOf })
        else if (value !== serverValue(tx, key)) landWrite(tx, key, value)
        else touch(tx, key)
      }
      return tx
    }
    case 'removed': {
      const { queryCacheKey } = event
      const tx = beginOn([queryCacheKey])
      removeValue(tx, queryCacheKey)
      return tx
    }
    default: {
      const tx = beginTransaction(parts, before, parts.inner(before.rtk, action), [])
      changeOperations(tx, event)
      return tx
    }
  }
}

const refuse = (
  tx: Transaction,
  { overlay }: Before,
  { queryCacheKey, requestId, refusal, sentSeq }: Ended,
): void => {
  const sentAt = sentSeq ?? overlay.inflight[requestId]?.startedAt ?? tx.overlay.clock
  if (refusal !== undefined) landGone(tx, queryCacheKey, refusal, sentAt)
  endRead(tx, requestId)
}

const applyAnswer = (
  parts: EventParts,
  before: Before,
  action: UnknownAction,
  { queryCacheKey, requestId, sentSeq, isUpsert, direction }: Landed,
): Transaction => {
  const { rtk, overlay } = before
  const keys = [queryCacheKey]
  const entries = serverEntries(before, keys)
  const entry = entries[queryCacheKey]
  const { merge } = parts.definitionOf(entry?.endpointName ?? '') ?? {}
  const answered = direction
    ? keepServerPages(action.payload as InfiniteData<unknown, unknown>, direction, entry?.data)
    : action.payload
  const [payload, bare] = share(parts.definitionOf, entry, answered)
  if (bare) entries[queryCacheKey] = bare
  const next = reduceEntries(parts.inner, rtk, { ...action, payload }, entries)
  // RTK Query takes only the answer of the entry's last request.
  const isTaken = isUpsert || entry?.requestId === requestId
  const tx = beginTransaction(parts, before, next, isTaken ? keys : [])
  const data = next.queries[queryCacheKey]?.data
  if (isUpsert) landWrite(tx, queryCacheKey, data)
  else if (isTaken) {
    const startedAt = overlay.inflight[requestId]?.startedAt
    // Several pages are asked for one after the other, and only the last says when: the first left when the read began.
    const sentAt = (pageCount(data) > 1 && !direction ? startedAt : sentSeq) ?? startedAt
    const part = merge ? payload : data
    const told = direction ? newPage(payload as InfiniteData<unknown, unknown>, direction) : part
    landAnswer(tx, queryCacheKey, { data, told, sentAt: sentAt ?? tx.overlay.clock })
  }
  endRead(tx, requestId)
  return tx
}

/** The one page that an answer to a request for a further page brings. */
const newPage = (
  { pages, pageParams }: InfiniteData<unknown, unknown>,
  direction: 'forward' | 'backward',
): InfiniteData<unknown, unknown> => ({
  pages: direction === 'forward' ? pages.slice(-1) : pages.slice(0, 1),
  pageParams,
})

type OperationEvent = Extract<
  EntryEvent,
  { kind: `mutation-${string}` | `${string}told` | 'dismissed' | 'waits' }
>

const changeOperations = (tx: Transaction, event: OperationEvent): void => {
  switch (event.kind) {
    case 'mutation-started':
      startOperation(tx, event.call)
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
      tellOperation(tx, event.call, event.call.result)
      break
    case 'waits':
      markWaiting(tx, event.requestId, event.isWaiting)
      break
    case 'rows-told':
      landTold(tx, event.tell)
      break
    case 'dismissed':
      dismissFailure(tx, event.requestId)
      break
  }
}

/** Entries to reduce. */
type Picked = Record<string, Entry | undefined>

/** Entries as they are shown: where RTK Query's reducer does not look at their data. */
const shownEntries = (before: Before, keys: readonly string[]): Picked =>
  pickEntries(before.rtk, keys, (entry) => entry)

/** Entries with what the server last said: where its reducer changes that. */
const serverEntries = ({ rtk, overlay }: Before, keys: readonly string[]): Picked =>
  pickEntries(rtk, keys, (entry, key) => {
    const base = baseOf(overlay, key)
    return base ? { ...entry, data: base.value } : entry
  })

const pickEntries = (
  { queries }: RtkState,
  keys: readonly string[],
  change: (entry: Entry, key: string) => Entry,
): Picked => {
  const picked: Picked = {}
  for (const key of keys) {
    const entry = queries[key]
    if (entry) picked[key] = change(entry, key)
  }
  return picked
}
