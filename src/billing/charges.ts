import type { VZapsMeta } from '../core/calls/job.ts'
import { isRecord } from '../core/casing.ts'
import type { VZapsError } from '../core/errors.ts'
import { invalid, toVZapsError } from '../core/errors.ts'
import { rowsAnswered } from '../instances/rows-of.ts'

/**
 * The subscriptions of one store that are being asked for, or may have been started, by instance.
 *
 * ```
 *          answered, or refused
 *  open -------------------------> (none)
 *    |  outcome unknown        a read that began later: the instance, or its 404
 *    `-----------------> unknown ------------------------------------------------> (none)
 * ```
 */
export interface Charges {
  /** Opens a charge, or says why there can be none now. */
  begin(instanceId: string): VZapsError | undefined
  /** The call has ended. */
  end(instanceId: string, error: VZapsError | undefined): void
  /** Looks at an action of the api before the reducers do. */
  observe(action: unknown): void
}

/** The charges of each store of an api, by its `dispatch`. */
export type ChargesOf = (dispatch: object) => Charges

/** Makes the empty record of an api. */
export const createChargesOf = (): ChargesOf => {
  const byDispatch = new WeakMap<object, Charges>()
  return (dispatch) => {
    const known = byDispatch.get(dispatch)
    if (known) return known
    const made = createCharges()
    byDispatch.set(dispatch, made)
    return made
  }
}

interface CallAction {
  readonly payload?: unknown
  readonly error?: unknown
  readonly meta: {
    readonly requestId: string
    readonly requestStatus: 'pending' | 'fulfilled' | 'rejected'
    readonly arg: { readonly endpointName: string; readonly originalArgs: unknown }
    readonly baseQueryMeta?: Pick<VZapsMeta, 'sentSeq'> | undefined
  }
}

const isOfCall = (action: unknown): action is CallAction =>
  isRecord(action) && isRecord(action.meta) && isRecord(action.meta.arg)

const isNotFound = (error: unknown): boolean => isRecord(error) && error.status === 404

const readEndpoints: ReadonlySet<string> = new Set([
  'getInstance',
  'listInstances',
  'listInstancePages',
])

const OPEN = 'open'

/** Not cleared when the state is reset: a payment that may have been made is not undone by that. */
const createCharges = (): Charges => {
  // For an unknown one: the reads that were in flight then. They may have been answered before the charge was made.
  const charges = new Map<string, typeof OPEN | ReadonlySet<string>>()
  const reads = new Set<string>()

  const tell = (instanceId: unknown, requestId: string) => {
    const id = String(instanceId)
    const charge = charges.get(id)
    if (charge !== undefined && charge !== OPEN && !charge.has(requestId)) charges.delete(id)
  }

  const observeRead = ({ meta, payload }: CallAction) => {
    const { requestId, requestStatus, arg, baseQueryMeta } = meta
    if (requestStatus === 'pending') {
      reads.add(requestId)
      return
    }
    reads.delete(requestId)
    // What an app writes into the cache itself was never sent.
    const isAnswer = requestStatus === 'fulfilled' && baseQueryMeta?.sentSeq !== undefined
    if (arg.endpointName === 'getInstance') {
      if (isAnswer || isNotFound(payload)) tell(arg.originalArgs, requestId)
    } else if (isAnswer) {
      for (const row of rowsAnswered(arg.endpointName, payload)) tell(row.id, requestId)
    }
  }

  return {
    begin: (instanceId) => {
      const charge = charges.get(instanceId)
      if (charge === undefined) charges.set(instanceId, OPEN)
      else if (charge === OPEN) {
        return invalid('The same call is in flight already: wait for its answer', {
          code: 'in-flight',
        })
      } else {
        return invalid(
          'An earlier call may have started a subscription already: read the instance first, e.g. with getInstance, and look at its billing',
          { code: 'outcome-unknown' },
        )
      }
    },
    end: (instanceId, error) => {
      if (charges.get(instanceId) !== OPEN) return
      if (error?.outcome === 'unknown') charges.set(instanceId, new Set(reads))
      else charges.delete(instanceId)
    },
    observe: (action) => {
      if (!isOfCall(action)) return
      const { endpointName, originalArgs } = action.meta.arg
      if (readEndpoints.has(endpointName)) observeRead(action)
      if (endpointName !== 'subscribeInstance' || action.meta.requestStatus !== 'rejected') return
      // An aborted call comes here before `end`. Reads that this action triggers start later, so their answers count.
      const { outcome } = toVZapsError(action.payload ?? action.error)
      if (outcome === 'unknown' && isRecord(originalArgs)) {
        charges.set(String(originalArgs.instanceId), new Set(reads))
      }
    },
  }
}
