import type { Middleware, UnknownAction } from '@reduxjs/toolkit'
import { createEventReader } from '../rtk-query/actions.ts'
import type { Definition } from '../rtk-query/definitions.ts'
import { deferCall, whenMade } from './deferred-calls.ts'
import type { MadeRows } from './made-rows.ts'

/** Notes which rows are being made, before anything else hears of it. */
export const followCreates = (
  rtk: Middleware,
  { reducerPath, rows }: { readonly reducerPath: string; readonly rows: MadeRows },
): Middleware => {
  const readEvent = createEventReader(reducerPath)
  const follow = (action: UnknownAction) => {
    const event = readEvent(action)
    switch (event?.kind) {
      case 'mutation-started':
        return rows.start(event.call)
      case 'mutation-settled':
        return rows.end(event.requestId, { result: event.result })
      case 'mutation-failed':
        return rows.end(event.requestId)
      case 'reset':
        return rows.clear()
    }
  }
  return (store) => {
    const handleRtk = rtk(store)
    return (next) => {
      const handle = handleRtk(next)
      return (action) => {
        follow(action as UnknownAction)
        return handle(action)
      }
    }
  }
}

type Fn = (...args: unknown[]) => unknown

/** The functions of a definition that are given the argument, and where. */
const argAt = {
  transformResponse: 2,
  transformErrorResponse: 2,
  providesTags: 2,
  invalidatesTags: 2,
}

/** Gives an endpoint's functions real ids in place of temporary ones. */
export const giveRealIds = (definition: Definition, rows: MadeRows): void => {
  const functions = definition as unknown as Record<string, unknown>
  const { query, queryFn } = functions as { readonly query?: Fn; readonly queryFn?: Fn }
  if (query) functions.query = (arg: unknown) => deferCall(rows, arg, query as never)
  if (queryFn) {
    functions.queryFn = async (arg: unknown, api: { signal: AbortSignal }, ...rest: unknown[]) => {
      const call = deferCall(rows, arg, (real) => real)
      const waited = await whenMade(call, api.signal)
      if (waited && 'error' in waited) return waited
      return queryFn(waited ? waited.call : call, api, ...rest)
    }
  }
  for (const [name, at] of Object.entries(argAt)) {
    const original = functions[name]
    if (typeof original !== 'function') continue
    functions[name] = (...args: unknown[]) =>
      (original as Fn)(...args.map((arg, i) => (i === at ? rows.real(arg) : arg)))
  }
}
