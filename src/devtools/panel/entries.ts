import type { Entry } from '../../overlay/rtk-query/entries.ts'
import type { Slice } from './parts.ts'

/** An entry of the cache, as the list shows it. */
export interface EntryRow {
  readonly key: string
  readonly entry: Entry
  readonly subscribers: number
  /** ms between its polls; `undefined` where nobody polls it, or a function says. */
  readonly pollingMs: number | undefined
  readonly tags: readonly string[]
}

const tagText = ({ type, id }: { readonly type: string; readonly id?: string | number }) =>
  id === undefined ? type : `${type}:${id}`

/** The entries of the cache, by their keys. */
export const entriesOf = ({ queries = {}, subscriptions, provided }: Slice): readonly EntryRow[] =>
  Object.entries(queries)
    .flatMap(([key, entry]) => {
      if (!entry) return []
      const subscribers = Object.values(subscriptions?.[key] ?? {})
      const polls = subscribers.flatMap(({ pollingInterval: ms }) =>
        typeof ms === 'number' && ms > 0 ? ms : [],
      )
      return {
        key,
        entry,
        subscribers: subscribers.length,
        pollingMs: polls.length > 0 ? Math.min(...polls) : undefined,
        tags: (provided?.keys[key] ?? []).map(tagText),
      }
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1))
