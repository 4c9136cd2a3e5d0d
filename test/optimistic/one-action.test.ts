import type { UnknownAction } from '@reduxjs/toolkit'
import { describe, expect, test } from 'vitest'
import type { SliceState } from '../../src/overlay/rtk-query/entries.ts'
import { createTodos, page, rows } from './support/todos.ts'

const setup = async () => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
  await todos.load('listTodos', { search: 't' }, page(rows({ 2: 'two' })))
  await todos.load('getTodo', '1', { id: '1', title: 'one' })
  const shown = (): readonly (string | undefined)[] => [
    todos.titles()?.[0],
    todos.detail('1')?.title,
  ]
  const seen: (readonly (string | undefined)[])[] = []
  todos.store.subscribe(() => {
    if (String(seen.at(-1)) !== String(shown())) seen.push(shown())
  })
  return { ...todos, seen }
}

describe('one action', () => {
  test('changes list and detail together: when it starts, fails, and settles', async () => {
    const { mutate, seen } = await setup()
    const a = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    await a.fail({ status: 400 })
    const b = mutate('updateTodo', { id: '1', patch: { title: 'B' } })
    await b.answer({ id: '1', title: 'B!' })
    expect(seen).toEqual([
      ['A', 'A'],
      ['one', 'one'],
      ['B', 'B'],
      ['B!', 'B!'],
    ])
  })

  test('brings a newer row to every entry that holds it', async () => {
    const { load, seen } = await setup()
    await load('getTodo', '1', { id: '1', title: 'newer' })
    expect(seen).toEqual([
      ['one', 'one'],
      ['newer', 'newer'],
    ])
  })
})

describe('what no action concerned', () => {
  test('is the same object: rows, entries, and data that answers only confirm', async () => {
    const { mutate, load, list, slice } = await setup()
    const [first, second] = list()?.todos ?? []
    const other = list({ search: 't' })
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    expect(list()?.todos[1]).toBe(second)
    expect(list({ search: 't' })).toBe(other)
    await call.fail({ status: 400 })
    expect(list()?.todos[0]).toBe(first)
    const before = list()
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    expect(list()).toBe(before)
    expect(slice().queries['listTodos({"search":"t"})']?.data).toBe(other)
  })

  test('is the same object under a pending operation that is played again', async () => {
    const { mutate, load, list } = await setup()
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const before = list()?.todos
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two', 3: 'three' })))
    expect(list()?.todos[0]).toBe(before?.[0])
    expect(list()?.todos[1]).toBe(before?.[1])
    mutate('updateTodo', { id: '2', patch: { done: true } })
    expect(list()?.todos[0]).toBe(before?.[0])
    expect(list()?.todos[1]).toEqual({ id: '2', title: 'two', done: true })
  })

  test('is the same state after an action that is none of the api’s', async () => {
    const { store, slice, mutate } = await setup()
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const before = slice()
    for (const type of ['else', 'todosAnd/executeQuery/pending', 'todos/subscriptions/unknown']) {
      store.dispatch({ type })
      expect(slice()).toBe(before)
    }
  })

  test('keeps the rest of the slice: an operation that has an effect changes its entries only', async () => {
    const { mutate, slice } = await setup()
    const { queries, provided, config, subscriptions } = slice() as SliceState & {
      subscriptions: unknown
    }
    mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    expect(slice()).toMatchObject({ provided: {}, config: {} })
    expect(slice().provided).toBe(provided)
    expect(slice().config).toBe(config)
    expect(slice()).toHaveProperty('subscriptions', subscriptions)
    const changed = Object.keys(queries).filter((key) => queries[key] !== slice().queries[key])
    expect(changed).toEqual(['listTodos(undefined)', 'getTodo("1")'])
  })
})

describe('a query that is refused before it starts', () => {
  test('changes nothing', async () => {
    const { initiate, slice, held } = await setup()
    const before = slice()
    // It is there already, so that RTK Query does not ask again.
    await (initiate('getTodo', '1') as unknown as Promise<UnknownAction>)
    expect(held).toEqual([])
    expect(slice().overlay).toBe(before.overlay)
    expect(slice().queries).toBe(before.queries)
  })
})
