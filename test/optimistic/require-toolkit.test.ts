import type * as Toolkit from '@reduxjs/toolkit/query'
import { describe, expect, test, vi } from 'vitest'
import { createVZapsApi } from 'vzaps-rtk'
import { withOptimisticUpdates } from 'vzaps-rtk/optimistic'
import { createVZapsApi as createWithReact } from 'vzaps-rtk/react'
import { holdRequests } from './support/held.ts'
import { createTodoApi, todoOptions } from './support/todo-api.ts'

/** Makes apis that cannot do what those of an older Redux Toolkit cannot. */
const asBefore = vi.hoisted(() => async (load: () => Promise<unknown>) => {
  const toolkit = (await load()) as typeof Toolkit
  const createApi = (options: never) => {
    const api = toolkit.createApi(options) as { util: object }
    Reflect.deleteProperty(api.util, 'getMiddlewareState')
    return api
  }
  return { ...toolkit, createApi }
})
vi.mock('@reduxjs/toolkit/query', asBefore)
vi.mock('@reduxjs/toolkit/query/react', asBefore)

describe('with a Redux Toolkit older than 2.15', () => {
  const { baseQuery } = holdRequests(() => 0)
  test.each([
    [
      'withOptimisticUpdates',
      () => withOptimisticUpdates(createTodoApi(baseQuery, false), todoOptions),
    ],
    ['createVZapsApi', () => createVZapsApi()],
    ['createVZapsApi with React', () => createWithReact()],
  ])('%s throws an error that names the version needed', (_name, create) => {
    expect(create).toThrow(
      'vzaps-rtk needs Redux Toolkit 2.15 or later, and this api was made by an older one: npm install @reduxjs/toolkit@^2.15.0',
    )
  })
})
