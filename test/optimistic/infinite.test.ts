import { describe, expect, test } from 'vitest'
import { keepServerPages } from '../../src/overlay/rtk-query/pages.ts'
import { createTodos, page, rows } from './support/todos.ts'

const setup = async () => {
  const todos = createTodos()
  await todos.load('feedTodos', 'a', page(rows({ 1: 'one', 2: 'two' })))
  const fetchPage = (direction: 'forward' | 'backward') => {
    const before = todos.held.length
    todos.initiate('feedTodos', 'a', { direction, forceRefetch: true })
    return todos.held[before]
  }
  const data = () => todos.api.endpoints.feedTodos.select('a')(todos.store.getState()).data
  const shown = () => data()?.pages.map((one) => one.todos.map(({ title }) => title).join(' '))
  return { ...todos, fetchPage, data, shown }
}

describe('an infinite query', () => {
  test('shows what is pending on any of its pages', async () => {
    const { mutate, fetchPage, shown } = await setup()
    await fetchPage('forward')?.answer(page(rows({ 3: 'three' })))
    const call = mutate('updateTodo', { id: '3', patch: { title: 'C' } })
    mutate('deleteTodo', '1')
    expect(shown()).toEqual(['two', 'C'])
    await call.fail({ status: 400 })
    expect(shown()).toEqual(['two', 'three'])
  })

  test('keeps the server’s pages when a further one comes while something is pending', async () => {
    const { mutate, fetchPage, shown, data } = await setup()
    const call = mutate('updateTodo', { id: '1', patch: { title: 'A' } })
    await fetchPage('forward')?.answer(page(rows({ 3: 'three' })))
    expect(shown()).toEqual(['A two', 'three'])
    await call.fail({ status: 400 })
    expect(shown()).toEqual(['one two', 'three'])
    expect(data()?.pageParams).toEqual([0, 1])
  })

  test('keeps them when an earlier page comes', async () => {
    const { mutate, fetchPage, shown, data } = await setup()
    const call = mutate('deleteTodo', '1')
    await fetchPage('backward')?.answer(page(rows({ 0: 'zero' })))
    expect(shown()).toEqual(['zero', 'two'])
    await call.fail({ status: 400 })
    expect(shown()).toEqual(['zero', 'one two'])
    expect(data()?.pageParams).toEqual([-1, 0])
  })

  test.each(['forward', 'backward'] as const)(
    'leaves what is unknown of the rows of a page to that, when one comes %s',
    async (direction) => {
      const { mutate, fetchPage, shown, overlay } = await setup()
      await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).fail({ status: 'FETCH_ERROR' })
      await fetchPage(direction)?.answer(page(rows({ 3: 'three' })))
      expect(overlay().operations).toMatchObject([{ status: 'unknown' }])
      expect(shown()).toContain('A two')
    },
  )

  test('keeps no more pages than it is to have, at either end', async () => {
    const { mutate, fetchPage, shown } = await setup()
    await fetchPage('forward')?.answer(page(rows({ 3: 'three' })))
    await fetchPage('forward')?.answer(page(rows({ 4: 'four' })))
    const call = mutate('updateTodo', { id: '3', patch: { title: 'C' } })
    await fetchPage('forward')?.answer(page(rows({ 5: 'five' })))
    expect(shown()).toEqual(['C', 'four', 'five'])
    await fetchPage('backward')?.answer(page(rows({ 1: 'one' })))
    expect(shown()).toEqual(['one', 'C', 'four'])
    await call.fail({ status: 400 })
    expect(shown()).toEqual(['one', 'three', 'four'])
  })

  test('brings a newer row to the details, and theirs to its pages', async () => {
    const { load, fetchPage, shown, detail } = await setup()
    await load('getTodo', '3', { id: '3', title: 'three' })
    await fetchPage('forward')?.answer(page(rows({ 3: 'newer' })))
    expect(detail('3')?.title).toBe('newer')
    await load('getTodo', '3', { id: '3', title: 'newest' })
    expect(shown()).toEqual(['one two', 'newest'])
  })

  test('gets a settled operation folded into a page that left before it', async () => {
    const { mutate, fetchPage, shown } = await setup()
    await fetchPage('forward')?.answer(page(rows({ 3: 'three' })))
    const early = fetchPage('forward')
    await mutate('updateTodo', { id: '3', patch: { title: 'C' } }).answer({ id: '3', title: 'C' })
    await early?.answer(page(rows({ 4: 'four' })))
    expect(shown()).toEqual(['one two', 'C', 'four'])
  })

  test('that is read again has all its pages from the answer', async () => {
    const { mutate, read, next, shown, fetchPage } = await setup()
    await fetchPage('forward')?.answer(page(rows({ 3: 'three' })))
    mutate('updateTodo', { id: '3', patch: { title: 'C' } })
    await read('feedTodos', 'a').answer(page(rows({ 1: 'one' })))
    await next('feedTodos').answer(page(rows({ 2: 'two', 3: 'three' })))
    expect(shown()).toEqual(['one', 'two C'])
  })
})

describe('a further page', () => {
  const pages = (...titles: string[]) => ({ pages: titles, pageParams: titles.map((_, i) => i) })
  const keep = (
    direction: 'forward' | 'backward',
    payload: Parameters<typeof keepServerPages>[0],
    server: unknown,
  ) => keepServerPages(payload, direction, server)

  test('that is the first is taken as it is', () => {
    const payload = pages('view')
    expect(keep('forward', payload, undefined)).toBe(payload)
  })

  test('that there is none of leaves the server’s pages', () => {
    const server = pages('a', 'b')
    for (const direction of ['forward', 'backward'] as const) {
      expect(keep(direction, pages('view a', 'view b'), server)).toEqual(server)
    }
  })

  test('is the last forward, and the first backward', () => {
    const server = pages('a')
    expect(keep('forward', pages('view', 'b'), server)).toEqual(pages('a', 'b'))
    expect(keep('backward', pages('b', 'view'), server)).toEqual(pages('b', 'a'))
  })

  test('pushes one out at the other end where there are as many as there may be', () => {
    const server = { pages: ['a', 'b'], pageParams: [1, 2] }
    const forward = { pages: ['view b', 'c'], pageParams: [2, 3] }
    expect(keep('forward', forward, server)).toEqual({ ...forward, pages: ['b', 'c'] })
    const backward = { pages: ['c', 'view a'], pageParams: [0, 1] }
    expect(keep('backward', backward, server)).toEqual({ ...backward, pages: ['c', 'a'] })
  })
})
