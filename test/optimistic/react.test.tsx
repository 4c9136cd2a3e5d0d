// @vitest-environment jsdom
import { configureStore } from '@reduxjs/toolkit'
import type { DefinitionsFromApi } from '@reduxjs/toolkit/query/react'
import { createApi } from '@reduxjs/toolkit/query/react'
import { act, cleanup, fireEvent, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { memo, Profiler, StrictMode, useEffect } from 'react'
import { Provider, useStore } from 'react-redux'
import { afterEach, describe, expect, test } from 'vitest'
import { defineOptimistic, itself, list, withOptimisticUpdates } from 'vzaps-rtk/optimistic'
import { holdRequests } from './support/held.ts'
import type { Todo } from './support/todo-api.ts'
import { rows } from './support/todos.ts'

afterEach(cleanup)

/** The same api as elsewhere, with hooks, mounted. */
const setup = () => {
  const { baseQuery, held } = holdRequests(() => 0)
  const plain = createApi({
    reducerPath: 'todos',
    baseQuery,
    endpoints: (build) => ({
      listTodos: build.query<readonly Todo[], void>({ query: () => '' }),
      getTodo: build.query<Todo, string>({ query: (id) => id }),
      updateTodo: build.mutation<Todo, { id: string; title: string }>({ query: (arg) => arg }),
      addTodo: build.mutation<Todo, string>({ query: (title) => title }),
    }),
  })
  const options = defineOptimistic<DefinitionsFromApi<typeof plain>, { Todo: Todo }>()({
    rows: { Todo: { in: { listTodos: list<Todo>(), getTodo: itself<Todo>() } } },
    recipes: {
      updateTodo: {
        row: {
          type: 'Todo',
          id: ({ id }) => id,
          update: (todo, { arg }) => ({ ...todo, title: arg.title }),
          answer: (todo) => todo,
        },
      },
      addTodo: {
        insert: {
          type: 'Todo',
          create: (title, id) => ({ id, title }),
          answer: (todo) => todo,
          into: { listTodos: () => true },
          isSame: (todo, title) => todo.title === title,
        },
      },
    },
  })
  const api = withOptimisticUpdates(plain, options)
  const store = configureStore({
    reducer: { todos: api.reducer },
    middleware: (getDefault) => getDefault().concat(api.middleware),
    // Each state is rendered, also those that a batch would pass over.
    enhancers: (getDefault) => getDefault({ autoBatch: false }),
  })
  const mount = (children: ReactNode) => render(<Provider store={store}>{children}</Provider>)
  const call = (action: unknown) => act(async () => void store.dispatch(action as never))
  return {
    api,
    store,
    mount,
    update: (id: string, title: string) => call(api.endpoints.updateTodo.initiate({ id, title })),
    add: (title: string) => call(api.endpoints.addTodo.initiate(title)),
    answer: (name: string, data: unknown) =>
      act(async () => held.find((one) => one.name === name)?.answer(data)),
    fail: (name: string) =>
      act(async () => held.find((one) => one.name === name)?.fail({ status: 400 })),
  }
}

describe('a created row', () => {
  test('is not mounted anew when its real id comes, from the answer or from a poll', async () => {
    const { api, mount, add, answer } = setup()
    const mounts: string[] = []
    const Row = ({ todo }: { todo: Todo }) => {
      useEffect(() => {
        mounts.push('mounted')
        return () => void mounts.push('unmounted')
      }, [])
      return <input aria-label={todo.title} defaultValue="" data-id={todo.id} />
    }
    const List = () => {
      const { data = [], refetch } = api.useListTodosQuery()
      const state = useStore().getState()
      const keyed = data.map((todo) => (
        <Row key={api.util.selectRowKey(state, 'Todo', todo.id)} todo={todo} />
      ))
      return (
        <>
          <button type="button" onClick={refetch}>
            again
          </button>
          {keyed}
        </>
      )
    }
    const { getByLabelText, getByRole } = mount(
      <StrictMode>
        <List />
      </StrictMode>,
    )
    await answer('listTodos', rows({ 1: 'one' }))
    await add('new')
    await add('other')
    const input = getByLabelText('new')
    fireEvent.change(input, { target: { value: 'typed' } })
    const before = [...mounts]
    expect(before.filter((it) => it === 'mounted').length).toBeGreaterThanOrEqual(3)

    await answer('addTodo', { id: '9', title: 'new' })
    expect(getByLabelText('new')).toBe(input)
    expect(input.dataset.id).toBe('9')
    expect(input).toHaveProperty('value', 'typed')

    const other = getByLabelText('other')
    fireEvent.click(getByRole('button'))
    await answer('listTodos', rows({ 1: 'one', 8: 'other', 9: 'new' }))
    expect(getByLabelText('other')).toBe(other)
    expect(other.dataset.id).toBe('8')
    await answer('addTodo', { id: '8', title: 'other' })
    expect(getByLabelText('other')).toBe(other)
    expect(mounts).toEqual(before)
  })
})

describe('a list and a detail', () => {
  test('show the same row in every commit', async () => {
    const { api, mount, update, answer, fail } = setup()
    const List = () => (
      <p>
        {api
          .useListTodosQuery()
          .data?.map(({ title }) => title)
          .join()}
      </p>
    )
    const Detail = () => <b>{api.useGetTodoQuery('1').data?.title}</b>
    const commits: string[] = []
    mount(
      <Profiler
        id="both"
        onRender={() => {
          const shown = [...document.querySelectorAll('p, b')].map((it) => it.textContent)
          commits.push(shown.join(' | '))
        }}
      >
        <List />
        <Detail />
      </Profiler>,
    )
    await answer('listTodos', rows({ 1: 'one' }))
    await answer('getTodo', { id: '1', title: 'one' })
    commits.length = 0
    await update('1', 'A')
    await update('1', 'B')
    await fail('updateTodo')
    await answer('updateTodo', { id: '1', title: 'B!' })
    await update('1', 'C')
    await fail('updateTodo')
    const changes = commits.filter((it, i) => it !== commits[i - 1])
    expect(changes).toEqual(['A | A', 'B | B', 'B! | B!', 'C | C', 'B! | B!'])
  })
})

describe('a list of 200 rows', () => {
  test('renders the row that changed, and no other', async () => {
    const { api, mount, update, answer, fail } = setup()
    const rendered: string[] = []
    const Row = memo(({ todo }: { todo: Todo }) => {
      rendered.push(todo.id)
      return <li>{todo.title}</li>
    })
    const List = () =>
      api.useListTodosQuery().data?.map((todo) => <Row key={todo.id} todo={todo} />)
    mount(<List />)
    const all = Array.from({ length: 200 }, (_, i) => ({ id: String(i), title: `title ${i}` }))
    await answer('listTodos', all)
    expect(rendered).toHaveLength(200)
    rendered.length = 0
    await update('7', 'A')
    expect(rendered).toEqual(['7'])
    await update('8', 'B')
    expect(rendered).toEqual(['7', '8'])
    await fail('updateTodo')
    expect(rendered).toEqual(['7', '8', '7'])
    await answer('updateTodo', { id: '8', title: 'B' })
    expect(rendered).toEqual(['7', '8', '7'])
  })
})
