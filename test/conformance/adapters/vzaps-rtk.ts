import type { DefinitionsFromApi, InfiniteData } from '@reduxjs/toolkit/query'
import {
  defineOptimistic,
  gone,
  itself,
  type RowsIn,
  withEntryInvalidation,
  withOptimisticUpdates,
} from 'vzaps-rtk/optimistic'
import { promisesAreDone } from '../idle.ts'
import type { Adapter } from '../scenario.ts'
import { edit, type Page, type Row } from '../server.ts'
import { createTodoApi, type TodoApi } from './rtk-api.ts'
import { createRtkClient, createTodoStore } from './rtk-client.ts'

const inPage: RowsIn<Page, Row> = {
  get: ({ items }) => items,
  set: ({ items, total }, rows) => ({
    items: [...rows],
    total: total + rows.length - items.length,
  }),
}

/** Rows stay on their page. */
const inPages: RowsIn<InfiniteData<Page, number>, Row> = {
  get: ({ pages }) => pages.flatMap(({ items }) => items),
  set({ pages, pageParams }, rows) {
    const byId = new Map(rows.map((row) => [row.id, row]))
    return {
      pageParams,
      pages: pages.map((page) =>
        inPage.set(
          page,
          page.items.flatMap(({ id }) => byId.get(id) ?? []),
        ),
      ),
    }
  },
}

/** The same as the recipes of docs/optimistic.md for a todo list. */
const options = defineOptimistic<DefinitionsFromApi<TodoApi>, { Todo: Row }>()({
  rows: { Todo: { in: { list: inPage, detail: itself<Row>(), feed: inPages } } },
  recipes: {
    update: {
      row: {
        type: 'Todo',
        id: ({ id }) => id,
        update: (row, { arg }) => edit(row, arg.patch),
        answer: (row) => row,
      },
    },
    remove: { row: { type: 'Todo', id: (id) => id, update: () => gone } },
    create: {
      insert: {
        type: 'Todo',
        create: (fields, id) => ({ id, name: '', note: '', ...fields }),
        answer: (row) => row,
        into: { list: (list) => list === 'all' },
        at: 'end',
        isSame: (row, { name }) => row.name === name,
      },
    },
  },
  // Where a recipe fails is what a scenario is about.
  onRecipeError: () => undefined,
})

export const vzapsRtk: Adapter = {
  library: 'vzaps-rtk/optimistic',
  idle: promisesAreDone,
  packages: [],
  cannot: [],
  createClient(transport) {
    const api = withEntryInvalidation(withOptimisticUpdates(createTodoApi(transport), options))
    const store = createTodoStore(api)
    const { selectRowKey } = api.optimistic
    const client = createRtkClient(api, store)
    return {
      ...client,
      push: (row) => void store.dispatch(api.util.tellRows([{ type: 'Todo', row }])),
      keyOf: (id) => selectRowKey(store.getState(), 'Todo', id),
    }
  },
}
