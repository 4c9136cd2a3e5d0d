import { isRecord } from '../core/casing.ts'
import { invalid } from '../core/errors.ts'

/** What a list is sorted by: a field's camelCase name. `createdAt` is documented; the server may know more than these. */
export type InstanceSort =
  | 'createdAt'
  | 'updatedAt'
  | 'name'
  | 'status'
  | 'billingStatus'
  | 'connected'
  | (string & {})

/** What to list. Without arguments it is page 1, of 20, in the server's order. */
export interface ListInstancesArgs {
  /** 1-based. */
  readonly page?: number | null | undefined
  /** 20. The server may answer with fewer. */
  readonly pageSize?: number | null | undefined
  /** Free text; blank is no search. */
  readonly search?: string | null | undefined
  readonly sort?: InstanceSort | null | undefined
  readonly sortDesc?: boolean | null | undefined
  /** More of the server's filters; `search` goes over its `query`. */
  readonly filter?: Readonly<Record<string, unknown>> | null | undefined
}

/** What to list page by page. */
export type ListInstancePagesArgs = Omit<ListInstancesArgs, 'page'>

/** The body of `POST /instances/list`. */
export interface ListBody {
  readonly page: number
  readonly size: number
  readonly filter: Readonly<Record<string, unknown>>
  readonly sort?: string
  readonly sort_desc?: boolean
}

const positive = (value: unknown, field: string, byDefault: number): number => {
  if (value === null || value === undefined) return byDefault
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
  throw invalid(`${field} must be a whole number above 0`, { field })
}

const readFilter = (filter: unknown): Readonly<Record<string, unknown>> => {
  if (filter === null || filter === undefined) return {}
  if (isRecord(filter)) return filter
  throw invalid('filter must be an object', { field: 'filter' })
}

const optional = <T>(value: unknown, field: string, is: (value: unknown) => value is T) => {
  if (value === null || value === undefined) return undefined
  if (is(value)) return value
  throw invalid(`${field} has the wrong type`, { field })
}

const isString = (value: unknown): value is string => typeof value === 'string'
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

/**
 * The body of a list call. It also makes the cache key, so that arguments that mean the same are one entry. Throws a `validation` error for bad ones.
 */
export const toListBody = (args: ListInstancesArgs | undefined | null): ListBody => {
  if (args !== undefined && args !== null && !isRecord(args)) {
    throw invalid(
      'listInstances takes an object: { page, pageSize, search, sort, sortDesc, filter }',
    )
  }
  const { page, pageSize, search, sort, sortDesc, filter } = args ?? {}
  const query = optional(search, 'search', isString)?.trim()
  const sortBy = optional(sort, 'sort', isString)
  const descending = optional(sortDesc, 'sortDesc', isBoolean)
  return {
    page: positive(page, 'page', 1),
    size: positive(pageSize, 'pageSize', 20),
    filter: query ? { ...readFilter(filter), query } : readFilter(filter),
    ...(sortBy ? { sort: sortBy } : {}),
    ...(descending === undefined ? {} : { sort_desc: descending }),
  }
}
