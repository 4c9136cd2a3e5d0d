import type { BaseQueryFn } from '@reduxjs/toolkit/query'
import type { RowNotMade } from './deferred-calls.ts'
import { whenMade } from './deferred-calls.ts'

/**
 * Wraps a base query for an api with optimistic updates: a call that names a row in the making by its temporary id is
 * sent once that row is made, with its real id. It ends with an error, of the outcome `not-sent`, where the row is not
 * made.
 *
 * @example
 * createApi({ baseQuery: waitForMadeRows(fetchBaseQuery({ baseUrl: '/api' })), ... })
 */
export const waitForMadeRows =
  <Args, Result, Failure, Options, Meta>(
    baseQuery: BaseQueryFn<Args, Result, Failure, Options, Meta & {}>,
  ): BaseQueryFn<Args, Result, Failure | RowNotMade, Options, Meta & {}> =>
  async (call, api, options) => {
    const waited = await whenMade(call, api.signal)
    if (waited && 'error' in waited) return { error: waited.error }
    return baseQuery(waited ? (waited.call as Args) : call, api, options)
  }
