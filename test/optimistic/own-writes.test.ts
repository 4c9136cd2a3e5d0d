import { describe, expect, test } from 'vitest'
import type { Page } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

const old = page(rows({ 1: 'one', 2: 'two', 3: 'three' }))
const setup = async () => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, old)
  await todos.load('getTodo', '2', { id: '2', title: 'two' })
  const { util } = todos.api
  /** Renames the row at a position of what the recipe is given. */
  const rename = (at: number, title: string) =>
    util.updateQueryData('listTodos', undefined, (draft) => {
      ;(draft as { todos: { title: string }[] }).todos[at] = {
        ...(draft as Page).todos[at],
        title,
      } as never
    })
  return { ...todos, util, rename }
}
const refused = { status: 400 }

describe('updateQueryData while something is pending', () => {
  test('changes the server’s value, beneath what is pending', async () => {
    const { mutate, store, rename, titles } = await setup()
    const gone = mutate('deleteTodo', '1')
    expect(titles()).toEqual(['two', 'three'])
    // Positions are those of the server's value.
    store.dispatch(rename(1, 'mine'))
    expect(titles()).toEqual(['mine', 'three'])
    await gone.fail(refused)
    expect(titles()).toEqual(['one', 'mine', 'three'])
  })

  test('is undone without touching what else happened', async () => {
    const { mutate, store, rename, titles } = await setup()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const { undo } = store.dispatch(rename(0, 'mine'))
    expect(titles()).toEqual(['A', 'two', 'three'])
    undo()
    await call.fail(refused)
    expect(titles()).toEqual(['one', 'two', 'three'])
  })

  test('is stronger than an older answer, and weaker than a later one', async () => {
    const { store, read, load, rename, titles } = await setup()
    const early = read('getTodo', '2')
    store.dispatch(rename(1, 'mine'))
    await early.answer({ id: '2', title: 'older' })
    expect(titles()).toEqual(['one', 'mine', 'three'])
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['one', 'two', 'three'])
  })

  test('keeps what only its entry shows, when an older answer comes after news of the row', async () => {
    const { store, read, load, util, detail } = await setup()
    await load('getTodo', '2', { id: '2', title: 'two', note: 'short' })
    const early = read('getTodo', '2')
    store.dispatch(util.updateQueryData('getTodo', '2', (draft) => ({ ...draft, note: 'mine' })))
    await load('listTodos', undefined, page(rows({ 2: 'newer' })))
    await early.answer({ id: '2', title: 'older', note: 'older' })
    expect(detail('2')).toEqual({ id: '2', title: 'newer', note: 'mine' })
  })

  test('changes the row in every entry, and leaves the age of the other rows', async () => {
    const { store, read, rename, detail, titles } = await setup()
    const early = read('listTodos', { search: 'x' })
    store.dispatch(rename(1, 'mine'))
    expect(detail('2')?.title).toBe('mine')
    await early.answer(page(rows({ 1: 'x', 2: 'x' })))
    expect(titles()).toEqual(['x', 'mine', 'three'])
  })

  test('makes what was known before less than certain', async () => {
    const { mutate, store, rename, list } = await setup()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    store.dispatch(rename(2, 'mine'))
    await call.answer({ id: '1', title: 'A', note: 'older' })
    expect(list()?.todos[0]).toEqual({ id: '1', title: 'A' })
  })

  test('that changes nothing leaves everything as it was', async () => {
    const { mutate, store, util, list } = await setup()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    const before = list()
    store.dispatch(util.updateQueryData('listTodos', undefined, () => undefined))
    expect(list()).toBe(before)
    store.dispatch(util.patchQueryData('listTodos', undefined, []))
    expect(list()).toEqual(before)
    // Nothing newer than the answer is known.
    await call.answer({ id: '1', title: 'A', note: 'by the server' })
    expect(list()?.todos[0]?.note).toBe('by the server')
  })

  test('of an entry that is not there is nothing', async () => {
    const { store, util, slice } = await setup()
    const { queries } = slice()
    store.dispatch(util.updateQueryData('getTodo', '99', () => undefined))
    store.dispatch(util.patchQueryData('getTodo', '99', []))
    expect(slice().queries).toEqual(queries)
  })
})

describe('patchQueryData while something is pending', () => {
  test('applies its positions to the server’s value', async () => {
    const { mutate, store, util, titles } = await setup()
    const gone = mutate('deleteTodo', '1')
    const patch = { op: 'replace' as const, path: ['todos', 2, 'title'], value: 'mine' }
    store.dispatch(util.patchQueryData('listTodos', undefined, [patch]))
    expect(titles()).toEqual(['two', 'mine'])
    await gone.fail(refused)
    expect(titles()).toEqual(['one', 'two', 'mine'])
  })
})

describe('patchQueryData that updates what is provided', () => {
  test('provides the tags of the server’s rows, also of those that are being deleted', async () => {
    const { api, store, mutate, util, slice } = await setup()
    api.enhanceEndpoints({
      endpoints: {
        listTodos: {
          providesTags: (data) => (data?.todos ?? []).map(({ id }) => ({ type: 'Todo', id })),
        },
      },
    })
    mutate('deleteTodo', '1')
    store.dispatch(util.patchQueryData('listTodos', undefined, [], true))
    expect(slice().provided.keys['listTodos(undefined)']).toEqual(
      ['1', '2', '3'].map((id) => ({ type: 'Todo', id })),
    )
  })
})

describe('upsertQueryData while something is pending', () => {
  test('is a server value, with what is pending over it', async () => {
    const { mutate, store, util, titles, detail } = await setup()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    await store.dispatch(
      util.upsertQueryData('listTodos', undefined, page(rows({ 1: 'mine', 2: 'also' }))),
    )
    expect(titles()).toEqual(['A', 'also'])
    expect(detail('2')?.title).toBe('also')
    await call.fail(refused)
    expect(titles()).toEqual(['mine', 'also'])
  })

  test('makes an entry that was not there', async () => {
    const { mutate, store, util, detail, overlay } = await setup()
    mutate('updateTodo', { id: '9', patch: { title: 'A' } })
    await store.dispatch(util.upsertQueryData('getTodo', '9', { id: '9', title: 'nine' }))
    expect(detail('9')?.title).toBe('A')
    expect(overlay().inflight).toEqual({})
  })

  test('keeps what it says of other fields when the operation settles, or is overtaken', async () => {
    const { mutate, store, util, detail, list, load } = await setup()
    const [a, b] = ['A', 'B'].map((title) => mutate('updateTodo', { id: '1', patch: { title } }))
    const value = { id: '1', title: 'mine', note: 'my note' }
    await store.dispatch(util.upsertQueryData('getTodo', '1', value))
    expect(detail('1')).toEqual({ ...value, title: 'B' })
    expect(list()?.todos[0]).toEqual(detail('1'))
    await b?.answer({ id: '1', title: 'B', note: 'older' })
    await a?.fail({ status: 503 })
    expect(detail('1')).toEqual({ ...value, title: 'B' })
    await load('getTodo', '1', { id: '1', title: 'B', note: 'later' })
    expect(detail('1')).toEqual({ id: '1', title: 'B', note: 'later' })
    expect(list()?.todos[0]).toEqual(detail('1'))
  })

  test('of a row that is being deleted shows what is said once that is refused', async () => {
    const { mutate, store, util, titles } = await setup()
    const call = mutate('deleteTodo', '1')
    await store.dispatch(util.upsertQueryData('getTodo', '1', { id: '1', title: 'mine' }))
    expect(titles()).not.toContain('mine')
    await call.fail(refused)
    expect(titles()?.[0]).toBe('mine')
  })

  test('is stronger than an older answer', async () => {
    const { store, util, read, detail } = await setup()
    const early = read('listTodos', undefined)
    await store.dispatch(util.upsertQueryData('getTodo', '2', { id: '2', title: 'mine' }))
    await early.answer(old)
    expect(detail('2')?.title).toBe('mine')
  })
})

describe('upsertQueryEntries while something is pending', () => {
  test('writes them all in one action, beneath what is pending', async () => {
    const { mutate, store, util, titles, detail } = await setup()
    const call = mutate('updateTodo', { id: '2', patch: { done: true } })
    const seen: unknown[] = []
    store.subscribe(() => seen.push([titles()?.[1], detail('2')?.title, detail('9')?.title]))
    store.dispatch(
      util.upsertQueryEntries([
        { endpointName: 'listTodos', arg: undefined, value: page(rows({ 1: 'one', 2: 'mine' })) },
        { endpointName: 'getTodo', arg: '9', value: { id: '9', title: 'nine' } },
      ]),
    )
    expect(seen).toEqual([['mine', 'mine', 'nine']])
    expect(detail('2')).toEqual({ id: '2', title: 'mine', done: true })
    await call.fail(refused)
    expect(detail('2')).toEqual({ id: '2', title: 'mine' })
  })
})
