/** What is known of the server's side when a mutation failed. */
export type MutationOutcome = 'not-sent' | 'rejected' | 'unknown'

const outcomes: ReadonlySet<unknown> = new Set<MutationOutcome>(['not-sent', 'rejected', 'unknown'])

/**
 * Reads the outcome of an error: its own `outcome`, else its HTTP `status`. Only an answer that says no (a status below
 * 500) means that nothing was done. Without one the server may have carried the mutation out: the answer was lost, an
 * abort came after sending, a `transformResponse` or a schema failed on it.
 */
export const outcomeOf = (error: unknown, isAborted: boolean): MutationOutcome => {
  const { outcome, status, originalStatus } = (error ?? {}) as Readonly<Record<string, unknown>>
  if (outcomes.has(outcome)) return outcome as MutationOutcome
  if (isAborted) return 'unknown'
  if (typeof status === 'number') return status < 500 ? 'rejected' : 'unknown'
  // `fetchBaseQuery` could not read the body of an answer.
  const isRefusal = typeof originalStatus === 'number' && originalStatus >= 400
  return isRefusal && originalStatus < 500 ? 'rejected' : 'unknown'
}
