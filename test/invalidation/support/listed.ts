import { settled } from '../../optimistic/support/held.ts'
import type { TodosOptions } from '../../optimistic/support/todos.ts'
import { createTodos, page, rows } from '../../optimistic/support/todos.ts'

export const old = page(rows({ 1: 'one', 2: 'two', 3: 'three' }))
const confirm = { Todo: { endpointName: 'getTodo', row: 'Todo' } } as const

/** Three rows that a watched list shows, and no detail; rows are confirmed by details. */
export const setup = async (options: TodosOptions = { confirm }) => {
  const todos = createTodos({ hasTags: true, ...options })
  const list = todos.initiate('listTodos', undefined)
  await todos.next('listTodos').answer(old)
  const invalidate = async (...ids: readonly (string | number)[]) => {
    const tags = ids.map((id) => ({ type: 'Todo' as const, id }))
    todos.store.dispatch(todos.api.util.invalidateTags(tags))
    await settled()
  }
  return { ...todos, list, invalidate }
}
