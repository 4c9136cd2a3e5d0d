import type { DefinitionsFromApi } from '@reduxjs/toolkit/query'
import {
  defineOptimistic,
  list,
  waitForMadeRows,
  withOptimisticUpdates,
} from 'vzaps-rtk/optimistic'
import type { Fetch, Instance, InstancesApi } from './instances-api.ts'
import { createInstancesApi } from './instances-api.ts'

/** Where instances are shown, and what each mutation makes of them. That is all. */
const optimistic = defineOptimistic<
  DefinitionsFromApi<InstancesApi>,
  { readonly Instance: Instance }
>()({
  rows: { Instance: { in: { listInstances: list<Instance>() } } },
  recipes: {
    renameInstance: {
      row: {
        type: 'Instance',
        id: ({ id }) => id,
        update: (instance, { arg }) => ({ ...instance, name: arg.name }),
        answer: (instance) => instance,
      },
    },
    createInstance: {
      insert: {
        type: 'Instance',
        create: (name, temporaryId) => ({ id: temporaryId, name }),
        answer: (instance) => instance,
        into: { listInstances: () => true },
      },
    },
  },
})

/** The same api with this library: nothing is patched, and nothing is undone. */
export const createLibraryApi = (baseQuery: Fetch) =>
  withOptimisticUpdates(createInstancesApi(waitForMadeRows(baseQuery)), optimistic)
