import { isRecord } from '../core/casing.ts'
import type { Instance } from './schema.ts'

// An app may have changed an endpoint's result (`transformResponse`), so what is no row has to be skipped.

/** Is it a row? */
export const isInstance = (value: unknown): value is Instance =>
  isRecord(value) && typeof value.id === 'string'

const none: readonly never[] = []

const contentOf = (page: unknown): readonly unknown[] =>
  isRecord(page) && Array.isArray(page.content) ? page.content : none

const pagesOf = (data: unknown): readonly unknown[] =>
  isRecord(data) && Array.isArray(data.pages) ? data.pages : none

/** The rows of a page, as `listInstances` answers it. */
export const rowsOfPage = (page: unknown): readonly Instance[] => contentOf(page).filter(isInstance)

/** What an entry of an endpoint shows: rows, and what an app may have put among them. */
export const shownBy = (endpointName: string, data: unknown): readonly unknown[] => {
  switch (endpointName) {
    case 'getInstance':
      return [data]
    case 'listInstances':
      return contentOf(data)
    case 'listInstancePages':
      return pagesOf(data).flatMap(contentOf)
    default:
      return none
  }
}

/** The rows that an answer of an endpoint tells of, as of when its request left. */
export const rowsAnswered = (endpointName: string, payload: unknown): readonly Instance[] =>
  // Of several pages only the last was asked for then: the others are older.
  endpointName === 'listInstancePages' && pagesOf(payload).length > 1
    ? none
    : shownBy(endpointName, payload).filter(isInstance)
