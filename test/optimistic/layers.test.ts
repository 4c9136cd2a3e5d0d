import { describe, expect, test } from 'vitest'
import { createTodos, page, rows } from './support/todos.ts'

const LIST = 'listTodos(undefined)'

const setup = async () => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
  const { api, store } = todos
  return { ...todos, layers: (key = LIST) => api.util.selectLayers(store.getState(), key) }
}

describe('selectLayers', () => {
  test('takes an entry apart: the server’s value, and what each open operation makes of it', async () => {
    const { mutate, layers, list } = await setup()
    const update = mutate('updateTodo', { id: '1', patch: { title: 'ONE' } })
    const add = mutate('addTodo', { title: 'three' })
    const remove = mutate('deleteTodo', '2')
    const titles = (value: unknown) =>
      (value as ReturnType<typeof page>).todos.map(({ title }) => title)
    const taken = layers()
    expect(titles(taken?.server)).toEqual(['one', 'two'])
    expect(taken?.layers.map(({ operation }) => operation.requestId)).toEqual([
      update.requestId,
      add.requestId,
      remove.requestId,
    ])
    expect(taken?.layers.map(({ value }) => titles(value).sort())).toEqual([
      ['ONE', 'two'],
      ['ONE', 'three', 'two'],
      ['ONE', 'three'],
    ])
    expect(taken?.layers.at(-1)?.value).toEqual(list())
  })

  test('is the server’s value alone where nothing is open on the entry', async () => {
    const { mutate, layers, list, load } = await setup()
    expect(layers()).toEqual({ server: list(), layers: [] })
    await load('getTodo', '2', { id: '2', title: 'two' })
    mutate('updateTodo', { id: '1', patch: { title: 'ONE' } })
    expect(layers('getTodo("2")')?.layers).toEqual([])
  })

  test('follows what ends: a refusal takes its layer away, an answer that landed is the server’s', async () => {
    const { mutate, layers, list } = await setup()
    const first = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const second = mutate('updateTodo', { id: '1', patch: { note: 'B' } })
    await first.fail({ status: 400 })
    expect(layers()?.layers.map(({ operation }) => operation.requestId)).toEqual([second.requestId])
    await second.answer({ id: '1', title: 'one', note: 'B' })
    expect(layers()).toEqual({ server: list(), layers: [] })
    expect(list()?.todos[0]).toMatchObject({ title: 'one', note: 'B' })
  })

  test('leaves the state and what is shown as they are', async () => {
    const { mutate, layers, slice, titles } = await setup()
    mutate('addTodo', { title: 'three' })
    const before = slice()
    layers()
    layers()
    expect(slice()).toBe(before)
    mutate('updateTodo', { id: '1', patch: { title: 'ONE' } })
    expect(titles()?.toSorted()).toEqual(['ONE', 'three', 'two'])
  })

  test('is undefined for an entry that is not there', async () => {
    const { layers, api } = await setup()
    expect(layers('listTodos("nobody")')).toBeUndefined()
    expect(layers('constructor')).toBeUndefined()
    expect(api.util.selectLayers({}, LIST)).toBeUndefined()
  })
})

describe('watchActions', () => {
  test('tells of the api’s actions, when the state has them already, until it is ended', async () => {
    const { api, load, store } = await setup()
    const heard: string[] = []
    const end = api.util.watchActions(({ type }, getState) => {
      expect(getState()).toBe(store.getState())
      heard.push(type)
    })
    store.dispatch({ type: 'somebody/else' })
    await load('getTodo', '1', { id: '1', title: 'one' })
    expect(heard).toEqual(
      expect.arrayContaining(['todos/executeQuery/pending', 'todos/executeQuery/fulfilled']),
    )
    expect(heard).not.toContain('somebody/else')
    end()
    const before = heard.length
    await load('getTodo', '2', { id: '2', title: 'two' })
    expect(heard).toHaveLength(before)
  })
})
