import { routeCall } from '../core/calls/call.ts'
import type { VZapsBuilder, VZapsMutation } from '../core/calls/endpoint-types.ts'
import { unlessRefused } from '../core/calls/endpoint-types.ts'
import type { VZapsMeta } from '../core/calls/job.ts'
import { isRecord, snakeKeys } from '../core/casing.ts'
import type { VZapsError } from '../core/errors.ts'
import { invalid } from '../core/errors.ts'
import type { ChargesOf } from './charges.ts'
import type { BillingSession, CancelResult, ResumeResult } from './schema.ts'
import { billingSessionAnswer, cancelAnswer, resumeAnswer } from './schema.ts'

/** What {@link BillingEndpoints.subscribeInstance} takes. */
export interface SubscribeInstanceArgs {
  readonly instanceId: string
  /**
   * Absent: charged to the account's default card. Anything else goes to the server with its top-level keys in
   * snake_case, e.g. `{ successUrl, cancelUrl }` for a checkout page.
   */
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

/** The billing slice's endpoints. A second call of the same kind on an instance is refused while one is under way. */
export type BillingEndpoints<P extends string> = {
  /**
   * Starts a subscription: `POST /instances/{id}/subscribe`. This can charge a card, so while the outcome of an earlier
   * call is unknown it is a `validation` error, `code: 'outcome-unknown'`: until a read of the instance that began later
   * (`getInstance`, or a list that shows it) has told what there is.
   */
  subscribeInstance: VZapsMutation<SubscribeInstanceArgs, BillingSession, P>
  /** Takes a scheduled cancellation back: `POST /instances/{id}/resume-subscription`. */
  resumeSubscription: VZapsMutation<string, ResumeResult, P>
  /** Cancels the subscription, at once or at the period's end: `PUT /instances/{id}/cancel`; then see `cancelAt`. */
  cancelInstance: VZapsMutation<string, CancelResult, P>
}

const instance = (id: string) => [{ type: 'Instance' as const, id }]

const subscribe = routeCall(({ instanceId, data }: SubscribeInstanceArgs) => {
  if (!isRecord(data ?? {})) throw invalid('data must be an object', { field: 'data' })
  return {
    method: 'POST',
    route: '/instances/{id}/subscribe',
    instanceId,
    body: snakeKeys(data ?? {}),
    answer: billingSessionAnswer,
  }
})

type Answered<Data> =
  | { readonly data: Data; readonly meta?: VZapsMeta }
  | { readonly error: VZapsError; readonly meta?: VZapsMeta }

/** Builds the billing slice. */
export const billingEndpoints =
  (chargesOf: ChargesOf) =>
  <P extends string>(build: VZapsBuilder<P>): BillingEndpoints<P> => ({
    subscribeInstance: build.mutation({
      queryFn: async (arg, { dispatch }, _extra, baseQuery) => {
        const charges = chargesOf(dispatch)
        const id = String(arg?.instanceId)
        const refused = charges.begin(id)
        if (refused) return { error: refused }
        // Called in this turn: see Runtime.starting.
        const answer = (await baseQuery(subscribe(arg))) as Answered<BillingSession>
        charges.end(id, 'error' in answer ? answer.error : undefined)
        return answer
      },
      invalidatesTags: (_result, error, arg) =>
        unlessRefused(error, () => instance(arg.instanceId)),
    }),

    resumeSubscription: build.mutation({
      query: routeCall((instanceId: string) => ({
        method: 'POST',
        route: '/instances/{id}/resume-subscription',
        instanceId,
        onlyOne: `resume ${instanceId}`,
        answer: resumeAnswer,
      })),
      invalidatesTags: (_result, error, id) => unlessRefused(error, () => instance(id)),
    }),

    cancelInstance: build.mutation({
      query: routeCall((instanceId: string) => ({
        method: 'PUT',
        route: '/instances/{id}/cancel',
        instanceId,
        onlyOne: `cancel ${instanceId}`,
        answer: cancelAnswer,
      })),
      invalidatesTags: (_result, error, id) => unlessRefused(error, () => instance(id)),
    }),
  })
