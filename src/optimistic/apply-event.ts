import type { UnknownAction } from '@reduxjs/toolkit'
import { dismissFailure, failOperation, settleOperation, startOperation } from './lifecycle.ts'
import { outcomeOf } from './outcome.ts'
import { endRead, landAnswer, landWrite, startRead } from './reads.ts'
import type { CacheEvent } from './rtk-query-actions.ts'
import type { Entry, RtkReducer, RtkState } from './rtk-query-state.ts'
import { keepServerPages, reduceEntries } from './rtk-query-state.ts'
import { removeValue } from './server-values.ts'
import { tellSettled } from './settled.ts'
import type { Before, Transaction, TransactionParts } from './transaction.ts'
import { beginTransaction, serverValue, touch } from './transaction.ts'

/** What events are applied with. */
export interface EventParts extends TransactionParts {
  /** RTK Query's own reducer. */
  readonly inner: RtkReducer
}

type Landed = Extract<CacheEvent, { kind: 'query-landed' }>
type Reset = Extract<CacheEvent, { kind: 'reset' }>

/** What an action of the api changes: RTK Query's reducer first, then the overlay. */
export const applyEvent = (
  parts: EventParts,
  before: Before,
  action: UnknownAction,
  event: Exclude<CacheEvent, Reset>,
): Transaction => {
  const beginOn = (keys: readonly string[], entriesOf: typeof shownEntries) => {
    const next = reduceEntries(parts.inner, before.rtk, action, entriesOf(before, keys))
    return beginTransaction(parts, before, next, keys)
  }
  switch (event.kind) {
    case 'query-started': {
      const { queryCacheKey, endpointName, requestId } = event
      const tx = beginOn([queryCacheKey], shownEntries)
      startRead(tx, requestId, { queryCacheKey, endpointName })
      return tx
    }
    case 'query-landed':
      return applyAnswer(parts, before, action, event)
    case 'query-ended': {
      const { queryCacheKey, requestId } = event
      const tx = beginOn([queryCacheKey], shownEntries)
      endRead(tx, requestId)
      return tx
    }
    case 'written': {
      const { queryCacheKeys } = event
      const tx = beginOn(queryCacheKeys, serverEntries)
      for (const key of queryCacheKeys) {
        const value = tx.rtk.queries[key]?.data
        if (value !== serverValue(tx, key)) landWrite(tx, key, value)
        else touch(tx, key)
      }
      return tx
    }
    case 'removed': {
      const { queryCacheKey } = event
      const tx = beginOn([queryCacheKey], shownEntries)
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

const applyAnswer = (
  parts: EventParts,
  before: Before,
  action: UnknownAction,
  { queryCacheKey, requestId, sentSeq, isUpsert, direction }: Landed,
): Transaction => {
  const { rtk, overlay } = before
  const keys = [queryCacheKey]
  const entries = serverEntries(before, keys)
  const server = entries[queryCacheKey]?.data
  const sent = direction ? keepServerPages(action, direction, server) : action
  const next = reduceEntries(parts.inner, rtk, sent, entries)
  // RTK Query takes only the answer of the entry's last request.
  const isTaken = isUpsert || entries[queryCacheKey]?.requestId === requestId
  const tx = beginTransaction(parts, before, next, isTaken ? keys : [])
  const sentAt = sentSeq ?? overlay.inflight[requestId]?.startedAt ?? tx.overlay.clock
  const answer = next.queries[queryCacheKey]?.data
  if (isUpsert) landWrite(tx, queryCacheKey, answer)
  else if (isTaken) landAnswer(tx, queryCacheKey, answer, sentAt)
  endRead(tx, requestId)
  return tx
}

const changeOperations = (
  tx: Transaction,
  event: Extract<CacheEvent, { kind: `mutation-${string}` | 'told' | 'dismissed' }>,
): void => {
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

/** Entries as they are shown: where RTK Query's reducer does not look at their data. */
const shownEntries = (before: Before, keys: readonly string[]): RtkState['queries'] =>
  pickEntries(before.rtk, keys, (entry) => entry)

/** Entries with what the server last said: where its reducer changes that. */
const serverEntries = ({ rtk, overlay }: Before, keys: readonly string[]): RtkState['queries'] =>
  pickEntries(rtk, keys, (entry, key) => {
    const base = overlay.base[key]
    return base ? { ...entry, data: base.value } : entry
  })

const pickEntries = (
  { queries }: RtkState,
  keys: readonly string[],
  change: (entry: Entry, key: string) => Entry,
): RtkState['queries'] => {
  const picked: Record<string, Entry | undefined> = {}
  for (const key of keys) {
    const entry = queries[key]
    if (entry) picked[key] = change(entry, key)
  }
  return picked
}
