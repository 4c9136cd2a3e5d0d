import type { Tag } from './tags.ts'

/** How invalidated rows are confirmed that only lists show: tag type -> the endpoint of one row, and its row type. */
export type ConfirmRules<
  QueryName extends string = string,
  RowType extends string = string,
> = Readonly<Record<string, { readonly endpointName: QueryName; readonly row: RowType }>>

/** What confirming works with, in one store. */
export interface ConfirmParts {
  readonly rules: ConfirmRules
  /** Is there an entry of the row's own endpoint? It is asked again, or is on its way. */
  hasEntry(endpointName: string, id: string | number): boolean
  /** The keys of the watched entries that show the row. */
  watchersOf(row: string, id: string | number): readonly string[]
  /** Asks for the row itself, without a subscriber. */
  read(endpointName: string, id: string | number): void
  refetch(queryCacheKey: string): void
}

interface Waiting {
  readonly endpointName: string
  readonly id: string | number
  readonly watchers: readonly string[]
}

/**
 * A row that was invalidated while only lists show it is confirmed by a read of its own, not by asking for every page
 * again; when more rows wait than there are watched pages that show them, the pages are cheaper (design.md, "How it is
 * built").
 */
export const createConfirmer = (parts: ConfirmParts) => {
  const waiting = new Map<string, Waiting>()

  const flush = () => {
    const rows = [...waiting.values()]
    waiting.clear()
    const pages = new Set(rows.flatMap(({ watchers }) => watchers))
    if (rows.length > pages.size) for (const key of pages) parts.refetch(key)
    else for (const { endpointName, id } of rows) parts.read(endpointName, id)
  }

  return (tags: readonly Tag[]): void => {
    for (const { type, id } of tags) {
      const rule = Object.hasOwn(parts.rules, type) ? parts.rules[type] : undefined
      if (!rule || id === undefined || parts.hasEntry(rule.endpointName, id)) continue
      const watchers = parts.watchersOf(rule.row, id)
      if (watchers.length === 0) continue
      // Those that are invalidated in the same turn are weighed together.
      if (waiting.size === 0) queueMicrotask(flush)
      waiting.set(`${type}/${id}`, { endpointName: rule.endpointName, id, watchers })
    }
  }
}
