import type { DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { createApi, fakeBaseQuery } from '@reduxjs/toolkit/query'
import { describe, expectTypeOf, test } from 'vitest'
import {
  type InspectableApi,
  type InspectableVZapsApi,
  OptimisticDevtools,
  VZapsDevtools,
} from 'vzaps-rtk/devtools'
import { defineOptimistic, itself, withOptimisticUpdates } from 'vzaps-rtk/optimistic'
import type { VZapsApi, VZapsCoreApi } from 'vzaps-rtk/react'

interface Todo {
  readonly id: string
}
const plain = createApi({
  reducerPath: 'todos',
  baseQuery: fakeBaseQuery(),
  endpoints: (build) => ({
    getTodo: build.query<Todo, string>({ queryFn: () => ({ data: { id: '' } }) }),
  }),
})
const define = defineOptimistic<DefinitionsFromApi<typeof plain>, { Todo: Todo }>()
const todoApi = withOptimisticUpdates(
  plain,
  define({ rows: { Todo: { in: { getTodo: itself<Todo>() } } }, recipes: {} }),
)

describe('the developer tools', () => {
  test('take any api with optimistic updates, and no other', () => {
    expectTypeOf(todoApi).toExtend<InspectableApi>()
    expectTypeOf(plain).not.toExtend<InspectableApi>()
    OptimisticDevtools({ api: todoApi, chord: false })
    // @ts-expect-error nothing is optimistic in it
    OptimisticDevtools({ api: plain })
  })

  test('of VZaps take an api with hooks, without, and under another path', () => {
    expectTypeOf<VZapsApi>().toExtend<InspectableVZapsApi>()
    expectTypeOf<VZapsCoreApi>().toExtend<InspectableVZapsApi>()
    expectTypeOf<VZapsApi<'account'>>().toExtend<InspectableVZapsApi>()
    // @ts-expect-error it has no requests and no polls to show
    VZapsDevtools({ api: todoApi })
    // @ts-expect-error a chord is a text, or none at all
    OptimisticDevtools({ api: todoApi, chord: true })
  })
})
