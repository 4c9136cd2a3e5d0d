import { operation } from '../core/call.ts'
import { snakeKeys } from '../core/casing.ts'
import type { VZapsBuilder, VZapsMutation } from '../core/endpoint-types.ts'
import { unlessRefused } from '../core/endpoint-types.ts'
import type { BillingSession, CancelResult, ResumeResult } from './schema.ts'
import { billingSessionAnswer, cancelAnswer, resumeAnswer } from './schema.ts'

/** What {@link BillingEndpoints.subscribeInstance} takes. */
export interface SubscribeInstanceArgs {
  readonly instanceId: string
  /**
   * Absent: charged to the account's default card. Anything else goes to the server with its top-level keys in
   * snake_case, e.g. `{ successUrl, cancelUrl }` for a checkout page (contract.md 1.8).
   */
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

/** The billing slice's endpoints. A second call of the same kind on an instance is refused while one is under way. */
export type BillingEndpoints<P extends string> = {
  /** Starts a subscription: `POST /instances/{id}/subscribe`. This can charge a card. */
  subscribeInstance: VZapsMutation<SubscribeInstanceArgs, BillingSession, P>
  /** Takes a scheduled cancellation back: `POST /instances/{id}/resume-subscription`. */
  resumeSubscription: VZapsMutation<string, ResumeResult, P>
  /** Cancels the subscription, at once or at the period's end: `PUT /instances/{id}/cancel`; then see `cancelAt`. */
  cancelInstance: VZapsMutation<string, CancelResult, P>
}

const instance = (id: string) => [{ type: 'Instance' as const, id }]

/** Builds the billing slice. */
export const billingEndpoints = <P extends string>(
  build: VZapsBuilder<P>,
): BillingEndpoints<P> => ({
  subscribeInstance: build.mutation({
    query: operation(({ instanceId, data }: SubscribeInstanceArgs) => ({
      method: 'POST',
      route: '/instances/{id}/subscribe',
      instanceId,
      body: snakeKeys(data ?? {}),
      onlyOne: `subscribe ${instanceId}`,
      answer: billingSessionAnswer,
    })),
    invalidatesTags: (_result, error, arg) => unlessRefused(error, () => instance(arg.instanceId)),
  }),

  resumeSubscription: build.mutation({
    query: operation((instanceId: string) => ({
      method: 'POST',
      route: '/instances/{id}/resume-subscription',
      instanceId,
      onlyOne: `resume ${instanceId}`,
      answer: resumeAnswer,
    })),
    invalidatesTags: (_result, error, id) => unlessRefused(error, () => instance(id)),
  }),

  cancelInstance: build.mutation({
    query: operation((instanceId: string) => ({
      method: 'PUT',
      route: '/instances/{id}/cancel',
      instanceId,
      onlyOne: `cancel ${instanceId}`,
      answer: cancelAnswer,
    })),
    invalidatesTags: (_result, error, id) => unlessRefused(error, () => instance(id)),
  }),
})
