import { isRecord } from '../core/casing.ts'
import type { Instance } from './schema.ts'

// An app may have changed an endpoint's result (`transformResponse`), so what is no row has to be skipped.

/** Is it a row? */
export const isInstance = (value: unknown): value is Instance =>
  isRecord(value) && typeof value.id === 'string'

/** The rows of a page, as `listInstances` answers it. */
export const rowsOfPage = (page: unknown): readonly Instance[] =>
  isRecord(page) && Array.isArray(page.content) ? page.content.filter(isInstance) : []

/** The rows that an answer of an endpoint tells of, as of when its request left. */
export const rowsAnswered = (endpointName: string, payload: unknown): readonly Instance[] => {
  if (endpointName === 'getInstance') return isInstance(payload) ? [payload] : []
  if (endpointName === 'listInstances') return rowsOfPage(payload)
  const pages = endpointName === 'listInstancePages' && isRecord(payload) ? payload.pages : []
  // Of several pages only the last was asked for then: the others are older.
  return Array.isArray(pages) && pages.length === 1 ? rowsOfPage(pages[0]) : []
}
