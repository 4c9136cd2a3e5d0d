import { createApi } from '@reduxjs/toolkit/query'
import * as v from 'valibot'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createServer, onEveryApi, settled } from './support.ts'

interface Item {
  readonly id: number
  readonly title: string
}

const one: Item = { id: 1, title: 'one' }
const itemSchema = v.object({ id: v.number(), title: v.string() })

// RTK Query logs what its schemas refuse, where nobody catches it.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())

onEveryApi(({ mount }) => {
  const setUp = (options: { skipSchemaValidation?: boolean } = {}) => {
    const server = createServer()
    const failures: unknown[] = []
    const { api, store } = mount(
      createApi({
        ...options,
        baseQuery: server.baseQuery,
        onSchemaFailure: ({ schemaName, value }, { endpoint, type, arg }) => {
          failures.push({ schemaName, value, endpoint, type, arg })
        },
        catchSchemaFailure: ({ schemaName }) => ({ status: 'SCHEMA', schemaName }),
        endpoints: (build) => ({
          item: build.query<Item, number>({
            query: (id) => id,
            rawResponseSchema: itemSchema,
            rawErrorResponseSchema: v.object({ status: v.number() }),
          }),
          trimmed: build.query<Item, number>({
            query: (id) => id,
            responseSchema: v.object({ id: v.number(), title: v.pipe(v.string(), v.trim()) }),
            metaSchema: v.object({ tag: v.picklist(['answered', 'failed']) }),
            errorResponseSchema: v.object({ status: v.literal(500) }),
          }),
          mistagged: build.query<Item, number>({
            query: (id) => id,
            metaSchema: v.object({ tag: v.literal('other') }),
          }),
          save: build.mutation<Item, Item>({
            query: (item) => item,
            argSchema: itemSchema,
            responseSchema: itemSchema,
          }),
        }),
      }),
    )
    return { server, store, endpoints: api.endpoints, failures }
  }

  test('an api hears of each value that its schemas refuse, and makes the error of it', async () => {
    const { server, store, endpoints, failures } = setUp()
    const promise = store.dispatch(endpoints.item.initiate(1))
    await server.answer({ id: 'x' })
    expect((await promise).error).toEqual({ status: 'SCHEMA', schemaName: 'rawResponseSchema' })
    expect(failures).toEqual([
      {
        schemaName: 'rawResponseSchema',
        value: { id: 'x' },
        endpoint: 'item',
        type: 'query',
        arg: 1,
      },
    ])
  })

  test('an error is held against its schema', async () => {
    const { server, store, endpoints } = setUp()
    const promise = store.dispatch(endpoints.item.initiate(1))
    await server.fail({ status: 'odd' })
    expect((await promise).error).toMatchObject({ schemaName: 'rawErrorResponseSchema' })
    const other = store.dispatch(endpoints.trimmed.initiate(1))
    await server.fail({ status: 404 })
    expect((await other).error).toMatchObject({ schemaName: 'errorResponseSchema' })
  })

  test('meta is held against its schema, and a good answer is what the schema makes of it', async () => {
    const { server, store, endpoints } = setUp()
    store.dispatch(endpoints.trimmed.initiate(1))
    await server.answer({ id: 1, title: '  one ' })
    expect(endpoints.trimmed.select(1)(store.getState()).data).toEqual(one)
    const promise = store.dispatch(endpoints.mistagged.initiate(1))
    await server.answer(one)
    expect((await promise).error).toMatchObject({ schemaName: 'metaSchema' })
  })

  test('a mutation is held against its schemas, before it is sent and after', async () => {
    const { server, store, endpoints } = setUp()
    const unsent = store.dispatch(endpoints.save.initiate({ id: 1 } as never))
    expect(await unsent).toEqual({ error: { status: 'SCHEMA', schemaName: 'argSchema' } })
    expect(server.asked).toEqual([])
    const sent = store.dispatch(endpoints.save.initiate(one))
    await settled()
    await server.answer({ id: 1 })
    expect(await sent).toEqual({ error: { status: 'SCHEMA', schemaName: 'responseSchema' } })
  })

  test('skipSchemaValidation of the api holds for every endpoint', async () => {
    const { server, store, endpoints, failures } = setUp({ skipSchemaValidation: true })
    store.dispatch(endpoints.item.initiate(1))
    await server.answer({ id: 'x' })
    expect(endpoints.item.select(1)(store.getState())).toMatchObject({ data: { id: 'x' } })
    expect(failures).toEqual([])
  })
})
