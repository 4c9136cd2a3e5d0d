import { routeCall } from '../core/calls/call.ts'
import type {
  VZapsBuilder,
  VZapsInfiniteQuery,
  VZapsMutation,
  VZapsQuery,
} from '../core/calls/endpoint-types.ts'
import { LIST, unlessRefused } from '../core/calls/endpoint-types.ts'
import { isRecord, snakeKeys } from '../core/casing.ts'
import { invalid } from '../core/errors.ts'
import { MAX_TIMER_MS } from '../core/platform.ts'
import type { ListInstancePagesArgs, ListInstancesArgs } from './list-args.ts'
import { toListBody } from './list-args.ts'
import type { Instance, InstanceAction, InstanceEvent, InstancePage } from './schema.ts'
import { actionAnswer, instanceAnswer, nothingAnswer, pageAnswer, toEvents } from './schema.ts'

/** The settings of an instance that its owner can write. */
export interface InstanceSettings {
  /** 3 to 255 characters in the reference; the server decides. */
  readonly name?: string | undefined
  /** Where events are posted; null clears it. */
  readonly webhook?: string | null | undefined
  /** The names of the events that are posted. */
  readonly eventsSubscribe?: readonly InstanceEvent[] | null | undefined
  /** Are calls to the number declined? */
  readonly rejectCalls?: boolean | null | undefined
  /** Are incoming messages marked as read? */
  readonly autoReadMessages?: boolean | null | undefined
  /** Free-form, set by its owner. */
  readonly labels?: Readonly<Record<string, unknown>> | null | undefined
}

/** What {@link InstanceEndpoints.createInstance} takes. */
export interface CreateInstanceArgs extends InstanceSettings {
  readonly name: string
}

/** What {@link InstanceEndpoints.updateInstance} takes. */
export interface UpdateInstanceArgs {
  readonly instanceId: string
  /**
   * The fields to change: what its user touched, so that what another client changed meanwhile stays. null is sent,
   * undefined is not.
   */
  readonly data: InstanceSettings
}

/** What {@link InstanceEndpoints.deleteInstance} takes: an id, or an id and ms to wait before the request leaves. */
export type DeleteInstanceArgs =
  | string
  | { readonly instanceId: string; readonly deferMs?: number | undefined }

/** The instances slice's endpoints. Each can fail with any kind of `VZapsError`. */
export type InstanceEndpoints<P extends string> = {
  /** A page of the account's instances: `POST /instances/list`. Bad numbers are a `validation` error. */
  listInstances: VZapsQuery<ListInstancesArgs | void, InstancePage, P>
  /** The same list as one entry that grows page by page: an infinite query. */
  listInstancePages: VZapsInfiniteQuery<ListInstancePagesArgs | void, number, InstancePage, P>
  /** One instance by id: `POST /instances/get`. `http` 404 when there is none, `code: 'deleted'` after a delete here. */
  getInstance: VZapsQuery<string, Instance, P>
  /**
   * Creates an instance: `PUT /instances/create`. A second one of the same name while the first is under way is a
   * `validation` error, `code: 'in-flight'`.
   */
  createInstance: VZapsMutation<CreateInstanceArgs, Instance, P>
  /** Changes settings: `PATCH /instances/{id}`; answers the whole instance. */
  updateInstance: VZapsMutation<UpdateInstanceArgs, Instance, P>
  /** Restarts the WhatsApp session: `POST /instances/{id}/restart`. One at a time (`in-flight`). */
  restartInstance: VZapsMutation<string, InstanceAction, P>
  /** Deletes for good: `DELETE /instances/{id}`; answers null. */
  deleteInstance: VZapsMutation<DeleteInstanceArgs, null, P>
}

/** The instance a delete is about. */
export const deletedId = (arg: DeleteInstanceArgs): string =>
  typeof arg === 'string' ? arg : arg.instanceId

const deferralOf = (arg: DeleteInstanceArgs): number => {
  const deferMs = typeof arg === 'string' ? 0 : (arg.deferMs ?? 0)
  if (typeof deferMs === 'number' && deferMs >= 0 && deferMs <= MAX_TIMER_MS) return deferMs
  throw invalid(`deferMs must be a number of ms, 0 to ${MAX_TIMER_MS}`, { field: 'deferMs' })
}

/** The request body, in snake_case. `events_subscribe` is always sent as a list. */
const toBody = (settings: InstanceSettings, field: string): Record<string, unknown> => {
  if (!isRecord(settings)) throw invalid(`${field} must be an object of settings`, { field })
  return snakeKeys({ ...settings, eventsSubscribe: toEvents(settings.eventsSubscribe) })
}

interface InfinitePage {
  readonly queryArg: ListInstancePagesArgs | void
  readonly pageParam: number
}

/** Builds the instances slice. */
export const instanceEndpoints = <P extends string>(
  build: VZapsBuilder<P>,
): InstanceEndpoints<P> => ({
  listInstances: build.query({
    query: routeCall((args: ListInstancesArgs | void) => {
      const body = toListBody(args ?? undefined)
      return { method: 'POST', route: '/instances/list', body, answer: pageAnswer(body) }
    }),
    providesTags: [{ type: 'Instance', id: LIST }],
  }),

  listInstancePages: build.infiniteQuery({
    infiniteQueryOptions: {
      initialPageParam: 1,
      getNextPageParam: ({ totalPages }, _pages, page) =>
        page < totalPages ? page + 1 : undefined,
      getPreviousPageParam: (_first, _pages, page) => (page > 1 ? page - 1 : undefined),
    },
    query: routeCall(({ queryArg, pageParam }: InfinitePage) => {
      // An argument that is no object goes through as it is: `toListBody` refuses it.
      const args = isRecord(queryArg ?? {}) ? { ...queryArg, page: pageParam } : queryArg
      const body = toListBody(args as ListInstancesArgs)
      return { method: 'POST', route: '/instances/list', body, answer: pageAnswer(body) }
    }),
    providesTags: [{ type: 'Instance', id: LIST }],
  }),

  getInstance: build.query({
    query: routeCall((instanceId: string) => ({
      method: 'POST',
      route: '/instances/get',
      instanceId,
      instanceToken: false,
      body: { id: instanceId },
      answer: instanceAnswer,
    })),
    providesTags: (_row, _error, id) => [{ type: 'Instance', id }],
  }),

  createInstance: build.mutation({
    query: routeCall((settings: CreateInstanceArgs) => ({
      method: 'PUT',
      route: '/instances/create',
      body: toBody(settings, 'the argument'),
      onlyOne: `create ${String(settings.name).trim()}`,
      answer: instanceAnswer,
    })),
    invalidatesTags: (_result, error) =>
      unlessRefused(error, () => [{ type: 'Instance', id: LIST }]),
  }),

  updateInstance: build.mutation({
    query: routeCall(({ instanceId, data }: UpdateInstanceArgs) => ({
      method: 'PATCH',
      route: '/instances/{id}',
      instanceId,
      body: toBody(data, 'data'),
      answer: instanceAnswer,
    })),
    invalidatesTags: (_result, error) =>
      unlessRefused(error, () => [{ type: 'Instance', id: LIST }]),
  }),

  restartInstance: build.mutation({
    query: routeCall((instanceId: string) => ({
      method: 'POST',
      route: '/instances/{id}/restart',
      instanceId,
      onlyOne: `restart ${instanceId}`,
      answer: actionAnswer,
    })),
    invalidatesTags: (_result, error, id) =>
      unlessRefused(error, () => [
        { type: 'Instance', id },
        { type: 'Session', id },
      ]),
  }),

  deleteInstance: build.mutation({
    query: routeCall((arg: DeleteInstanceArgs) => ({
      method: 'DELETE',
      route: '/instances/{id}',
      instanceId: deletedId(arg),
      deferMs: deferralOf(arg),
      deletes: true,
      answer: nothingAnswer,
    })),
    invalidatesTags: (_result, error) =>
      unlessRefused(error, () => [{ type: 'Instance', id: LIST }]),
  }),
})
