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

/** The functions of a definition that are given the argument as their third. */
const withArg = ['transformResponse', 'transformErrorResponse', 'providesTags', 'invalidatesTags']

/** Gives an endpoint's functions real ids in place of temporary ones. */
export const giveRealIds = (definition: Definition, rows: MadeRows): void => {
  const functions = definition as unknown as Record<string, unknown>
  const { query, queryFn } = functions as { readonly query?: Fn; readonly queryFn?: Fn }
  if (query) functions.query = (arg: unknown) => deferCall(rows, arg, query as never)
  if (queryFn) {
    functions.queryFn = (arg: unknown, api: { signal: AbortSignal }, ...rest: unknown[]) => {
      const call = deferCall(rows, arg, (real) => real)
      const run = (real: unknown) => queryFn(real, api, ...rest)
      const waiting = whenMade(call, api.signal)
      return waiting ? waiting.then((made) => ('error' in made ? made : run(made.call))) : run(call)
    }
  }
  for (const name of withArg) {
    const original = functions[name]
    if (typeof original !== 'function') continue
    functions[name] = (result: unknown, meta: unknown, arg: unknown, ...rest: unknown[]) =>
      (original as Fn)(result, meta, rows.real(arg), ...rest)
  }
}
