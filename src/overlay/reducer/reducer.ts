import type { UnknownAction } from '@reduxjs/toolkit'
import { createOpenOperations } from '../engine/open-operations.ts'
import type { Before, Index, Transaction } from '../engine/transaction.ts'
import { beginTransaction } from '../engine/transaction.ts'
import type { EventParts } from '../events/apply-event.ts'
import { applyEvent } from '../events/apply-event.ts'
import { finishTransaction } from '../events/finish.ts'
import { landRestored } from '../events/reads.ts'
import type { Overlay } from '../operations/overlay.ts'
import { baseOf, emptyOverlay } from '../operations/overlay.ts'
import type { Schema } from '../recipes/schema.ts'
import { createRowPlayer } from '../rows/player.ts'
import { createRowIndex } from '../rows/row-index.ts'
import type { CacheEvent } from '../rtk-query/actions.ts'
import { createEventReader } from '../rtk-query/actions.ts'
import type { Definition } from '../rtk-query/definitions.ts'
import type { RtkReducer, SliceState } from '../rtk-query/entries.ts'
import { changedKeys, splitState } from '../rtk-query/entries.ts'
import type { Cursors } from '../rtk-query/pages.ts'
import { withAnyTags } from '../rtk-query/tags.ts'
import type { ChangedKeys } from './changed-keys.ts'
import { createChangedKeys } from './changed-keys.ts'
import { createIndexes } from './indexes.ts'
import type { EntryLayers } from './select-layers.ts'
import { createLayerSelector } from './select-layers.ts'
import { createRowSelector } from './select-row.ts'
import { createRestored, hydrateType, toServerState } from './snapshot.ts'

/** What the overlay's reducer is made of. */
export interface OverlayParts {
  readonly reducerPath: string
  readonly schema: Schema
  readonly cursors: Cursors
  /** A name that no other api has, in this page or another. */
  readonly origin: string
  keyOf(endpointName: string, queryArg: unknown): string | undefined
  definitionOf(endpointName: string): Definition | undefined
}

/** The slice's reducer, with the overlay around RTK Query's own. */
export interface OverlayReducer {
  (state: SliceState | undefined, action: UnknownAction): SliceState
  /** The index of a state, made anew if need be; for invalidation. */
  indexOf(state: SliceState): Index
  /** The cache keys of the entries that differ between two states. */
  readonly changedKeys: ChangedKeys['between']
  /** A row as it is shown. */
  selectRow(state: SliceState, type: string, id: string): object | undefined
  /** What the server said of an entry, and what each open operation makes of it. */
  selectLayers(state: SliceState, queryCacheKey: string): EntryLayers | undefined
}

/**
 * Wraps RTK Query's reducer: the view of an entry is its server value with the open operations played over it, made in
 * the same action that changes either, so that every hook, selector and devtool sees the view.
 */
export const createOverlayReducer = (
  plain: RtkReducer,
  { reducerPath, schema, cursors, origin, keyOf, definitionOf }: OverlayParts,
): OverlayReducer => {
  const readEvent = createEventReader(reducerPath)
  const inner = withAnyTags(plain, definitionOf)
  const parts: EventParts = {
    inner,
    schema,
    cursors,
    rowPlayer: createRowPlayer(schema),
    keyOf,
    definitionOf,
  }

  const newIndex = (overlay: Overlay): Index => ({
    rows: createRowIndex(schema),
    open: createOpenOperations(schema, overlay.operations),
    layers: new Map(),
  })

  const indexes = createIndexes(schema, ({ queries, overlay }) => {
    const index = newIndex(overlay)
    for (const [key, entry] of Object.entries(queries)) {
      const base = baseOf(overlay, key)
      const value = base ? base.value : entry?.data
      if (base) cursors.note(entry?.data, value)
      if (entry && value !== undefined) index.rows.write(key, entry.endpointName, undefined, value)
    }
    return index
  })

  const changed = createChangedKeys()
  const finish = (tx: Transaction) => {
    const { state, keys } = finishTransaction(tx)
    changed.note(tx.queries, state.queries, keys)
    return indexes.give(state, tx.index)
  }

  /**
   * A state from elsewhere: preloaded, imported, another store's. The operations in it ended with the page that they were
   * called in, so it starts from its server values; of rows that differ between its entries the newest counts.
   */
  const takeIn = (state: SliceState, as: string): SliceState => {
    const rtk = toServerState(state)
    const overlay = emptyOverlay(as, state.overlay?.clock)
    const before = { rtk, overlay, index: newIndex(overlay) }
    const tx = beginTransaction(parts, before, rtk, [], overlay.clock)
    const entries = Object.entries(rtk.queries).flatMap(([key, entry]) =>
      entry ? [{ key, entry }] : [],
    )
    for (const { key } of entries) tx.server.set(key, undefined)
    const age = ({ entry }: (typeof entries)[number]) => entry.fulfilledTimeStamp ?? 0
    for (const { key, entry } of entries.sort((a, b) => age(a) - age(b))) {
      if (entry.data !== undefined) landRestored(tx, key, entry.data)
    }
    return finish(tx)
  }

  const isOwn = ({ overlay }: SliceState, { type }: UnknownAction): boolean =>
    overlay?.origin?.startsWith(origin) === true && !type.startsWith('@@redux/INIT')

  /** Any other action: RTK Query's own bookkeeping, or a snapshot that brings entries. */
  const passOn = (state: SliceState, action: UnknownAction): SliceState => {
    const { rtk, overlay } = splitState(state)
    const next = inner(rtk, action)
    if (next === rtk) return state
    if (next.queries === rtk.queries) return { ...next, overlay }
    const keys = changedKeys(rtk.queries, next.queries)
    const tx = beginTransaction(parts, beforeOf(state), next, keys, overlay.clock)
    const restored = createRestored(action)
    const sentAt = action.type === hydrateType(reducerPath) ? -1 : overlay.clock
    for (const key of keys) {
      const entry = next.queries[key]
      if (entry)
        landRestored(tx, key, (restored(key, entry) ?? { value: entry.data }).value, sentAt)
    }
    return finish(tx)
  }

  const beforeOf = (state: SliceState): Before => ({
    ...splitState(state),
    index: indexes.take(state),
  })

  const claim = (state: SliceState, by: string): SliceState => {
    const { overlay } = state
    if (overlay.origin === by) return state
    if (overlay.origin !== origin) return takeIn(state, by)
    const index = indexes.take(state)
    return indexes.give({ ...state, overlay: { ...overlay, origin: by } }, index)
  }

  const isAboutNothing = ({ queries }: SliceState, event: CacheEvent): boolean =>
    event.kind === 'removed' && queries[event.queryCacheKey] === undefined

  const reduce = (found: SliceState | undefined, action: UnknownAction): SliceState => {
    // Where nothing is declared, or not yet, it is RTK Query.
    if (schema.isEmpty) return plain(found, action) as SliceState
    if (found === undefined) return { ...inner(undefined, action), overlay: emptyOverlay(origin) }
    const state = isOwn(found, action) ? found : takeIn(found, origin)
    const event = readEvent(action)
    if (!event || isAboutNothing(state, event)) return passOn(state, action)
    switch (event.kind) {
      case 'claimed':
        return claim(state, event.origin)
      case 'reset': {
        const { rtk, overlay } = splitState(state)
        return { ...inner(rtk, action), overlay: emptyOverlay(overlay.origin, overlay.clock + 1) }
      }
      default:
        return finish(applyEvent(parts, beforeOf(state), action, event))
    }
  }

  const indexOf = (state: SliceState) =>
    indexes.of(state.overlay ? state : { ...state, overlay: emptyOverlay(origin) })
  const selectRow = createRowSelector(schema, parts.rowPlayer, indexOf)
  const selectLayers = createLayerSelector(parts, indexOf)
  return Object.assign(reduce, {
    indexOf,
    selectRow,
    selectLayers,
    changedKeys: changed.between,
  })
}
