import type { Client, ClientOptions } from '../client.ts'
import type { Change, ListArg, Todo } from '../todos.ts'
import { showsCreated } from '../todos.ts'
import { createRtkStore } from './rtk-store.ts'
import type { TodoApi } from './todo-api.ts'
import { createTodoApi } from './todo-api.ts'

type Store = ReturnType<typeof createRtkStore>['store']
interface Patches {
  undo(): void
}

/** What the documentation's recipe writes into the cached lists, and into the row's own entry. */
const createWriter = (api: TodoApi) => {
  const { updateQueryData, selectCachedArgsForQuery } = api.util

  const inLists = (
    { dispatch, getState }: Pick<Store, 'dispatch' | 'getState'>,
    write: (draft: { rows: Todo[]; total: number }, list: ListArg) => void,
  ): Patches[] =>
    selectCachedArgsForQuery(getState(), 'listTodos').map((list) =>
      dispatch(
        updateQueryData('listTodos', list, (draft) => {
          // An entry whose first answer has not come yet has nothing to write to.
          if (draft) write(draft as never, list)
        }),
      ),
    )

  const update = (
    store: Pick<Store, 'dispatch' | 'getState'>,
    id: string,
    patch: Partial<Todo>,
  ) => [
    ...inLists(store, ({ rows }) => {
      const row = rows.find((row) => row.id === id)
      if (row) Object.assign(row, patch)
    }),
    store.dispatch(
      updateQueryData('getTodo', id, (row) => {
        if (row) Object.assign(row, patch)
      }),
    ),
  ]

  const remove = (store: Pick<Store, 'dispatch' | 'getState'>, id: string) =>
    inLists(store, (page) => {
      const index = page.rows.findIndex((row) => row.id === id)
      if (index < 0) return
      page.rows.splice(index, 1)
      page.total -= 1
    })

  const insert = (store: Pick<Store, 'dispatch' | 'getState'>, row: Todo) =>
    inLists(store, (page, list) => {
      if (!showsCreated(list)) return
      page.rows.unshift(row)
      page.total += 1
    })

  const replace = (store: Pick<Store, 'dispatch' | 'getState'>, temporaryId: string, row: Todo) =>
    inLists(store, ({ rows }) => {
      const index = rows.findIndex(({ id }) => id === temporaryId)
      if (index >= 0) rows[index] = row
    })

  return { update, remove, insert, replace }
}

const undo = (patches: readonly Patches[]) => {
  for (const patch of patches) {
    try {
      patch.undo()
    } catch {
      // A refetch took the row away that the inverse patch is about: the recipe has nothing for that.
    }
  }
}

const createRecipeApi = (hasTags: boolean) => {
  const api = createTodoApi(hasTags)
  const write = createWriter(api)
  api.enhanceEndpoints({
    endpoints: {
      updateTodo: {
        onQueryStarted: async ({ id, patch }, { dispatch, getState, queryFulfilled }) => {
          const patches = write.update({ dispatch, getState } as never, id, patch as Partial<Todo>)
          await queryFulfilled.catch(() => undo(patches))
        },
      },
      deleteTodo: {
        onQueryStarted: async ({ id }, { dispatch, getState, queryFulfilled }) => {
          const patches = write.remove({ dispatch, getState } as never, id)
          await queryFulfilled.catch(() => undo(patches))
        },
      },
      addTodo: {
        onQueryStarted: async ({ n, name, origin }, { dispatch, getState, queryFulfilled }) => {
          const store = { dispatch, getState } as never
          const row = { id: `tmp:${n}`, name, note: '', label: '', done: false, origin }
          const patches = write.insert(store, row)
          await queryFulfilled.then(
            ({ data }) => write.replace(store, row.id, data),
            () => undo(patches),
          )
        },
      },
    },
  })
  return { api, write }
}

/** Makes clients of plain RTK Query with the optimistic update of its documentation. */
export const createRtkQuery = (hasTags: boolean) => {
  const { api, write } = createRecipeApi(hasTags)
  return (options: ClientOptions): Client => {
    const { store, client } = createRtkStore(api, options, undefined)
    const tell = (change: Change, result: Todo | null) => {
      if (change.kind === 'delete') write.remove(store, change.id)
      else if (change.kind === 'create' && result) write.insert(store, result)
      else if (change.kind === 'update')
        write.update(store, change.id, change.patch as Partial<Todo>)
    }
    return { ...client, tell }
  }
}
