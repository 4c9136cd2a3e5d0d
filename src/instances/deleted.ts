import type { VZapsMeta } from '../core/calls/job.ts'
import type { Runtime } from '../core/calls/runtime.ts'
import { rowsAnswered } from './rows-of.ts'
import type { Instance } from './schema.ts'

// Nothing is sent about an instance that was deleted here. But a delete may take effect later than its answer, or not at
// all: when a later read shows the instance, it is there again.

/** Ends the deletes of instances that were read, where the read left after the delete was answered. */
export const liftRows = (
  { deleted }: Pick<Runtime, 'deleted'>,
  rows: readonly Instance[],
  sentSeq: number,
): void => {
  for (const [id, deletedAt] of deleted) {
    if (deletedAt < sentSeq && rows.some((row) => row.id === id)) deleted.delete(id)
  }
}

/** Does so for an action of the api's calls, if that is an answered read. */
export const liftDeletes = ({ deleted }: Pick<Runtime, 'deleted'>, action: object): void => {
  if (deleted.size === 0) return
  const { payload, meta } = action as {
    readonly payload?: unknown
    readonly meta: {
      readonly requestStatus: string
      readonly arg: { readonly endpointName: string }
      readonly baseQueryMeta?: Pick<VZapsMeta, 'sentSeq'>
    }
  }
  const { requestStatus, arg, baseQueryMeta: { sentSeq = 0 } = {} } = meta
  if (requestStatus !== 'fulfilled') return
  liftRows({ deleted }, rowsAnswered(arg.endpointName, payload), sentSeq)
}
