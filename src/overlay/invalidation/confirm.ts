import type { Tag } from '../rtk-query/tags.ts'
import type { TagSet } from './tags.ts'
import { createTagSet } from './tags.ts'

/** How invalidated rows are confirmed that only lists show: tag type -> the endpoint of one row, and its row type. */
export type ConfirmRules<
  QueryName extends string = string,
  RowType extends string = string,
> = Readonly<Record<string, { readonly endpointName: QueryName; readonly row: RowType }>>

/** What confirming works with, in one store. */
export interface ConfirmParts {
  readonly rules: ConfirmRules
  /** Is the row's own entry being read? That read is then to answer for the tag. */
  isBeingRead(endpointName: string, tag: Tag): boolean
  /** The watched entries that show a row, by key. */
  watchersOf(row: string, id: string | number): readonly string[]
  /** The tags that an entry provides. */
  providedBy(queryCacheKey: string): readonly Tag[]
  /** Asks for the row itself, without a subscriber that stays. */
  read(endpointName: string, id: string | number): void
  /** Asks for an entry again, to answer for these tags. */
  refetch(queryCacheKey: string, tags: readonly Tag[]): void
}

interface Waiting {
  readonly endpointName: string
  readonly row: string
  readonly tag: Tag
  readonly id: string | number
  /** All that was invalidated with it or after it, in this turn. */
  readonly invalidated: TagSet
}

/**
 * A row that was invalidated while only lists show it is confirmed by a read of its own, not by asking for every page
 * again; when more rows wait than there are watched pages that show them, the pages are cheaper. A page that RTK Query
 * asks for again anyway confirms all that it shows.
 */
export const createConfirmer = (parts: ConfirmParts) => {
  const waiting = new Map<string, Waiting>()

  const flush = () => {
    const rows = [...waiting.values()].flatMap(({ endpointName, row, tag, id, invalidated }) => {
      const watchers = parts.watchersOf(row, id)
      const isAskedAgain = (key: string) => invalidated.among(parts.providedBy(key)).length > 0
      if (watchers.length === 0 || watchers.some(isAskedAgain)) return []
      return parts.isBeingRead(endpointName, tag) ? [] : { endpointName, tag, id, watchers }
    })
    waiting.clear()
    const pages = new Set(rows.flatMap(({ watchers }) => watchers))
    if (rows.length <= pages.size) {
      for (const { endpointName, id } of rows) parts.read(endpointName, id)
      return
    }
    const tags = rows.map(({ tag }) => tag)
    for (const key of pages) parts.refetch(key, tags)
  }

  return (tags: readonly Tag[]): void => {
    for (const { invalidated } of waiting.values()) invalidated.add(tags)
    for (const tag of tags) {
      const { type, id } = tag
      const rule = Object.hasOwn(parts.rules, type) ? parts.rules[type] : undefined
      if (!rule || id === undefined) continue
      // Those that are invalidated in the same turn are weighed together.
      if (waiting.size === 0) queueMicrotask(flush)
      const invalidated = createTagSet()
      invalidated.add(tags)
      waiting.set(JSON.stringify([type, String(id)]), { ...rule, tag, id, invalidated })
    }
  }
}
