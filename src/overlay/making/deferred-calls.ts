import type { MadeRows } from './made-rows.ts'

/** What a base query is given in place of a request that names rows in the making. */
interface DeferredCall {
  readonly rows: MadeRows
  readonly arg: unknown
  build(arg: never): unknown
}

const DEFERRED: unique symbol = Symbol.for('vzaps-rtk/deferred')

/** How a call ends whose row was not made: nothing was sent. */
export interface RowNotMade {
  readonly status: 'CUSTOM_ERROR'
  readonly error: string
  readonly data: undefined
  readonly outcome: 'not-sent'
}

const notMade: RowNotMade = {
  status: 'CUSTOM_ERROR',
  error: 'The row that this is about was not made: nothing was sent',
  data: undefined,
  outcome: 'not-sent',
}

/** What `query` gives for an argument: its request, or one that is built once the rows that it names are made. */
export const deferCall = (
  rows: MadeRows,
  arg: unknown,
  build: (arg: never) => unknown,
): unknown => {
  const named = [...rows.namedIn(arg).values()]
  if (named.every(({ status }) => status === 'made')) return build(rows.real(arg) as never)
  const call: DeferredCall = { rows, arg, build }
  return {
    [DEFERRED]: call,
    // A base query that does not know of such calls would send something wrong.
    get url() {
      throw new Error(
        'A call names a row that is still being made: wrap the base query of the api with waitForMadeRows.',
      )
    },
  }
}

/**
 * The request of a call, once the rows that it names are made.
 *
 * @returns `undefined` where it waits for none.
 */
export const whenMade = (
  call: unknown,
  signal: AbortSignal,
): Promise<{ readonly call: unknown } | { readonly error: RowNotMade }> | undefined => {
  if (typeof call !== 'object' || call === null || !(DEFERRED in call)) return undefined
  return resolveCall(call[DEFERRED] as DeferredCall, signal)
}

const resolveCall = async ({ rows, arg, build }: DeferredCall, signal: AbortSignal) => {
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  const named = () => [...rows.namedIn(arg).values()]
  const open = () => {
    const all = named()
    // One that was not made is enough: nothing will be sent.
    if (signal.aborted || all.some(({ status }) => status === 'failed')) return []
    return all.flatMap((row) => (row.status === 'making' ? [row.ended] : []))
  }
  for (let waits = open(); waits.length > 0; waits = open()) {
    await Promise.race([...waits, aborted])
  }
  const isMade = named().every(({ status }) => status === 'made')
  return isMade ? { call: build(rows.real(arg) as never) } : { error: notMade }
}
