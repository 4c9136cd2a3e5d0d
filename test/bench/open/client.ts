import type { Middleware } from '@reduxjs/toolkit'
import { configureStore } from '@reduxjs/toolkit'
import { cpuTime } from '../measure.ts'
import type { BaseQuery } from './api.ts'
import { createOpenApi } from './api.ts'
import type { Kind } from './kinds.ts'
import { callOf } from './kinds.ts'
import type { Called } from './server.ts'
import { createOpenServer, namesOf } from './server.ts'

/**
 * A store whose answers come when they are told to. What a method gives is the CPU time (ms) of the store: middleware,
 * reducer, and reading the list, of every action until the next turn of the event loop. Sending and parsing are not in it.
 */
export interface OpenClient {
  /** Starts one more operation. */
  start(): Promise<number>
  /** An operation is carried out as it was shown: the first or the last that was called. */
  settle(which: 'oldest' | 'newest'): Promise<number>
  /** The server refuses the operation that was called first. */
  refuse(): Promise<number>
  /** The list is read again, and another client has changed a row. */
  land(): Promise<number>
  /** How many operations have no answer. */
  unanswered(): number
  /** How many operations have their answer, and wait behind older ones. */
  waiting(): number
  /** Does the list show what the server has, with the operations that have no answer done? */
  isRight(): boolean
}

type Reply = Awaited<ReturnType<BaseQuery>>

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Adds up the store's CPU time: on a busy machine it waits for its turn longer than it works. */
const createStopwatch = (look: () => unknown) => {
  let total = 0
  let depth = 0
  const middleware: Middleware = () => (next) => (action) => {
    // An action that another one's middleware dispatches is part of that.
    if (depth > 0) return next(action)
    const start = cpuTime()
    depth++
    const result = next(action)
    look()
    depth--
    total += cpuTime() - start
    return result
  }
  /** What the store works from this on, until the next turn. */
  const time = async (cause: () => unknown): Promise<number> => {
    const before = total
    cause()
    await turn()
    return total - before
  }
  return { middleware, time }
}

export const createOpenClient = async (kind: Kind, most: number): Promise<OpenClient> => {
  const rows = Math.min(most, kind.rows ?? most)
  const server = createOpenServer(rows)
  const asked: ((reply: Reply) => void)[] = []
  const api = createOpenApi(
    () => new Promise<Reply>((resolve) => asked.push(resolve)),
    kind.hasOwners ?? false,
  )
  const { listRows } = api.endpoints
  const selectList = listRows.select()
  const shown = () => selectList(store.getState()).data ?? []
  const stopwatch = createStopwatch(shown)
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer },
    middleware: (getDefault) => getDefault().concat(stopwatch.middleware, api.middleware),
  })
  const open: { readonly called: Called; answer(reply: Reply): void }[] = []
  let calls = 0

  /** Lets the last request be sent; gives what answers it. */
  const sent = () => {
    const answer = asked.pop()
    if (!answer) throw new Error('Nothing was sent')
    return answer
  }
  const take = (which: 'oldest' | 'newest') => {
    const operation = which === 'oldest' ? open.shift() : open.pop()
    if (!operation) throw new Error('No operation is open')
    return operation
  }
  store.dispatch(listRows.initiate())
  await turn()
  sent()({ data: server.list() })
  await turn()

  return {
    async start() {
      const called = callOf(kind, calls++, rows)
      const { initiate } = api.endpoints[called.mutation]
      const cost = await stopwatch.time(() =>
        store.dispatch(initiate(called.args, { track: false })),
      )
      open.push({ called, answer: sent() })
      return cost
    },
    settle(which) {
      const { called, answer } = take(which)
      const data = server.carryOut(called)
      return stopwatch.time(() => answer({ data }))
    },
    refuse() {
      const { answer } = take('oldest')
      return stopwatch.time(() => answer({ error: { status: 409 } }))
    },
    async land() {
      server.touch()
      store.dispatch(listRows.initiate(undefined, { forceRefetch: true, subscribe: false }))
      await turn()
      const answer = sent()
      const data = server.list()
      return stopwatch.time(() => answer({ data }))
    },
    unanswered: () => open.length,
    waiting: () => api.util.selectOperations(store.getState()).length - open.length,
    isRight() {
      const expected = server.namesAfter(open.map(({ called }) => called))
      return namesOf(shown()).join('\n') === expected.join('\n')
    },
  }
}
