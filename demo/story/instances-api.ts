import type {
  BaseQueryFn,
  FetchArgs,
  FetchBaseQueryError,
  FetchBaseQueryMeta,
} from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'

/** What the story shows of an instance. */
export interface Instance {
  id: string
  name: string
}

export interface Rename {
  readonly id: string
  readonly name: string
}

export type Fetch = BaseQueryFn<
  FetchArgs,
  unknown,
  FetchBaseQueryError,
  object,
  FetchBaseQueryMeta & {}
>

const toInstance = ({ id, name }: Instance): Instance => ({ id, name })

/** The api that both sides start from: the same calls, the same tags, and nothing optimistic yet. */
export const createInstancesApi = (baseQuery: Fetch) =>
  createApi({
    reducerPath: 'api',
    baseQuery,
    tagTypes: ['Instance'],
    endpoints: (build) => ({
      listInstances: build.query<Instance[], void>({
        query: () => ({ url: '/instances/list', method: 'POST', body: {} }),
        transformResponse: ({ content }: { content: Instance[] }) => content.map(toInstance),
        providesTags: ['Instance'],
      }),
      renameInstance: build.mutation<Instance, Rename>({
        query: ({ id, name }) => ({ url: `/instances/${id}`, method: 'PATCH', body: { name } }),
        transformResponse: toInstance,
        invalidatesTags: ['Instance'],
      }),
      createInstance: build.mutation<Instance, string>({
        query: (name) => ({ url: '/instances/create', method: 'PUT', body: { name } }),
        transformResponse: toInstance,
        invalidatesTags: ['Instance'],
      }),
    }),
  })

export type InstancesApi = ReturnType<typeof createInstancesApi>
