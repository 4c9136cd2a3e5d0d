import type { DefinitionsFromApi, InfiniteData } from '@reduxjs/toolkit/query'
import {
  defineOptimistic,
  gone,
  itself,
  type RowsIn,
  waitForMadeRows,
  withEntryInvalidation,
  withOptimisticUpdates,
} from 'vzaps-rtk/optimistic'
import { promisesAreDone } from '../idle.ts'
import type { Adapter } from '../scenario.ts'
import { edit, isColumn, listsOfNew, newRow, type Page, type Patch, type Row } from '../server.ts'
import { placeIn, removeFrom } from './pages.ts'
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

const isNew = (row: Row, { name }: Patch) => row.name === name

/** Like the recipes of docs/optimistic.md: some return the next row, others change a draft. */
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
        create: (fields, id) => newRow(id, fields),
        answer: (row) => row,
        into: { list: (list) => listsOfNew.includes(list) },
        at: 'end',
        isSame: isNew,
      },
    },
    updateMany: {
      rows: {
        type: 'Todo',
        ids: ({ ids }) => ids,
        update: (draft, { arg }) => void Object.assign(draft, edit({ ...draft }, arg.patch)),
        answer: (rows) => rows,
      },
    },
    removeMany: { rows: { type: 'Todo', ids: (ids) => ids, update: () => gone } },
    createMany: {
      insert: {
        type: 'Todo',
        count: (fields) => fields.length,
        create: (fields, id, index) => newRow(id, fields[index] ?? {}),
        answer: (rows, index) => rows[index],
        into: { list: (list) => listsOfNew.includes(list) },
        at: 'end',
        isSame: (row, fields, index) => isNew(row, fields[index] ?? {}),
      },
    },
    move: {
      row: {
        type: 'Todo',
        id: ({ id }) => id,
        update: (row, { arg }) => ({ ...row, column: arg.to }),
        answer: (row) => row,
      },
      entries: {
        list: {
          where: (list) => isColumn(list),
          update(page, { arg, queryArg, getRow }) {
            if (queryArg !== arg.to) return removeFrom(page, [arg.id])
            const row = getRow('Todo', arg.id)
            return row && placeIn(page, { ...row, column: arg.to })
          },
        },
      },
    },
    vote: {
      row: {
        type: 'Todo',
        id: (id) => id,
        update(draft) {
          draft.votes += 1
        },
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
    const plain = createTodoApi(transport, { wrap: waitForMadeRows })
    const api = withEntryInvalidation(withOptimisticUpdates(plain, options))
    const store = createTodoStore(api)
    const { selectRowKey, selectClock, selectPending } = api.util
    const { tellRows, selectRow } = api.util
    const client = createRtkClient(api, store)
    return {
      ...client,
      push: (row) => void store.dispatch(tellRows([{ type: 'Todo', row }])),
      pushFields: (id, fields) => void store.dispatch(tellRows([{ type: 'Todo', id, fields }])),
      pushGone: (id) => void store.dispatch(tellRows([{ type: 'Todo', id, gone: true }])),
      keyOf: (id) => selectRowKey(store.getState(), 'Todo', id),
      row: (id) => selectRow(store.getState(), 'Todo', id),
      isSaving: (id) => selectPending(store.getState()).some(({ row }) => row?.id === id),
      moment() {
        const asOf = selectClock(store.getState())
        return (row) => void store.dispatch(tellRows([{ type: 'Todo', row }], { asOf }))
      },
    }
  },
}
