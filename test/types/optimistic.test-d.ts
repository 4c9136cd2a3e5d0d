import type { UnknownAction } from '@reduxjs/toolkit'
import type { DefinitionsFromApi, InfiniteData } from '@reduxjs/toolkit/query'
import { createApi, fakeBaseQuery } from '@reduxjs/toolkit/query'
import { describe, expectTypeOf, test } from 'vitest'
import type { OptimisticUtil, RecipesFor } from 'vzaps-rtk/optimistic'
import {
  createSendOrder,
  defineOptimistic,
  gone,
  itself,
  list,
  withEntryInvalidation,
  withOptimisticUpdates,
} from 'vzaps-rtk/optimistic'

interface Todo {
  readonly id: string
  readonly title: string
}
interface Page {
  readonly todos: readonly Todo[]
}
const none = () => ({ data: null as never })
const plain = createApi({
  reducerPath: 'todos',
  baseQuery: fakeBaseQuery<{ status: number }>(),
  tagTypes: ['Todo'],
  endpoints: (build) => ({
    listTodos: build.query<Page, { search: string }>({ queryFn: none }),
    getTodo: build.query<Todo, string>({ queryFn: none }),
    feedTodos: build.infiniteQuery<Page, number, string>({
      queryFn: none,
      infiniteQueryOptions: { initialPageParam: '', getNextPageParam: () => '' },
    }),
    updateTodo: build.mutation<Todo, { id: string; title: string }>({ queryFn: none }),
    deleteTodo: build.mutation<null, string>({ queryFn: none }),
  }),
})
type Endpoints = DefinitionsFromApi<typeof plain>
type Rows = { Todo: Todo }
const define = defineOptimistic<Endpoints, Rows>()

const rows = { Todo: { in: { getTodo: itself<Todo>() } } }
const recipes = (it: RecipesFor<Endpoints, Rows>) => it

describe('rows', () => {
  test('stand in the data of query endpoints', () => {
    define({
      rows: {
        Todo: {
          id: ({ id }) => id,
          version: ({ title }) => title,
          in: {
            listTodos: { get: ({ todos }) => todos, set: (page, todos) => ({ ...page, todos }) },
            getTodo: itself<Todo>(),
            feedTodos: {
              get: (data) => {
                expectTypeOf(data).toEqualTypeOf<InfiniteData<Page, string>>()
                return data.pages.flatMap(({ todos }) => todos)
              },
              set: (data) => data,
            },
          },
        },
      },
      recipes: {},
    })
  })

  test('must be of their type, in endpoints that there are, and all of them told', () => {
    // @ts-expect-error: no query of this name
    define({ rows: { Todo: { in: { listUsers: list<Todo>() } } }, recipes: {} })
    // @ts-expect-error: a mutation shows no rows
    define({ rows: { Todo: { in: { updateTodo: itself<Todo>() } } }, recipes: {} })
    // @ts-expect-error: the data of this endpoint is a page
    define({ rows: { Todo: { in: { listTodos: list<Todo>() } } }, recipes: {} })
    // @ts-expect-error: not said where they stand
    define({ rows: {}, recipes: {} })
    // @ts-expect-error: an id is a text or a number
    define({ rows: { Todo: { ...rows.Todo, id: () => null } }, recipes: {} })
  })
})

describe('a recipe', () => {
  test('knows its argument, its row and its result', () => {
    recipes({
      updateTodo: {
        scope: ({ id }) => id,
        row: {
          type: 'Todo',
          id: ({ id }) => id,
          update: (todo, step) => {
            expectTypeOf(todo).toEqualTypeOf<{ id: string; title: string }>()
            expectTypeOf(step.arg).toEqualTypeOf<{ id: string; title: string }>()
            if (step.isSettled) expectTypeOf(step.result).toEqualTypeOf<Todo>()
            // @ts-expect-error: there is no result before the answer
            else step.result
            return { ...todo, title: step.arg.title }
          },
          answer: (todo) => todo,
        },
        entries: {
          listTodos: {
            where: ({ search }, { title }) => title.includes(search),
            update: (page, { queryArg, isCertain }) => {
              expectTypeOf(queryArg).toEqualTypeOf<{ search: string }>()
              expectTypeOf(isCertain).toEqualTypeOf<boolean>()
              return { ...page }
            },
          },
        },
      },
    })
  })

  test('may change a draft, return a value, or say that a row goes', () => {
    const id = (one: string) => one
    recipes({ deleteTodo: { row: { type: 'Todo', id, update: () => gone } } })
    recipes({ deleteTodo: { row: { type: 'Todo', id, update: () => undefined } } })
    recipes({
      updateTodo: {
        row: {
          type: 'Todo',
          id: (arg) => arg.id,
          update: (todo, { arg }) => {
            todo.title = arg.title
            // @ts-expect-error: no field of this name
            todo.name = ''
          },
        },
        entries: {
          listTodos: {
            where: () => true,
            update: (page) => {
              page.todos.pop()
            },
          },
          // @ts-expect-error: an entry does not go
          getTodo: { at: (arg) => arg.id, update: () => gone },
        },
      },
    })
    // @ts-expect-error: null is no row
    recipes({ deleteTodo: { row: { type: 'Todo', id, update: () => null } } })
  })

  test('must be one of a mutation that there is', () => {
    // @ts-expect-error: no mutation of this name
    recipes({ renameTodo: {} })
    // @ts-expect-error: a query has no recipe
    recipes({ getTodo: {} })
  })

  test('must be about its argument and its row', () => {
    // @ts-expect-error: the argument has no key
    recipes({ updateTodo: { row: { type: 'Todo', id: ({ key }) => key } } })
    // @ts-expect-error: no row type of this name
    recipes({ deleteTodo: { row: { type: 'User', id: (id) => id } } })
    recipes({
      // @ts-expect-error: a row without its title
      updateTodo: { row: { type: 'Todo', id: ({ id }) => id, update: ({ id }) => ({ id }) } },
    })
    recipes({
      // @ts-expect-error: the answer is no row
      deleteTodo: { row: { type: 'Todo', id: (id) => id, answer: (result) => result } },
    })
  })

  test('must be synchronous', () => {
    recipes({
      // @ts-expect-error: a promise is no row
      updateTodo: { row: { type: 'Todo', id: ({ id }) => id, update: async (todo) => todo } },
    })
    recipes({
      updateTodo: {
        // @ts-expect-error: a promise is no page
        entries: { listTodos: { where: () => true, update: async (page) => page } },
      },
    })
  })

  test('must make rows into endpoints that there are, told by their argument', () => {
    const made = (id: string): Todo => ({ id, title: '' })
    const insert = {
      type: 'Todo' as const,
      create: (_arg: unknown, id: string) => made(id),
      answer: () => made('1'),
    }
    recipes({ updateTodo: { insert: { ...insert, into: { listTodos: ({ search }) => !search } } } })
    recipes({
      // @ts-expect-error: no query of this name
      updateTodo: { insert: { ...insert, into: { listUsers: () => true } } },
    })
    recipes({
      // @ts-expect-error: a mutation has no entries
      updateTodo: { insert: { ...insert, into: { deleteTodo: () => true } } },
    })
    recipes({
      // @ts-expect-error: the argument of the list has no page
      updateTodo: { insert: { ...insert, into: { listTodos: ({ page }) => page === 1 } } },
    })
    recipes({
      // @ts-expect-error: neither start nor end
      updateTodo: { insert: { ...insert, into: {}, at: 'middle' } },
    })
  })

  test('may make several rows, told apart by their index', () => {
    const into = { listTodos: () => true }
    const insert = {
      type: 'Todo' as const,
      count: ({ title }: { title: string }) => title.length,
      create: (_arg: unknown, id: string, index: number) => ({ id, title: `${index}` }),
      // Fewer may be answered than were asked for.
      answer: (todo: Todo, index: number) => (index === 0 ? todo : undefined),
      into,
    }
    recipes({ updateTodo: { insert } })
    recipes({ updateTodo: { insert: [insert, insert] } })
    // @ts-expect-error: a text is no number of rows
    recipes({ updateTodo: { insert: { ...insert, count: () => '2' } } })
    // @ts-expect-error: one of them has no type
    recipes({ updateTodo: { insert: [insert, { ...insert, type: 'User' as const }] } })
  })

  test('may read rows of other entries, typed by their type', () => {
    recipes({
      updateTodo: {
        entries: {
          listTodos: {
            where: () => true,
            update: (page, { arg, getRow }) => {
              expectTypeOf(getRow('Todo', arg.id)).toEqualTypeOf<Todo | undefined>()
              // @ts-expect-error: no row type of this name
              getRow('User', arg.id)
              const todo = getRow('Todo', arg.id)
              if (todo) page.todos.push(todo)
            },
          },
        },
      },
    })
  })

  test('must tell the argument of the entry that it is about', () => {
    const update = (todo: Todo) => todo
    recipes({ updateTodo: { entries: { getTodo: { at: ({ id }) => id, update } } } })
    recipes({
      // @ts-expect-error: the argument of the detail is a text
      updateTodo: { entries: { getTodo: { at: () => ({ id: 1 }), update } } },
    })
    // @ts-expect-error: it is not said which entries
    recipes({ updateTodo: { entries: { getTodo: { update } } } })
  })
})

describe('an api with optimistic updates', () => {
  const api = withOptimisticUpdates(plain, define({ rows, recipes: {} }))

  test('is the api, and selects by its endpoints', () => {
    expectTypeOf(api).toExtend<typeof plain>()
    expectTypeOf(api.util).toExtend<OptimisticUtil<Endpoints, Rows>>()
    const { selectServerValue, selectRowKey } = api.util
    expectTypeOf(selectServerValue({}, 'getTodo', '1')).toEqualTypeOf<Todo | undefined>()
    expectTypeOf(selectServerValue({}, 'listTodos', { search: '' })).toEqualTypeOf<
      Page | undefined
    >()
    expectTypeOf(selectServerValue({}, 'feedTodos', 1)).toEqualTypeOf<
      InfiniteData<Page, string> | undefined
    >()
    // @ts-expect-error: another argument
    selectServerValue({}, 'getTodo', 1)
    // @ts-expect-error: a mutation has no value
    selectServerValue({}, 'updateTodo', { id: '1', title: '' })
    // @ts-expect-error: no row type of this name
    selectRowKey({}, 'User', '1')
  })

  test('updates entries by changing a draft of them, or by returning data', () => {
    const { updateQueryData } = api.util
    updateQueryData('listTodos', { search: '' }, (page) => {
      const [first] = page.todos
      if (first) first.title = 'A'
      page.todos.pop()
    })
    updateQueryData('getTodo', '1', (todo) => ({ ...todo, title: 'A' }))
    updateQueryData('feedTodos', 1, (data) => {
      data.pages.length = 0
    })
    updateQueryData('getTodo', '1', (todo) => {
      // @ts-expect-error: no field of this name
      todo.name = 'A'
    })
    // @ts-expect-error: another argument
    updateQueryData('getTodo', 1, () => {})
    // @ts-expect-error: a mutation has no entries
    updateQueryData('updateTodo', { id: '1', title: '' }, () => {})
    expectTypeOf(updateQueryData('getTodo', '1', () => {})).toEqualTypeOf(
      plain.util.updateQueryData('getTodo', '1', () => {}),
    )
    const shown = api.endpoints.getTodo.select('1')({} as never).data
    // @ts-expect-error: results are read-only
    if (shown) shown.title = 'A'
  })

  test('selects a row of a type, and is told of rows by type', () => {
    const { selectRow, tellRows } = api.util
    expectTypeOf(selectRow({}, 'Todo', '1')).toEqualTypeOf<Todo | undefined>()
    // @ts-expect-error: no row type of this name
    selectRow({}, 'User', '1')
    const row = { id: '1', title: '' }
    expectTypeOf(tellRows([{ type: 'Todo', row }])).toEqualTypeOf<UnknownAction>()
    tellRows([{ type: 'Todo', id: 1, fields: { title: '' } }], { asOf: 3 })
    tellRows([{ type: 'Todo', id: '1', gone: true }])
    // @ts-expect-error: no row type of this name
    tellRows([{ type: 'User', id: '1', gone: true }])
    // @ts-expect-error: a row without its title
    tellRows([{ type: 'Todo', row: { id: '1' } }])
    // @ts-expect-error: no field of this name
    tellRows([{ type: 'Todo', id: '1', fields: { name: '' } }])
    // @ts-expect-error: it is gone, or not told of
    tellRows([{ type: 'Todo', id: '1', gone: false }])
    // RTK Query's own are there as before.
    expectTypeOf(api.util.upsertQueryData).toEqualTypeOf(plain.util.upsertQueryData)
  })

  test('is told of pushes with a mutation’s argument and result', () => {
    const { settle } = api.util
    expectTypeOf(settle('deleteTodo', '1', null)).toEqualTypeOf<UnknownAction>()
    // @ts-expect-error: a query settles nothing
    settle('getTodo', '1', null)
    // @ts-expect-error: another argument
    settle('deleteTodo', 1, null)
    // @ts-expect-error: another result
    settle('updateTodo', { id: '1', title: '' }, null)
  })

  test('invalidates with rules of its endpoints and rows', () => {
    const rule = { endpointName: 'getTodo', row: 'Todo' } as const
    expectTypeOf(withEntryInvalidation(api, { confirm: { Todo: rule } })).toEqualTypeOf(api)
    // @ts-expect-error: no query of this name
    withEntryInvalidation(api, { confirm: { Todo: { ...rule, endpointName: 'getUser' } } })
    // @ts-expect-error: no row type of this name
    withEntryInvalidation(api, { confirm: { Todo: { ...rule, row: 'User' } } })
    // @ts-expect-error: no optimistic updates
    withEntryInvalidation(plain)
  })

  test('must be given the options of its own endpoints', () => {
    const other = createApi({
      reducerPath: 'others',
      baseQuery: fakeBaseQuery(),
      endpoints: (build) => ({ getUser: build.query<null, void>({ queryFn: none }) }),
    })
    // @ts-expect-error: recipes of another api
    withOptimisticUpdates(other, define({ rows, recipes: {} }))
  })
})

test('whatever may be left out may be undefined, also with exactOptionalPropertyTypes', () => {
  const options = define({
    rows: {
      ...rows,
      Todo: { ...rows.Todo, id: undefined, version: undefined, numericIds: undefined },
    },
    recipes: {
      updateTodo: {
        scope: undefined,
        row: { type: 'Todo', id: ({ id }) => id, update: undefined, answer: undefined },
        rows: undefined,
        insert: undefined,
        entries: undefined,
      },
      deleteTodo: undefined,
    },
    onRecipeError: undefined,
  })
  const api = withOptimisticUpdates(plain, options)
  withEntryInvalidation(api, { confirm: undefined })
  api.util.tellRows([], { asOf: undefined })
  api.injectEndpoints({
    endpoints: () => ({}),
    overrideExisting: undefined,
    optimistic: { rows: undefined, recipes: undefined },
  })
})

describe('injected endpoints', () => {
  interface User {
    readonly id: number
    readonly name: string
  }
  const api = withOptimisticUpdates(
    plain,
    defineOptimistic<Endpoints, { Todo: Todo; User: User }>()({
      rows: { ...rows, User: { numericIds: true, in: {} } },
      recipes: {},
    }),
  )

  test('bring rows and recipes, typed as the first ones are', () => {
    const more = api.injectEndpoints({
      endpoints: (build) => ({
        searchTodos: build.query<readonly Todo[], string>({ queryFn: none }),
        listUsers: build.query<User[], void>({ queryFn: none }),
        renameUser: build.mutation<null, User>({ queryFn: none }),
      }),
      optimistic: {
        rows: {
          Todo: {
            in: { searchTodos: { get: (todos) => todos, set: (_todos, next) => [...next] } },
          },
          User: { in: { listUsers: list<User>() } },
        },
        recipes: {
          renameUser: {
            row: {
              type: 'User',
              id: ({ id }) => id,
              update: (user, { arg }) => {
                expectTypeOf(arg).toEqualTypeOf<User>()
                user.name = arg.name
              },
            },
          },
          updateTodo: { row: { type: 'Todo', id: ({ id }) => id, update: () => gone } },
        },
      },
    })
    expectTypeOf(more.util.selectRow({}, 'User', 1)).toEqualTypeOf<User | undefined>()
    const { selectServerValue } = more.util
    expectTypeOf(selectServerValue({}, 'listUsers', undefined)).toEqualTypeOf<User[] | undefined>()
    // @ts-expect-error: no row type of this name
    more.util.selectRow({}, 'Dog', 1)
  })

  test('have recipes of mutations and rows that there are', () => {
    const recipes = { deleteTodo: { row: { type: 'Dog', id: (id: string) => id } } } as const
    const rows = { Todo: { in: { listUsers: list<Todo>() } } }
    // Compilers differ in where they see the mistake: a call each is one line.
    // @ts-expect-error: no mutation of this name
    api.injectEndpoints({ endpoints: () => ({}), optimistic: { recipes: { removeTodo: {} } } })
    // @ts-expect-error: no row type of this name
    api.injectEndpoints({ endpoints: () => ({}), optimistic: { recipes } })
    // biome-ignore format: one line
    // @ts-expect-error: the data of this endpoint are users
    api.injectEndpoints({ endpoints: (build) => ({ listUsers: build.query<User[], void>({ queryFn: none }) }), optimistic: { rows } })
  })
})

test('a send order makes numbers of clocks', () => {
  expectTypeOf(createSendOrder()).toEqualTypeOf<(clock: number) => number>()
})
