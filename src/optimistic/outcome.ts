/** What is known of the server's side when a mutation failed. */
export type MutationOutcome = 'not-sent' | 'rejected' | 'unknown'

const outcomes: ReadonlySet<unknown> = new Set<MutationOutcome>(['not-sent', 'rejected', 'unknown'])
const unanswered: ReadonlySet<unknown> = new Set(['FETCH_ERROR', 'TIMEOUT_ERROR', 'PARSING_ERROR'])

/**
 * Reads the outcome of an error: its own `outcome`, else what a `fetchBaseQuery` error's status means. An answer that
 * was lost, and a server that failed (5xx), may have carried the mutation out.
 */
export const outcomeOf = (error: unknown, isAborted: boolean): MutationOutcome => {
  const { outcome, status } = (error ?? {}) as { outcome?: unknown; status?: unknown }
  if (outcomes.has(outcome)) return outcome as MutationOutcome
  if (isAborted || unanswered.has(status)) return 'unknown'
  return typeof status === 'number' && status >= 500 ? 'unknown' : 'rejected'
}
