import { expect, test } from 'vitest'
import { createTodos, settled } from './support/todos.ts'

const page = { total: 2, todos: [{ id: '1', title: 'one', rev: 1 }, { id: '2', title: 'two', rev: 1 }] }

const listed = async () => {
  const todos = createTodos()
  const { api, store, next } = todos
  store.dispatch(api.endpoints.listTodos.initiate())
  await next('listTodos').answer(page)
  store.dispatch(api.endpoints.getTodo.initiate('1'))
  await next('getTodo').answer({ id: '1', title: 'one', done: false, rev: 1 })
  return todos
}

test('smoke', async () => {
  const { api, store, next, titles, detail, overlay, list } = await listed()
  expect(titles()).toEqual(['one', 'two'])
  store.dispatch(api.endpoints.updateTodo.initiate({ id: '1', patch: { title: 'NEW' } }))
  expect(titles()).toEqual(['NEW', 'two'])
  expect(detail('1')?.title).toBe('NEW')
  store.dispatch(api.endpoints.listTodos.initiate(undefined, { forceRefetch: true }))
  await next('listTodos').answer({ ...page, todos: [page.todos[0], { id: '2', title: 'zwei', rev: 2 }] })
  expect(titles()).toEqual(['NEW', 'zwei'])
  await next('updateTodo').fail({ status: 400 })
  expect(titles()).toEqual(['one', 'zwei'])
  expect(detail('1')).toEqual({ id: '1', title: 'one', done: false, rev: 1 })
  store.dispatch(api.endpoints.updateTodo.initiate({ id: '1', patch: { title: 'B' } }))
  store.dispatch(api.endpoints.listTodos.initiate(undefined, { forceRefetch: true }))
  await next('updateTodo').answer({ id: '1', title: 'B', rev: 3 })
  await next('listTodos').answer(page)
  expect(titles()).toEqual(['B', 'zwei'])
  store.dispatch(api.endpoints.deleteTodo.initiate('2'))
  expect(list()).toMatchObject({ total: 1 })
  store.dispatch(api.endpoints.addTodo.initiate({ title: 'three' }))
  expect(titles()).toEqual(['three', 'B'])
  await next('deleteTodo').answer(null)
  await next('addTodo').answer({ id: '3', title: 'three', rev: 1 })
  expect(titles()).toEqual(['three', 'B'])
  expect(api.optimistic.selectRowKey(store.getState(), 'Todo', '3')).toMatch(/^tmp:/)
  await settled()
  console.log(JSON.stringify(overlay(), null, 1))
})
