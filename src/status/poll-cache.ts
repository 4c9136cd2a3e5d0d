import type { UnknownAction } from '@reduxjs/toolkit'
import type { VZapsCall } from '../core/calls/call.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import { rowsOfPage } from '../instances/rows-of.ts'
import type { Instance } from '../instances/schema.ts'
import type { Overlay } from '../overlay/operations/overlay.ts'
import { baseOf, emptyOverlay } from '../overlay/operations/overlay.ts'
import type { Definition } from '../overlay/rtk-query/definitions.ts'
import { definitionOf } from '../overlay/rtk-query/definitions.ts'
import type { Entry, SliceState } from '../overlay/rtk-query/entries.ts'
import { readSubscriptions } from '../overlay/rtk-query/entries.ts'
import type { Cache, PolledEndpoint } from './cache.ts'
import type { HubParts } from './hub-parts.ts'
import { createNoNews } from './no-news.ts'
import type { Poll } from './targets.ts'

/** What of an endpoint's definition is needed to ask without RTK Query. */
interface Asking extends Definition {
  query?(arg: unknown): unknown
  transformResponse?(value: unknown, meta: unknown, arg: unknown): unknown
}

const nothing = emptyOverlay('')

/** What a list that is shown was answered. */
export interface ListAnswer {
  /** Its cache key. */
  readonly slot: string
  readonly args: ListInstancesArgs | undefined
  readonly page: unknown
}

/** A list on the screen. */
interface ShownList {
  readonly args: ListInstancesArgs | undefined
  readonly ids: ReadonlySet<string>
}

/** What it is made of. */
export interface PollCacheParts {
  readonly parts: Pick<HubParts, 'api' | 'store' | 'maxPageSize' | 'tellRows'>
  readonly cache: Cache
}

/** The store's cache as polls see and write it. */
export type PollCache = ReturnType<typeof createPollCache>

const toEntry = (value: Instance) => ({ endpointName: 'getInstance', arg: value.id, value })

/** Makes it. */
export const createPollCache = ({ parts, cache }: PollCacheParts) => {
  const { api, store, maxPageSize, tellRows } = parts
  const { dispatch, getState } = store
  const { rowOf } = cache
  const held = new Map<string, { unsubscribe(): void }>()
  // RTK Query works keys out by a selector that it makes: too much for each page of each poll.
  const pageSlots = new Map<number, string>()
  const noNews = createNoNews()
  // By the row of an answer, which is the same object when it says the same: the entry that says as much.
  const said = new WeakMap<Instance, { readonly key: string; readonly entry: unknown }>()

  const slice = (): Partial<SliceState> =>
    (getState() as Record<string, Partial<SliceState> | undefined>)[api.reducerPath] ?? {}
  const overlay = (): Overlay => slice().overlay ?? nothing
  const entries = (): SliceState['queries'] => slice().queries ?? {}

  const pageArgs = (page: number): ListInstancesArgs => ({ page, pageSize: maxPageSize })

  /** By its key: a selector for each look would be garbage a thousand times a second. */
  const entryAt = (key: string): Partial<Entry> => entries()[key] ?? {}
  const entryOf = (name: PolledEndpoint, arg: unknown) => entryAt(cache.slotOf(name, arg))

  /** What the server last said. */
  const serverValueAt = (key: string): unknown => {
    const base = baseOf(overlay(), key)
    return base ? base.value : entryAt(key).data
  }

  /** Is any read on its way? It is asked for each of many instances, so it looks at no more than the first. */
  const isReading = (): boolean => {
    for (const _ in overlay().inflight) return true
    return false
  }
  const isAsked = (name: PolledEndpoint, arg: unknown): boolean =>
    isReading() && entryOf(name, arg).status === 'pending'

  /**
   * Is nothing going on that an answer which changes nothing may be news for: a doubt, or an older answer to come? Polls
   * of one kind do not tell of the same instances.
   */
  const isQuiet = (own: Poll['kind'], polls: Iterable<Poll>): boolean => {
    for (const { kind } of polls) if (kind !== own) return false
    return overlay().operations.length === 0 && !isReading()
  }

  const upsert = (entries: readonly object[], asOf: number): void => {
    const action: UnknownAction = api.util.upsertQueryEntries(entries as never)
    dispatch({ ...action, meta: { ...(action.meta as object), asOf } })
  }

  /** The lists that some component shows and that hold any of the instances, and which: by cache key. */
  const shownLists = (ids: readonly string[]): ReadonlyMap<string, ShownList> => {
    const found = new Map<string, ShownList>()
    if (ids.length === 0) return found
    const isShown = readSubscriptions(api, dispatch as (thunk: never) => unknown)
    // Of lists there are few, and of instances many.
    const all = entries()
    for (const key of Object.keys(all)) {
      const entry = all[key]
      if (entry?.endpointName !== 'listInstances' || !isShown(key)) continue
      const shown = new Set(rowsOfPage(entry.data).map(({ id }) => id))
      const held = ids.filter((id) => shown.has(id))
      if (held.length > 0) found.set(key, { args: entry.originalArgs as never, ids: new Set(held) })
    }
    return found
  }

  return {
    ...cache,
    entryAt,
    entryOf,
    isAsked,
    pageArgs,
    slotOfPage: (page: number): string => {
      const slot = pageSlots.get(page) ?? cache.slotOf('listInstances', pageArgs(page))
      pageSlots.set(page, slot)
      return slot
    },

    /** How to ask, with what the app made of the endpoint. */
    callOf: (name: PolledEndpoint, arg: unknown) => {
      const { query, transformResponse } = (definitionOf(api, name) ?? {}) as Asking
      return {
        call: query?.(arg) as VZapsCall,
        toData: (value: unknown, meta: unknown) => transformResponse?.(value, meta, arg) ?? value,
      }
    },

    /** Writes the answers of lists that are shown; nothing where they change nothing. */
    writeLists: (answers: readonly ListAnswer[], asOf: number, polls: Iterable<Poll>): void => {
      const isNews = ({ slot, page }: ListAnswer) =>
        !noNews.inPage(page, serverValueAt(slot)) ||
        entryAt(slot).status !== 'fulfilled' ||
        !isQuiet('list', polls)
      const news = answers.filter(isNews)
      // The very objects that were searched for secrets: copies would be searched again.
      const toEntry = ({ args, page }: ListAnswer) => ({
        endpointName: 'listInstances',
        arg: args,
        value: page,
      })
      if (news.length > 0) upsert(news.map(toEntry), asOf)
    },

    /** Writes rows wherever they are shown, and gives those that are `wanted` and shown nowhere an entry. */
    writeRows: (
      kind: Poll['kind'],
      rows: Iterable<Instance>,
      asOf: number,
      polls: Iterable<Poll>,
      isWanted: (id: string) => boolean,
    ): void => {
      const isAllTold = !isQuiet(kind, polls)
      const queries = entries()
      const isSaid = (row: Instance): boolean => {
        const found = isAllTold ? undefined : said.get(row)
        return found !== undefined && queries[found.key] === found.entry
      }
      const told: Instance[] = []
      const fresh: Instance[] = []
      for (const row of rows) {
        if (isSaid(row)) continue
        const known = rowOf(row.id)
        if (!known) {
          if (isWanted(row.id) && !isAsked('getInstance', row.id)) fresh.push(row)
        } else if (isAllTold || !noNews.inRow(row, known)) told.push(row)
        else {
          const [key = ''] = api.util.selectRowEntries(getState(), 'Instance', row.id)
          said.set(row, { key, entry: queries[key] })
        }
      }
      if (told.length > 0) {
        dispatch(
          tellRows(
            told.map((row) => ({ type: 'Instance', row })),
            { asOf },
          ),
        )
      }
      if (fresh.length > 0) upsert(fresh.map(toEntry), asOf)
    },

    shownLists,
    /** Keeps rows that are watched, as a component that shows them does: when to let go is RTK Query's to say. */
    hold: (ids: readonly string[]): void => {
      const open = ids.filter((id) => !held.has(id))
      if (open.length === 0) return
      const shown = new Set([...shownLists(open).values()].flatMap(({ ids }) => [...ids]))
      const alone = open.filter((id) => !shown.has(id))
      const hasEntry = (id: string) => entryOf('getInstance', id).data !== undefined
      const isOpen = (id: string) => {
        const { data, status } = entryOf('getInstance', id)
        return data !== undefined || status === 'pending'
      }
      const rows = alone.flatMap((id) => (isOpen(id) ? [] : (rowOf(id) ?? [])))
      // As old as can be: what is known of the row wins, and this is a place for it.
      if (rows.length > 0) upsert(rows.map(toEntry), 0)
      for (const id of alone) {
        if (hasEntry(id)) held.set(id, dispatch(api.endpoints.getInstance.initiate(id) as never))
      }
    },
    release: (id: string): void => {
      held.get(id)?.unsubscribe()
      held.delete(id)
    },
    releaseAll: (): void => {
      for (const { unsubscribe } of held.values()) unsubscribe()
      held.clear()
    },
  }
}
