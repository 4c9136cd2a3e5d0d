import type { SerializedError } from '@reduxjs/toolkit'
import { skipToken } from '@reduxjs/toolkit/query'
import { describe, expectTypeOf, test } from 'vitest'
import type * as core from 'vzaps-rtk'
import type * as react from 'vzaps-rtk/react'
import type {
  AuthState,
  Instance,
  InstancePage,
  InstanceStatusResult,
  VZapsError,
} from 'vzaps-rtk/react'
import { createVZapsApi } from 'vzaps-rtk/react'

const vzaps = createVZapsApi()

describe('query hooks', () => {
  test('give data, and an error that is ours or RTK Query’s', () => {
    const use = () => vzaps.useGetInstanceQuery('id')
    type Result = ReturnType<typeof use>
    expectTypeOf<Result['data']>().toEqualTypeOf<Instance | undefined>()
    expectTypeOf<Result['error']>().toEqualTypeOf<VZapsError | SerializedError | undefined>()
    const useList = () => vzaps.useListInstancesQuery()
    type Page = ReturnType<typeof useList>
    expectTypeOf<Page['data']>().toEqualTypeOf<InstancePage | undefined>()
  })

  test('take the arguments of their endpoints, or skip', () => {
    const use = () => {
      vzaps.useListInstancesQuery()
      vzaps.useListInstancesQuery({ page: 2 }, { pollingInterval: 5 })
      vzaps.useGetInstanceQuery(skipToken)
      vzaps.useGetSessionQrQuery('id', { pollingInterval: 5 })
      // @ts-expect-error: an id is needed
      vzaps.useGetInstanceQuery()
      // @ts-expect-error: a text for a number
      vzaps.useListInstancesQuery({ page: '2' })
    }
    expectTypeOf(use).toBeFunction()
  })

  test('select from their result', () => {
    const use = () =>
      vzaps.useGetInstanceQuery('id', { selectFromResult: ({ data }) => ({ name: data?.name }) })
    expectTypeOf<ReturnType<typeof use>['name']>().toEqualTypeOf<string | null | undefined>()
  })
})

describe('mutation hooks', () => {
  test('give a trigger of their arguments, and a result', () => {
    type Trigger = ReturnType<typeof vzaps.useUpdateInstanceMutation>[0]
    expectTypeOf<Parameters<Trigger>[0]>().toEqualTypeOf<core.UpdateInstanceArgs>()
    const use = () => vzaps.useUpdateInstanceMutation()[1]
    type Result = ReturnType<typeof use>
    expectTypeOf<Result['data']>().toEqualTypeOf<Instance | undefined>()
    type Delete = ReturnType<typeof vzaps.useDeleteInstanceMutation>[0]
    expectTypeOf<Parameters<Delete>[0]>().toEqualTypeOf<core.DeleteInstanceArgs>()
  })
})

describe('our own hooks', () => {
  test('have the types that the design says', () => {
    expectTypeOf(vzaps.useAuthState).toEqualTypeOf<() => AuthState>()
    expectTypeOf(vzaps.useInstanceToken).toEqualTypeOf<(instanceId: string) => string | undefined>()
    const use = () => vzaps.useInstanceStatus('id')
    expectTypeOf<ReturnType<typeof use>>().toEqualTypeOf<InstanceStatusResult>()
    const select = () =>
      vzaps.useInstanceStatus(skipToken, { selectFromResult: ({ data }) => data?.connected })
    expectTypeOf<ReturnType<typeof select>>().toEqualTypeOf<boolean | null | undefined>()
    const tick = () => vzaps.useInstanceStatusFreshness('id').confirmedAt
    expectTypeOf<ReturnType<typeof tick>>().toEqualTypeOf<number | undefined>()
  })

  test('take the options of RTK Query, and what is known in a function for the interval', () => {
    const all = () =>
      vzaps.useInstanceStatus('id', {
        pollingInterval: ({ data }) => {
          expectTypeOf(data).toEqualTypeOf<core.InstanceStatus | undefined>()
          return data?.connected ? 60_000 : 0
        },
        refetchOnFocus: false,
        skipPollingIfUnfocused: undefined,
        skip: true,
      })
    expectTypeOf<ReturnType<typeof all>>().toEqualTypeOf<InstanceStatusResult>()
    // @ts-expect-error: it is called pollingInterval
    void (() => vzaps.useInstanceStatus('id', { intervalMs: 5_000 }))
  })

  test('give a live list as the generated hook does, or what is selected of it', () => {
    const list = () => vzaps.useLiveInstances({ page: 1 }, { pollingInterval: 5_000 })
    expectTypeOf<ReturnType<typeof list>['data']>().toEqualTypeOf<core.InstancePage | undefined>()
    const total = () =>
      vzaps.useLiveInstances(skipToken, {
        selectFromResult: ({ data }) => ({ total: data?.total }),
        pollingInterval: ({ data }) => (data?.total ? 5_000 : 60_000),
      })
    expectTypeOf<ReturnType<typeof total>['total']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<ReturnType<typeof total>['refetch']>().toBeFunction()
  })
})

describe('both entry points', () => {
  test('make apis of the same endpoints and extras', () => {
    type Core = ReturnType<typeof core.createVZapsApi<'vzaps'>>
    type React = ReturnType<typeof react.createVZapsApi<'vzaps'>>
    expectTypeOf<React['endpoints']>().toHaveProperty('getInstance')
    expectTypeOf<keyof Core['endpoints']>().toEqualTypeOf<keyof React['endpoints']>()
    expectTypeOf<Core['auth']>().toEqualTypeOf<React['auth']>()
    expectTypeOf<Core['tokens']>().toEqualTypeOf<React['tokens']>()
    expectTypeOf<Core['request']>().toEqualTypeOf<React['request']>()
  })

  test('know the same types', () => {
    expectTypeOf<core.Instance>().toEqualTypeOf<react.Instance>()
    expectTypeOf<core.VZapsError>().toEqualTypeOf<react.VZapsError>()
    expectTypeOf<core.VZapsOptions>().toEqualTypeOf<react.VZapsOptions>()
    expectTypeOf<typeof core.toVZapsError>().toEqualTypeOf<typeof react.toVZapsError>()
    // On a server there are no hooks.
    expectTypeOf<Exclude<keyof typeof core, 'withVZapsApi'>>().toExtend<keyof typeof react>()
  })

  test('carry the reducer path into the hooks’ api', () => {
    const other = createVZapsApi({ reducerPath: 'gateway' })
    expectTypeOf(other.reducerPath).toEqualTypeOf<'gateway'>()
    expectTypeOf(other.useGetInstanceQuery).toBeFunction()
  })

  test('type the hooks of injected endpoints', () => {
    const extended = vzaps.injectEndpoints({
      endpoints: (build) => ({
        getPlans: build.query<string[], void>({
          query: () => ({ method: 'GET', path: '/plans/list' }),
        }),
      }),
    })
    const use = () => extended.useGetPlansQuery()
    expectTypeOf<ReturnType<typeof use>['data']>().toEqualTypeOf<string[] | undefined>()
    expectTypeOf(extended.useGetInstanceQuery).toBeFunction()
  })
})
