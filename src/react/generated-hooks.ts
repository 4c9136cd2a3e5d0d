import type { CoreModule } from '@reduxjs/toolkit/query'
import type { reactHooksModuleName } from '@reduxjs/toolkit/query/react'
import type { VZapsRtkApi } from '../api-types.ts'

/** The RTK Query part of the api, with its generated hooks. */
export type VZapsReactApi<P extends string> = VZapsRtkApi<
  P,
  CoreModule | typeof reactHooksModuleName
>

/** The generated hooks again, with what editors show of them: RTK Query's own types cannot carry a text. */
export type GeneratedHooks<P extends string> = {
  readonly [Name in keyof HookTexts]: Name extends keyof VZapsReactApi<P>
    ? VZapsReactApi<P>[Name]
    : never
}

/** A hook of each endpoint, and what it is for. */
interface HookTexts {
  /** Makes sure there is a fresh JWT, and tells when it ends. Argument: none. */
  useGetAccessTokenQuery: unknown
  /** `useGetAccessTokenQuery` that asks when its trigger is called. */
  useLazyGetAccessTokenQuery: unknown
  /**
   * A page of the account's instances. Argument: `{ page, pageSize, search, sort, sortDesc, filter }`, each optional, or
   * nothing. It is asked for once; `useLiveInstances` keeps asking.
   */
  useListInstancesQuery: unknown
  /**
   * The account's instances page by page, as one list that grows: `fetchNextPage`, `hasNextPage`, `data.pages`. Argument:
   * as `useListInstancesQuery`, without `page`.
   */
  useListInstancePagesInfiniteQuery: unknown
  /** `useListInstancesQuery` that asks when its trigger is called. */
  useLazyListInstancesQuery: unknown
  /** One instance. Argument: its id. `http` 404 when there is none. `useInstanceStatus` keeps its state live. */
  useGetInstanceQuery: unknown
  /** `useGetInstanceQuery` that asks when its trigger is called. */
  useLazyGetInstanceQuery: unknown
  /**
   * Creates an instance; it shows at once. Argument: `{ name, webhook, eventsSubscribe, rejectCalls, autoReadMessages,
   * labels }`, all but `name` optional. A second one of the same name at the same time is refused (`in-flight`).
   */
  useCreateInstanceMutation: unknown
  /** Changes an instance's settings; they show at once. Argument: `{ instanceId, data }`, with what was touched. */
  useUpdateInstanceMutation: unknown
  /** Restarts an instance's WhatsApp session. Argument: its id. One at a time (`in-flight`). */
  useRestartInstanceMutation: unknown
  /**
   * Deletes an instance for good; it is gone from view at once. Argument: its id, or `{ instanceId, deferMs }` to send it
   * that many ms later: until then `abort()` of the returned promise takes it back.
   */
  useDeleteInstanceMutation: unknown
  /**
   * Starts a subscription, and can charge a card at once. Argument: `{ instanceId, data }`; with `successUrl` and
   * `cancelUrl` in `data` the answer's `url` is a checkout page. Refused while an earlier one is under way
   * (`in-flight`), or may have been carried out (`outcome-unknown`).
   */
  useSubscribeInstanceMutation: unknown
  /** Takes a scheduled cancellation back. Argument: the instance's id. One at a time (`in-flight`). */
  useResumeSubscriptionMutation: unknown
  /** Cancels a subscription, at once or at the period's end: see `cancelAt` of the row. Argument: the instance's id. */
  useCancelInstanceMutation: unknown
  /** An instance's WhatsApp session: is it connected, and as whom. Argument: the instance's id. */
  useGetSessionStatusQuery: unknown
  /** `useGetSessionStatusQuery` that asks when its trigger is called. */
  useLazyGetSessionStatusQuery: unknown
  /**
   * The QR code to pair with, once. Argument: the instance's id. Asking starts the pairing worker: it is not kept,
   * retried, or asked for again on focus. `useInstancePairing` is the whole of pairing.
   */
  useGetSessionQrQuery: unknown
  /** `useGetSessionQrQuery` that asks when its trigger is called. */
  useLazyGetSessionQrQuery: unknown
  /**
   * A code to type into WhatsApp, once. Argument: `{ instanceId, phone }`, digits with the country code.
   * `useInstancePairing` is the whole of pairing.
   */
  useGetPairCodeMutation: unknown
  /** Unpairs the phone of an instance. Argument: the instance's id. */
  useDisconnectSessionMutation: unknown
  /** Where an instance posts its events, and which. Argument: the instance's id. */
  useGetWebhookQuery: unknown
  /** `useGetWebhookQuery` that asks when its trigger is called. */
  useLazyGetWebhookQuery: unknown
  /** Changes an instance's webhook; it shows at once. Argument: `{ instanceId, webhook, events }`, with what was touched. */
  useSetWebhookMutation: unknown
  /** Any other call. Argument: `{ method, path, query, body, instanceId }`. Secrets are taken out of its answer. */
  useRequestMutation: unknown
}
