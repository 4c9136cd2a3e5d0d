import { describe, expect, test } from 'vitest'
import type { Held } from './support/held.ts'
import type { Page } from './support/todo-api.ts'
import type { Todos } from './support/todos.ts'
import { createTodos, page, rows } from './support/todos.ts'

const empty = { operations: [], settled: [], failures: [], base: {}, inflight: {}, aliases: {} }

/** The rows that the server values hold, by counting. */
const countRows = ({ slice }: Todos): number => {
  const ids = Object.values(slice().queries).flatMap((entry) => {
    const data = entry?.data as (Page & { id?: string }) | undefined
    return data?.todos?.map(({ id }) => id) ?? data?.id ?? []
  })
  return new Set(ids).size
}

describe('once everything is answered', () => {
  test('nothing is left of 300 operations and their reads, and the index knows the rows there are', async () => {
    const todos = createTodos()
    const { mutate, read, load, store, api, overlay, index } = todos
    const server = rows(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [i, `title ${i}`])))
    await load('listTodos', undefined, page(server))
    await load('listTodos', { search: 'x' }, page(server.slice(10)))
    for (let round = 0; round < 60; round++) {
      const id = String(round % 30)
      const polls: Held[] = [read('listTodos', undefined), read('getTodo', id)]
      const title = `round ${round}`
      const update = mutate('updateTodo', { id, patch: { title } })
      const touch = mutate('touchTodo', id)
      const gone = mutate('deleteTodo', String((round + 7) % 30))
      const create = mutate('addTodo', { title })
      const other = mutate('updateTodo', { id, patch: { note: title } })
      await (round % 3 === 0 ? gone.answer(null) : gone.fail({ status: 400 }))
      await other.answer({ id, title, note: title })
      await (round % 4 === 0 ? update.fail({ status: 503 }) : update.answer({ id, title }))
      await polls[0]?.answer(page(server))
      await (round % 5 === 0 ? create.abort() : create.answer({ id: `new ${round}`, title }))
      await touch.answer(null)
      await (round % 7 === 0 ? polls[1]?.fail({ status: 500 }) : polls[1]?.answer({ id, title }))
    }
    // Whatever is not known is told by the next reads.
    await load('listTodos', undefined, page(server))
    for (const { operation } of api.util.selectFailures(store.getState())) {
      store.dispatch(api.util.dismissFailure(operation.requestId))
    }
    const { clock, origin: _origin, ...rest } = overlay()
    expect(rest).toEqual(empty)
    expect(clock).toBeGreaterThan(600)
    expect(index().size()).toBe(countRows(todos))
    expect(countRows(todos)).toBeGreaterThanOrEqual(30)
  })

  test('nothing is left when all entries are removed', async () => {
    const { mutate, load, store, slice, overlay, index } = createTodos()
    await load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' })))
    await load('getTodo', '1', { id: '1', title: 'one' })
    await load('getBoard', undefined, { todos: rows({ 1: 'one' }), labels: [] })
    await mutate('addTodo', { title: 'new' }).answer({ id: '9', title: 'new' })
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).fail({ status: 503 })
    for (const queryCacheKey of Object.keys(slice().queries)) {
      store.dispatch({ type: 'todos/queries/removeQueryResult', payload: { queryCacheKey } })
    }
    expect(overlay()).toEqual(
      expect.objectContaining({
        ...empty,
        failures: [expect.objectContaining({ error: { status: 503 } })],
      }),
    )
    expect(index().size()).toBe(0)
  })

  test('an entry that is never read again keeps no settled operation alive', async () => {
    const { mutate, load, read, overlay } = createTodos()
    await load('listTodos', undefined, page(rows({ 1: 'one' })))
    await load('getTodo', '1', { id: '1', title: 'one' })
    const poll = read('listTodos', undefined)
    await mutate('updateTodo', { id: '1', patch: { title: 'A' } }).answer({ id: '1', title: 'A' })
    await poll.answer(page(rows({ 1: 'A' })))
    expect(overlay()).toEqual(expect.objectContaining(empty))
  })
})
