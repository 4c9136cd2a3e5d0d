import type { Client, ClientOptions } from '../client.ts'
import type { Change, Entry, EntryData, Row, RowType } from '../todos.ts'
import { lists, rowsOf, showsCreated, typeOfEntry, typeOfRow } from '../todos.ts'
import { createRtkStore } from './rtk-store.ts'
import type { Of, TodoApi } from './todo-api.ts'
import { createTodoApi } from './todo-api.ts'

type Store = Pick<ReturnType<typeof createRtkStore>['store'], 'dispatch' | 'getState'>
interface Patches {
  undo(): void
}
/** What `updateQueryData` gives to its recipe. */
type Draft = { -readonly [Key in keyof Row]: Row[Key] }
type DraftPage = { rows: Draft[]; total: number }

const pagesOf = (draft: EntryData): DraftPage[] =>
  ('pages' in draft ? draft.pages : 'rows' in draft ? [draft] : []) as unknown as DraftPage[]

/** What the documentation's recipe writes into the cached lists, and into the row's own entry. */
const createWriter = (api: TodoApi) => {
  const write = ({ dispatch }: Store, { endpoint, arg }: Entry, to: (draft: EntryData) => void) =>
    dispatch(
      api.util.updateQueryData(
        endpoint as never,
        arg as never,
        // An entry whose first answer has not come yet has nothing to write to.
        ((draft: EntryData | undefined) => draft && to(draft)) as never,
      ),
    ) as Patches

  const inLists = (
    store: Store,
    type: RowType,
    to: (page: DraftPage, entry: Entry, i: number) => void,
  ) =>
    lists
      .filter((entry) => typeOfEntry(entry) === type)
      .map((entry) =>
        write(store, entry, (draft) => {
          for (const [i, page] of pagesOf(draft).entries()) to(page, entry, i)
        }),
      )

  const update = (
    store: Store,
    type: RowType,
    ids: readonly string[] | undefined,
    patch: Partial<Row>,
  ) => {
    const change = (rows: readonly Row[]) => {
      for (const row of rows) if (!ids || ids.includes(row.id)) Object.assign(row, patch)
    }
    const details = (ids ?? []).map((id) => ({ key: '', endpoint: `get${type}`, arg: id }) as const)
    return [
      ...inLists(store, type, ({ rows }) => change(rows)),
      ...details.map((entry) => write(store, entry, (draft) => change(rowsOf(draft)))),
    ]
  }

  const remove = (store: Store, type: RowType, ids: readonly string[]) =>
    inLists(store, type, (page) => {
      const rows = page.rows.filter((row) => !ids.includes(row.id))
      page.total -= page.rows.length - rows.length
      page.rows = rows
    })

  const insert = (store: Store, type: RowType, row: Row) =>
    inLists(store, type, (page, entry, i) => {
      if (i > 0 || !showsCreated(entry, type)) return
      page.rows.unshift(row)
      page.total += 1
    })

  const replace = (store: Store, type: RowType, temporaryId: string, row: Row) =>
    inLists(store, type, ({ rows }) => {
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

  /** The documentation's life of a mutation: write, and put back what was written when it fails. */
  const life = <C>(begin: (store: Store, change: C) => readonly Patches[]) => ({
    onQueryStarted: async (
      change: C,
      { dispatch, getState, queryFulfilled }: Store & { queryFulfilled: PromiseLike<unknown> },
    ) => {
      const patches = begin({ dispatch, getState }, change)
      await queryFulfilled.then(undefined, () => undo(patches))
    },
  })
  const update = life<Of<'update'>>((store, { type, id, patch }) =>
    write.update(store, type, [id], patch as Partial<Row>),
  )
  const remove = life<Of<'delete'>>((store, { type, id }) => write.remove(store, type, [id]))
  const add = {
    onQueryStarted: async (
      { type, n, name, origin }: Of<'create'>,
      {
        dispatch,
        getState,
        queryFulfilled,
      }: Store & { queryFulfilled: PromiseLike<{ data: Row }> },
    ) => {
      const store = { dispatch, getState }
      const row = { id: `tmp:${n}`, name, note: '', label: '', done: false, origin }
      const patches = write.insert(store, type, row)
      await queryFulfilled.then(
        ({ data }) => void write.replace(store, type, row.id, data),
        () => undo(patches),
      )
    },
  }
  const addSeveral = {
    onQueryStarted: async (
      { rows }: Of<'create several'>,
      {
        dispatch,
        getState,
        queryFulfilled,
      }: Store & { queryFulfilled: PromiseLike<{ data: readonly Row[] }> },
    ) => {
      const store = { dispatch, getState }
      const patches = rows.flatMap(({ type, name, origin }) => {
        const row = { id: `tmp:${origin}`, name, note: '', label: '', done: false, origin }
        return write.insert(store, type, row)
      })
      await queryFulfilled.then(
        ({ data }) => {
          for (const row of data) write.replace(store, typeOfRow(row), `tmp:${row.origin}`, row)
        },
        () => undo(patches),
      )
    },
  }
  api.enhanceEndpoints({
    endpoints: {
      updateTodo: update,
      updateUser: update,
      moveTodo: life<Of<'move'>>((store, { id, done }) =>
        write.update(store, 'Todo', [id], { done }),
      ),
      deleteTodo: remove,
      deleteUser: remove,
      addTodo: add,
      addUser: add,
      addSeveral,
      markTodos: life<Of<'mark all'>>((store, { field, value }) =>
        write.update(store, 'Todo', undefined, { [field]: value }),
      ),
      clearTodos: life<Of<'clear'>>((store, { ids }) => write.remove(store, 'Todo', ids)),
    } as never,
  })
  return { api, write }
}

/** Makes clients of plain RTK Query with the optimistic update of its documentation. */
export const createRtkQuery = (hasTags: boolean) => {
  const { api, write } = createRecipeApi(hasTags)
  return (options: ClientOptions): Client => {
    const { store, client } = createRtkStore(api, options, undefined)
    const tell = (change: Change, result: Row | null) => {
      if (change.kind === 'delete') write.remove(store, change.type, [change.id])
      else if (change.kind === 'create' && result) write.insert(store, change.type, result)
      else if (change.kind === 'update')
        write.update(store, change.type, [change.id], change.patch as Partial<Row>)
    }
    return { ...client, tell }
  }
}
