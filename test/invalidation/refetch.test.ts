import { describe, expect, test } from 'vitest'
import { createTodos, page, rows } from '../optimistic/support/todos.ts'

const old = page(rows({ 1: 'one', 2: 'two' }))
const setup = async () => {
  const todos = createTodos({ hasTags: true })
  await todos.load('listTodos', undefined, old)
  await todos.load('getTodo', '1', { id: '1', title: 'one' })
  await todos.load('getTodo', '2', { id: '2', title: 'two' })
  const invalidate = (...tags: readonly ('Todo' | { type: 'Todo'; id?: string | number })[]) => {
    todos.store.dispatch(todos.api.util.invalidateTags([...tags]))
  }
  return { ...todos, invalidate }
}

describe('an invalidated entry', () => {
  test('is read again at once, and no other', async () => {
    const { mutate, waiting } = await setup()
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).answer({ id: '1', title: 'A' })
    expect(waiting()).toEqual(['getTodo "1"'])
  })

  test('is read again after a refusal too', async () => {
    const { mutate, waiting } = await setup()
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).fail({ status: 400 })
    expect(waiting()).toEqual(['getTodo "1"'])
  })

  test('is read again by util.invalidateTags: by id as number or text, or all of a type', async () => {
    const { invalidate, waiting, next } = await setup()
    invalidate({ type: 'Todo', id: 1 })
    expect(waiting()).toEqual(['getTodo "1"'])
    await next('getTodo').answer({ id: '1', title: 'one' })
    invalidate('Todo')
    expect(waiting().toSorted()).toEqual(['getTodo "1"', 'getTodo "2"', 'listTodos {}'])
  })

  test('is read again once, after a read of it that was in flight, whatever that says', async () => {
    const { invalidate, read, waiting, held, next } = await setup()
    const poll = read('getTodo', '1')
    invalidate({ type: 'Todo', id: '1' })
    invalidate({ type: 'Todo', id: '1' })
    expect(held).toHaveLength(1)
    await poll.answer({ id: '1', title: 'from before' })
    expect(waiting()).toEqual(['getTodo "1"'])
    await next('getTodo').answer({ id: '1', title: 'newer' })
    expect(held).toEqual([])
    const failing = read('getTodo', '1')
    invalidate({ type: 'Todo', id: '1' })
    await failing.fail({ status: 500 })
    expect(waiting()).toEqual(['getTodo "1"'])
  })

  test('is not read again for what was invalidated before its read left, or is another’s', async () => {
    const { invalidate, read, held, next } = await setup()
    invalidate({ type: 'Todo', id: '1' })
    await next('getTodo').answer({ id: '1', title: 'one' })
    const poll = read('getTodo', '1')
    invalidate({ type: 'Todo', id: '7' })
    invalidate({ type: 'Todo', id: 'LIST' })
    await next('listTodos').answer(old)
    await poll.answer({ id: '1', title: 'one' })
    expect(held).toEqual([])
  })

  test('is never starved by reads of others', async () => {
    const { read, invalidate, waiting } = await setup()
    read('getTodo', '2')
    read('countTodos', 'slow')
    invalidate({ type: 'Todo', id: '1' })
    expect(waiting()).toContain('getTodo "1"')
  })

  test('is read again after its own polls, though those never pause', async () => {
    const { read, invalidate, held, next } = await setup()
    const other = read('getTodo', '2')
    const poll = read('getTodo', '1')
    invalidate({ type: 'Todo', id: '1' })
    await poll.answer({ id: '1', title: 'before' })
    await other.answer({ id: '2', title: 'two' })
    read('getTodo', '2')
    await next('getTodo').answer({ id: '1', title: 'after' })
    expect(held.map(({ arg }) => arg)).toEqual(['2'])
  })
})

describe('an entry that is read for the first time', () => {
  test('is read again when what its answer provides was invalidated meanwhile', async () => {
    const { read, invalidate, waiting } = await setup()
    const first = read('getTodo', '3')
    invalidate({ type: 'Todo', id: '3' })
    await first.answer({ id: '3', title: 'from before' })
    expect(waiting()).toEqual(['getTodo "3"'])
  })

  test('is not when its answer provides something else', async () => {
    const { read, invalidate, held } = await setup()
    const first = read('getTodo', '3')
    invalidate({ type: 'Todo', id: '4' })
    await first.answer({ id: '3', title: 'three' })
    expect(held).toEqual([])
  })

  test('is read again for a mutation that settled meanwhile', async () => {
    const { read, mutate, waiting, next, detail } = await setup()
    const first = read('getTodo', '3')
    await mutate('updateTodo', { id: '3', patch: { title: 'C' } }).answer({ id: '3', title: 'C' })
    await first.answer({ id: '3', title: 'three' })
    expect(waiting()).toEqual(['getTodo "3"'])
    expect(detail('3')?.title).toBe('C')
    await next('getTodo').answer({ id: '3', title: 'the server’s' })
    expect(detail('3')?.title).toBe('the server’s')
  })
})

describe('an entry that nobody watches', () => {
  const setupUnwatched = async () => {
    const todos = await setup()
    const request = todos.initiate('getTodo', '3')
    await todos.next('getTodo').answer({ id: '3', title: 'three' })
    request.unsubscribe()
    return todos
  }

  test('is removed instead, as RTK Query does', async () => {
    const { invalidate, held, detail } = await setupUnwatched()
    invalidate({ type: 'Todo', id: '3' })
    expect(held).toEqual([])
    expect(detail('3')).toBeUndefined()
  })

  test('is not read again by a read in flight whose watcher left', async () => {
    const todos = await setup()
    const request = todos.initiate('getTodo', '3')
    const first = todos.next('getTodo')
    todos.invalidate({ type: 'Todo', id: '3' })
    await first.answer({ id: '3', title: 'three' })
    expect(todos.waiting()).toEqual(['getTodo "3"'])
    request.unsubscribe()
    await todos.next('getTodo').answer({ id: '3', title: 'three' })
    expect(todos.held).toEqual([])
  })
})

describe('an entry that is asked for ahead', () => {
  test('is read once more too, so that it is right when somebody comes', async () => {
    const { initiate, next, invalidate, waiting, held } = await setup()
    initiate('getTodo', '3', { subscribe: false })
    invalidate({ type: 'Todo', id: '3' })
    await next('getTodo').answer({ id: '3', title: 'from before' })
    expect(waiting()).toEqual(['getTodo "3"'])
    await next('getTodo').answer({ id: '3', title: 'three' })
    expect(held).toEqual([])
  })
})

describe('what is invalidated as an answer lands', () => {
  test('is read once more', async () => {
    const { store, read, invalidate, waiting, next, held, detail } = await setup()
    const poll = read('getTodo', '1')
    const unsubscribe = store.subscribe(() => {
      if (detail('1')?.title !== 'newer') return
      unsubscribe()
      invalidate({ type: 'Todo', id: '1' })
    })
    await poll.answer({ id: '1', title: 'newer' })
    expect(waiting()).toEqual(['getTodo "1"'])
    await next('getTodo').answer({ id: '1', title: 'newest' })
    expect(held).toEqual([])
  })
})

describe('resetApiState', () => {
  test('forgets what was to be read again', async () => {
    const { read, invalidate, store, api, held, load } = await setup()
    const poll = read('getTodo', '1')
    invalidate({ type: 'Todo', id: '1' })
    store.dispatch(api.util.resetApiState())
    await poll.answer({ id: '1', title: 'from before' })
    expect(held).toEqual([])
    await load('getTodo', '1', { id: '1', title: 'one' })
    expect(held).toEqual([])
  })
})
