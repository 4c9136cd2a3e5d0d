import { describe, expect, test } from 'vitest'
import { temporaryId } from 'vzaps-rtk/optimistic'
import { createTodos, page, rows } from './support/todos.ts'

const old = page(rows({ 1: 'one', 2: 'two' }), 20)
const setup = async (options?: Parameters<typeof createTodos>[0]) => {
  const todos = createTodos(options)
  await todos.load('listTodos', undefined, old)
  await todos.load('listTodos', { search: 'o' }, old)
  return todos
}
const made = { id: '9', title: 'new', note: 'by the server' }

describe('a created row', () => {
  test('has a temporary id, and counts, on top of the lists that it stands in', async () => {
    const { mutate, list } = await setup()
    const { requestId } = mutate('addTodo', { title: 'new' })
    expect(list()).toEqual({
      total: 21,
      todos: [{ id: temporaryId(requestId), title: 'new' }, ...old.todos],
    })
    expect(temporaryId(requestId)).toBe(`tmp:${requestId}`)
    expect(list({ search: 'o' })).toEqual(old)
  })

  test('becomes the server’s, once', async () => {
    const { mutate, list, load } = await setup()
    await mutate('addTodo', { title: 'new' }).answer(made)
    expect(list()).toEqual({ total: 21, todos: [made, ...old.todos] })
    await load('listTodos', undefined, page([...old.todos, made], 21))
    expect(list()).toEqual({ total: 21, todos: [...old.todos, made] })
  })

  test('goes when the create is refused', async () => {
    const { mutate, list } = await setup()
    await mutate('addTodo', { title: 'new' }).fail({ status: 400 })
    expect(list()).toEqual(old)
  })

  test('shows in a list that is read for the first time while it is pending', async () => {
    const { mutate, load, titles, list } = await setup()
    mutate('addTodo', { title: 'new' })
    await load('getBoard', undefined, { todos: rows({ 3: 'three' }), labels: [] })
    expect(titles()).toEqual(['new', 'one', 'two'])
    await load('listTodos', { search: '' }, old)
    expect(list({ search: '' })?.todos).toHaveLength(3)
  })

  test('stays over polls that do not show it, and is put into those that left before its answer', async () => {
    const { mutate, read, load, titles } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['new', 'one', 'two'])
    const poll = read('listTodos', undefined)
    await call.answer(made)
    await poll.answer(old)
    expect(titles()).toEqual(['new', 'one', 'two'])
  })

  test('is not shown twice when a poll shows it before its answer', async () => {
    const { mutate, load, list } = await setup()
    const call = mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([...old.todos, made], 21))
    expect(list()).toEqual(page([...old.todos, made], 21))
    await call.answer(made)
    expect(list()).toEqual(page([...old.todos, made], 21))
  })

  test('is told from a row of its name that was there before', async () => {
    const { mutate, load, titles } = await setup()
    mutate('addTodo', { title: 'one' })
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['one', 'one', 'two'])
  })

  test('may go on to be named by its temporary id, and is told from others by that', async () => {
    const { mutate, titles } = await setup()
    const [first, second] = [mutate('addTodo', { title: 'a' }), mutate('addTodo', { title: 'b' })]
    await first.answer({ id: '9', title: 'a' })
    await second.answer({ id: '10', title: 'b' })
    mutate('updateTodo', { id: temporaryId(second.requestId), patch: { title: 'changed' } })
    expect(titles()).toEqual(['changed', 'a', 'one', 'two'])
  })

  test('leaves no key behind where no entry shows it', async () => {
    const { mutate, overlay } = createTodos()
    await mutate('addTodo', { title: 'new' }).answer(made)
    expect(overlay()).toEqual(expect.objectContaining({ operations: [], settled: [], aliases: {} }))
  })

  test('shows in no list that is asked for by its temporary id', async () => {
    const { mutate, read, list, slice } = await setup()
    const { requestId } = mutate('addTodo', { title: 'new' })
    const search = temporaryId(requestId)
    const call = read('listTodos', { search })
    expect(slice().queries[`listTodos(${JSON.stringify({ search })})`]?.data).toBeUndefined()
    await call.answer(old)
    expect(list({ search })).toEqual(old)
  })

  test('takes another row for itself when a later poll shows that in place of the first', async () => {
    const { mutate, load, titles } = await setup()
    mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([{ id: '8', title: 'new' }, ...old.todos]))
    expect(titles()).toEqual(['new', 'one', 'two'])
    await load('listTodos', undefined, old)
    expect(titles()).toEqual(['new', 'one', 'two'])
    await load('listTodos', undefined, page([made, ...old.todos]))
    expect(titles()).toEqual(['new', 'one', 'two'])
  })

  test('takes a row of a poll for itself once: two of a name are two', async () => {
    const { mutate, load, titles } = await setup()
    mutate('addTodo', { title: 'new' })
    mutate('addTodo', { title: 'new' })
    await load('listTodos', undefined, page([...old.todos, made]))
    expect(titles()).toEqual(['new', 'one', 'two', 'new'])
  })

  test('stands at the end where its recipe says so', async () => {
    const { mutate, titles } = await setup({
      recipes: {
        addTodo: {
          insert: {
            type: 'Todo',
            create: ({ title }, id) => ({ id, title }),
            answer: (todo) => todo,
            into: { listTodos: () => true },
            at: 'end',
          },
        },
      },
    })
    const call = mutate('addTodo', { title: 'new' })
    expect(titles()).toEqual(['one', 'two', 'new'])
    expect(titles({ search: 'o' })).toEqual(['one', 'two', 'new'])
    await call.answer(made)
    expect(titles()).toEqual(['one', 'two', 'new'])
  })
})
