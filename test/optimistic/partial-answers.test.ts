import { describe, expect, test } from 'vitest'
import type { Label, Page, Todo } from './support/todo-api.ts'
import { todoOptions } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

// A read tells about what it answers, and about nothing else.

const setupFeed = async (options: Parameters<typeof createTodos>[0] = {}) => {
  const todos = createTodos(options)
  await todos.load('feedTodos', 'a', page(rows({ 1: 'one', 2: 'two' })))
  const nextPage = () => {
    const before = todos.held.length
    todos.initiate('feedTodos', 'a', { direction: 'forward', forceRefetch: true })
    const request = todos.held[before]
    if (!request) throw new Error('no page was asked for')
    return request
  }
  const shown = () =>
    todos.api.endpoints.feedTodos
      .select('a')(todos.store.getState())
      .data?.pages.map((one) => one.todos.map(({ title }) => title).join(' '))
  return { ...todos, nextPage, shown }
}

/** A todo that has a label, or none. */
type Labelled = Todo & { readonly label?: Label }

/** A label stands in each todo that has it. */
const labelsInTodos = {
  get: ({ todos }: Page) => todos.flatMap(({ label }: Labelled) => label ?? []),
  set: (before: Page, labels: readonly Label[]): Page => {
    const next = [...labels]
    const put = (todo: Labelled): Labelled => {
      const label = todo.label && next.shift()
      return label === todo.label ? todo : ({ ...todo, label } as Labelled)
    }
    return { ...before, todos: before.todos.map(put) }
  },
}

const setupScroll = async (first: readonly Todo[] = rows({ 1: 'one', 2: 'two' })) => {
  const todos = createTodos({
    rows: {
      ...todoOptions.rows,
      Label: {
        id: ({ key }) => key,
        in: { ...todoOptions.rows.Label.in, scrollTodos: labelsInTodos },
      },
    },
    recipes: {
      addTodo: {
        insert: {
          type: 'Todo',
          create: ({ title }, id) => ({ id, title }),
          answer: (todo) => todo,
          into: { scrollTodos: (part) => part === 1 },
        },
      },
    },
  })
  await todos.load('scrollTodos', 1, page(first))
  const shown = () =>
    todos.api.endpoints.scrollTodos
      .select(1)(todos.store.getState())
      .data?.todos.map(({ title }) => title)
  return { ...todos, shown }
}

describe('a further page of an infinite query', () => {
  test('does not make the rows of the other pages new', async () => {
    const { nextPage, read, shown } = await setupFeed()
    const detail = read('getTodo', '1')
    detail.send()
    await nextPage().answer(page(rows({ 3: 'three' })))
    // It left before the page, and is the newest that is known of this row all the same.
    await detail.answer({ id: '1', title: 'newer' })
    expect(shown()).toEqual(['newer two', 'three'])
  })

  test('gives what settled meanwhile to its own rows: those of the other pages have it', async () => {
    const { nextPage, mutate, shown } = await setupFeed({
      recipes: {
        act: {
          rows: { type: 'Todo', update: (todo) => ({ ...todo, title: `${todo.title}!` }) },
        },
      },
    })
    const next = nextPage()
    await mutate('act', null).answer(null)
    expect(shown()).toEqual(['one! two!'])
    await next.answer(page(rows({ 3: 'three' })))
    expect(shown()).toEqual(['one! two!', 'three!'])
  })

  test('does not decide an operation of unknown outcome on a row that it does not hold', async () => {
    const { nextPage, mutate, shown, load } = await setupFeed()
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).fail({ status: 503 })
    await nextPage().answer(page(rows({ 3: 'three' })))
    expect(shown()).toEqual(['A two', 'three'])
    await load('getTodo', '1', { id: '1', title: 'one' })
    expect(shown()).toEqual(['one two', 'three'])
  })

  test('decides one on a row that it holds', async () => {
    const { nextPage, mutate, load, detail } = await setupFeed()
    await load('getTodo', '3', { id: '3', title: 'three' })
    await mutate('updateTodo', { id: '3', patch: { title: 'C' } }).fail({ status: 503 })
    expect(detail('3')?.title).toBe('C')
    await nextPage().answer(page(rows({ 3: 'three' })))
    expect(detail('3')?.title).toBe('three')
  })
})

describe('a list that merges what it is answered', () => {
  test('does not make the rows new that were not answered', async () => {
    const { read, load, shown } = await setupScroll()
    const detail = read('getTodo', '1')
    detail.send()
    await load('scrollTodos', 2, page(rows({ 3: 'three' })))
    await detail.answer({ id: '1', title: 'newer' })
    expect(shown()).toEqual(['newer', 'two', 'three'])
  })

  test('nor those that hold a row that other rows hold, too', async () => {
    const labelled = ([id, title]: readonly [string, string]): Labelled => ({
      id,
      title,
      label: { key: 1, text: 'urgent' },
    })
    const { read, load, shown } = await setupScroll(
      [['1', 'one'] as const, ['2', 'two'] as const].map(labelled),
    )
    const detail = read('getTodo', '1')
    detail.send()
    await load('scrollTodos', 2, page(rows({ 3: 'three' })))
    await detail.answer({ id: '1', title: 'newer' })
    expect(shown()).toEqual(['newer', 'two', 'three'])
  })

  test('does not decide an operation of unknown outcome on a row that was not answered', async () => {
    const { mutate, load, shown } = await setupScroll()
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).fail({ status: 503 })
    await load('scrollTodos', 2, page(rows({ 3: 'three' })))
    expect(shown()).toEqual(['A', 'two', 'three'])
    await load('scrollTodos', 1, page(rows({ 1: 'one' })))
    expect(shown()).toEqual(['two', 'three', 'one'])
  })

  test('does not lose the row that is being made when its next page is asked for', async () => {
    const { mutate, read, shown } = await setupScroll()
    const create = mutate('addTodo', { title: 'new' })
    const next = read('scrollTodos', 2)
    expect(shown()).toEqual(['new', 'one', 'two'])
    await next.answer(page(rows({ 3: 'three' })))
    expect(shown()).toEqual(['new', 'one', 'two', 'three'])
    const last = read('scrollTodos', 3)
    await create.answer({ id: '9', title: 'new' })
    expect(shown()).toEqual(['new', 'one', 'two', 'three'])
    await last.answer(page(rows({ 4: 'four' })))
    expect(shown()).toEqual(['new', 'one', 'two', 'three', 'four'])
  })
})
