import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { gone as removed } from 'vzaps-rtk/optimistic'
import type { Page, Todo } from './support/todo-api.ts'
import type { TodosOptions } from './support/todos.ts'
import { createTodos, page, rows } from './support/todos.ts'

// An operation on one row is played on that row alone, where the index says that it stands. What is shown must be what
// playing everything again would make of it.
const setup = async (todos: readonly Todo[] = rows({ 1: 'one', 2: 'two', 3: 'three' })) => {
  const store = createTodos()
  await store.load('listTodos', undefined, page(todos))
  return { ...store, rename: renameWith(store), server: serverOf(store) }
}
const renameWith =
  ({ mutate }: ReturnType<typeof createTodos>) =>
  (id: string, title: string) =>
    mutate('updateTodo', { id, patch: { title } })
const serverOf =
  ({ api, store }: ReturnType<typeof createTodos>) =>
  (): readonly string[] | undefined => {
    const data = api.util.selectServerValue(store.getState(), 'listTodos', undefined)
    return data?.todos.map(({ title }) => title)
  }

describe('a row that settles as it was shown', () => {
  test('takes nothing over of what is pending on the rows beside it', async () => {
    const { mutate, rename, titles, server } = await setup()
    // Of an entry that is not there, and none of the list's business.
    mutate('renameLabel', { key: 1, text: 'green' })
    const other = rename('2', 'B')
    await rename('1', 'A').answer({ id: '1', title: 'A' })
    expect(server()).toEqual(['A', 'two', 'three'])
    await other.fail({ status: 400 })
    expect(titles()).toEqual(['A', 'two', 'three'])
  })

  test('leaves data the same object, a page or a plain list, when it goes', async () => {
    const { mutate, load, list, api, store } = createTodos({
      recipes: {
        act: { row: { type: 'Label', id: (arg) => Number(arg), update: () => removed } },
      },
    })
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    await load('listLabels', undefined, [
      { key: 1, text: 'red' },
      { key: 2, text: 'blue' },
    ])
    const labels = () => api.endpoints.listLabels.select()(store.getState()).data
    const gone = mutate('deleteTodo', '1')
    const label = mutate('act', 2)
    const before = [list(), labels()]
    expect(before).toEqual([page(rows({ 2: 'two' })), [{ key: 1, text: 'red' }]])
    await gone.answer(null)
    await label.answer(null)
    expect(list()).toBe(before[0])
    expect(labels()).toBe(before[1])
  })

  test('keeps an entry that nothing is pending on free of what is pending on rows that nothing holds', async () => {
    const { rename, overlay } = await setup()
    rename('77', 'nowhere')
    await rename('1', 'A').answer({ id: '1', title: 'A' })
    expect(overlay().base).toEqual({})
  })
})

describe('a row that stands elsewhere than in the server’s value', () => {
  test('changes, settles and goes back while one before it is being deleted', async () => {
    const { mutate, rename, titles, server } = await setup()
    const gone = mutate('deleteTodo', '1')
    const second = rename('2', 'B')
    const third = rename('3', 'C')
    expect(titles()).toEqual(['B', 'C'])
    await second.answer({ id: '2', title: 'B' })
    await third.fail({ status: 400 })
    expect(titles()).toEqual(['B', 'three'])
    expect(server()).toEqual(['one', 'B', 'three'])
    await gone.fail({ status: 400 })
    expect(titles()).toEqual(['one', 'B', 'three'])
  })

  test('changes, settles and goes back while one is being made before it', async () => {
    const { mutate, rename, titles, server } = await setup()
    const made = mutate('addTodo', { title: 'new' })
    const second = rename('2', 'B')
    const third = rename('3', 'C')
    expect(titles()).toEqual(['new', 'one', 'B', 'C'])
    await second.answer({ id: '2', title: 'B' })
    await third.fail({ status: 400 })
    expect(titles()).toEqual(['new', 'one', 'B', 'three'])
    expect(server()).toEqual(['one', 'B', 'three'])
    await made.fail({ status: 400 })
    expect(titles()).toEqual(['one', 'B', 'three'])
  })

  test('stays away when it is changed after its delete, and comes back with its change', async () => {
    const { mutate, rename, titles } = await setup()
    const gone = mutate('deleteTodo', '2')
    const change = rename('2', 'B')
    expect(titles()).toEqual(['one', 'three'])
    await gone.fail({ status: 400 })
    expect(titles()).toEqual(['one', 'B', 'three'])
    await change.fail({ status: 400 })
    expect(titles()).toEqual(['one', 'two', 'three'])
  })

  test('is found where an answer moved it', async () => {
    const { load, rename, titles, server } = await setup()
    await load('listTodos', undefined, page(rows({ 3: 'three', 2: 'two' }).toReversed()))
    expect(titles()).toEqual(['three', 'two'])
    await load('listTodos', undefined, page([...rows({ 0: 'zero' }), ...rows({ 3: 'three' })]))
    const change = rename('3', 'C')
    expect(titles()).toEqual(['zero', 'C'])
    await change.answer({ id: '3', title: 'C!' })
    expect(titles()).toEqual(['zero', 'C!'])
    expect(server()).toEqual(['zero', 'C!'])
  })
})

describe('a row that stands more than once', () => {
  const twice: readonly Todo[] = [
    { id: '1', title: 'one' },
    { id: '2', title: 'two' },
    { id: '1', title: 'one' },
  ]

  test('changes, settles and goes back wherever it stands', async () => {
    const { rename, titles, server } = await setup(twice)
    const first = rename('1', 'A')
    expect(titles()).toEqual(['A', 'two', 'A'])
    await first.fail({ status: 400 })
    expect(titles()).toEqual(['one', 'two', 'one'])
    await rename('1', 'A').answer({ id: '1', title: 'A!' })
    expect(titles()).toEqual(['A!', 'two', 'A!'])
    expect(server()).toEqual(['A!', 'two', 'A!'])
  })

  test('does so when it stood there once before', async () => {
    const { load, rename, titles } = await setup(twice.slice(1))
    await load('listTodos', undefined, page(twice))
    rename('1', 'A')
    expect(titles()).toEqual(['A', 'two', 'A'])
  })

  test('is still known when it goes from one of its places', async () => {
    const { load, rename, titles, index } = await setup(twice)
    await load('listTodos', undefined, page([{ id: '3', title: 'three' }, ...twice.slice(1)]))
    expect(index().find('Todo', '1')?.positions.size).toBe(1)
    await rename('1', 'A').answer({ id: '1', title: 'A' })
    expect(titles()).toEqual(['three', 'two', 'A'])
    await load('listTodos', undefined, page(twice.slice(1, 2)))
    expect(index().find('Todo', '1')).toBeUndefined()
  })

  test('changes wherever it stands after an answer that changed it in one of its places', async () => {
    const { load, rename, titles } = await setup(twice)
    await load('listTodos', undefined, page([{ id: '1', title: 'first' }, ...twice.slice(1)]))
    expect(titles()).toEqual(['first', 'two', 'one'])
    rename('1', 'A')
    expect(titles()).toEqual(['A', 'two', 'A'])
  })

  test('is newer than an answer that left before', async () => {
    const { load, read, detail, titles } = await setup(twice)
    const older = read('getTodo', '1')
    const newer = { id: '1', title: 'newer' }
    await load('listTodos', undefined, page([newer, ...twice.slice(1, 2), newer]))
    await older.answer({ id: '1', title: 'one', note: 'of the detail' })
    expect(detail('1')).toEqual({ id: '1', title: 'newer', note: 'of the detail' })
    expect(titles()).toEqual(['newer', 'two', 'newer'])
  })

  test('keeps what is known newer in each of its places', async () => {
    const { load, read, titles } = await setup(twice)
    const older = read('listTodos', undefined)
    await load('getTodo', '1', { id: '1', title: 'newer' })
    expect(titles()).toEqual(['newer', 'two', 'newer'])
    await older.answer(page(twice))
    expect(titles()).toEqual(['newer', 'two', 'newer'])
  })
})

describe('operations on several rows', () => {
  test('leave what is shown as it is when one settles as it was shown', async () => {
    const { rename, list, server, titles } = await setup()
    const first = rename('1', 'A')
    const second = rename('2', 'B')
    const before = list()
    await first.answer({ id: '1', title: 'A' })
    expect(list()).toBe(before)
    expect(server()).toEqual(['A', 'two', 'three'])
    await second.answer({ id: '2', title: 'B' })
    expect(list()).toBe(before)
    expect(server()).toEqual(['A', 'B', 'three'])
    expect(titles()).toEqual(['A', 'B', 'three'])
  })

  test('show what an answer says differently, and leave the others’ rows the same objects', async () => {
    const { rename, list, titles } = await setup()
    const first = rename('1', ' A ')
    rename('2', 'B')
    const before = list()?.todos
    await first.answer({ id: '1', title: 'A' })
    expect(titles()).toEqual(['A', 'B', 'three'])
    expect(list()?.todos[1]).toBe(before?.[1])
    expect(list()?.todos[2]).toBe(before?.[2])
  })

  test.each([
    ['the first differs', 'A!', 'B'],
    ['the second differs', 'A', 'B!'],
    ['both differ', 'A!', 'B!'],
    ['none differs', 'A', 'B'],
  ])('of one scope that settle in another order are both kept: %s', async (_name, a, b) => {
    const inOrder: TodosOptions = {
      recipes: {
        updateTodo: {
          scope: () => 'all',
          row: {
            type: 'Todo',
            id: ({ id }) => id,
            update: (todo, { arg }) => ({ ...todo, ...arg.patch }),
            answer: (todo) => todo,
          },
        },
      },
    }
    const todos = createTodos(inOrder)
    const rename = renameWith(todos)
    await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two', 3: 'three' })))
    const first = rename('1', 'A')
    const second = rename('2', 'B')
    await second.answer({ id: '2', title: b })
    expect(serverOf(todos)()).toEqual(['one', b, 'three'])
    await first.answer({ id: '1', title: a })
    expect(serverOf(todos)()).toEqual([a, b, 'three'])
    expect(todos.titles()).toEqual([a, b, 'three'])
    expect(todos.overlay().base).toEqual({})
  })

  test('that end in the action in which one before settles are gone from other entries too', async () => {
    const { mutate, load, rename, titles, server } = await setup()
    await load('listTodos', { search: 'x' }, page(rows({ 1: 'one', 2: 'two' })))
    await rename('1', 'A').fail({ status: 503 })
    await rename('1', 'A').answer({ id: '1', title: 'A' })
    await mutate('deleteTodo', '2').fail({ status: 503 })
    expect(titles({ search: 'x' })).toEqual(['A'])
    // It tells of both that nobody knew of, and lets go of the one that waited behind the first.
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    expect(titles({ search: 'x' })).toEqual(['one', 'two'])
    expect(server()).toEqual(['one', 'two'])
  })

  test('show over what an older one makes of a whole entry, and stay when that goes', async () => {
    const upper = (data: Page): Page => ({
      ...data,
      todos: data.todos.map((todo) => ({ ...todo, title: todo.title.toUpperCase() })),
    })
    const todos = createTodos({
      recipes: { act: { entries: { listTodos: { where: () => true, update: upper } } } },
    })
    const rename = renameWith(todos)
    await todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    const act = todos.mutate('act', null)
    const change = rename('1', 'first')
    expect(todos.titles()).toEqual(['first', 'TWO'])
    await change.fail({ status: 400 })
    expect(todos.titles()).toEqual(['ONE', 'TWO'])
    await rename('2', 'second').answer({ id: '2', title: 'second' })
    expect(todos.titles()).toEqual(['ONE', 'second'])
    await act.fail({ status: 400 })
    expect(todos.titles()).toEqual(['one', 'second'])
  })
})

describe('an answer that names another row', () => {
  test('is taken as it is: the old row is no more', async () => {
    const { mutate, titles, index } = await setup()
    await mutate('updateTodo', { id: '2', patch: { title: 'B' } }).answer({ id: '9', title: 'B' })
    expect(titles()).toEqual(['one', 'B', 'three'])
    expect(index().find('Todo', '2')).toBeUndefined()
    expect(index().find('Todo', '9')?.positions.size).toBe(1)
  })
})

describe('many entries', () => {
  test('stay the same objects when one of them changes', async () => {
    const { api, store, slice, mutate, detail } = createTodos()
    const entries = Array.from({ length: 600 }, (_, i) => ({
      endpointName: 'getTodo' as const,
      arg: String(i),
      value: { id: String(i), title: 'old' },
    }))
    store.dispatch(api.util.upsertQueryEntries(entries))
    const before = slice().queries
    mutate('updateTodo', { id: '300', patch: { title: 'new' } })
    const after = slice().queries
    expect(detail('300')?.title).toBe('new')
    const changed = Object.keys(after).filter((key) => after[key] !== before[key])
    expect(changed).toEqual(['getTodo("300")'])
    expect(Object.keys(after)).toEqual(Object.keys(before))
  })
})

describe('a row that is changed again and again', () => {
  test('does not keep those that it was', async () => {
    setFlagsFromString('--expose_gc')
    const collect = runInNewContext('gc') as () => void
    const { rename, list } = await setup()
    const first = list()?.todos[0]
    const weakly: WeakRef<object>[] = []
    for (let change = 0; change < 20; change++) {
      await rename('1', `title ${change}`).answer({ id: '1', title: `title ${change}` })
      const row = list()?.todos[0]
      if (row) weakly.push(new WeakRef(row))
    }
    await new Promise((resolve) => setImmediate(resolve))
    collect()
    // Whoever holds an old row, as a component does between two renders, holds that row alone.
    expect(first?.title).toBe('one')
    expect(weakly.slice(0, -2).filter((ref) => ref.deref() !== undefined)).toEqual([])
  })
})
