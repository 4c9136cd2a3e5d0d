import type { BaseQueryFn } from '@reduxjs/toolkit/query'

/** One request, held until the test answers it. */
export interface Held {
  readonly name: string
  readonly arg: unknown
  /** It leaves now: its answer will say so in `meta.sentSeq`. Without this it says nothing. */
  send(): void
  answer(data: unknown): Promise<void>
  fail(error: unknown): Promise<void>
}

export type HeldQuery = BaseQueryFn<unknown, unknown, unknown, object, { sentSeq?: number }>

/** Lets everything that is ready happen. */
export const settled = async (): Promise<void> => {
  for (let i = 0; i < 16; i++) await Promise.resolve()
}

/** A base query whose requests wait for the test; `sequence` numbers them as they leave. */
export const holdRequests = (sequence: (state: unknown) => number) => {
  const held: Held[] = []
  const baseQuery: HeldQuery = (arg, { endpoint, signal, getState }) =>
    new Promise((resolve) => {
      let meta: { sentSeq?: number } = {}
      const take = () => {
        const at = held.indexOf(request)
        if (at >= 0) held.splice(at, 1)
      }
      const request: Held = {
        name: endpoint,
        arg,
        send: () => {
          meta = { sentSeq: sequence(getState()) }
        },
        answer: async (data) => {
          take()
          resolve({ data, meta })
          await settled()
        },
        fail: async (error) => {
          take()
          resolve({ error, meta })
          await settled()
        },
      }
      signal.addEventListener('abort', take)
      held.push(request)
    })
  return { baseQuery, held }
}
