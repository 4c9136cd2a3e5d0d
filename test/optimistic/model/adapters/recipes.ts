import type { Draft } from '@reduxjs/toolkit'
import type { DefinitionsFromApi, InfiniteData } from '@reduxjs/toolkit/query'
import type { RowsIn } from 'vzaps-rtk/optimistic'
import { defineOptimistic, gone, itself } from 'vzaps-rtk/optimistic'
import type { ListArg, Page, Row, ScrollArg } from '../todos.ts'
import { typeOfRow } from '../todos.ts'
import type { Of, TodoApi } from './todo-api.ts'

type FeedData = InfiniteData<Page, string>

const page: RowsIn<Page, Row> = {
  get: ({ rows }) => rows,
  set: (data, rows) => ({ rows, total: data.total + rows.length - data.rows.length }),
}

/** Rows stay on their pages; a new one comes on the first. */
const pages: RowsIn<FeedData, Row> = {
  get: (data) => data.pages.flatMap(({ rows }) => rows),
  set: ({ pages: before, pageParams }, rows) => {
    const more = rows.length - before.reduce((sum, one) => sum + one.rows.length, 0)
    const known = new Map(before.flatMap((one, i) => one.rows.map(({ id }) => [id, i] as const)))
    return {
      pageParams,
      pages: before.map((one, i) => ({
        rows: rows.filter(({ id }) => (known.get(id) ?? 0) === i),
        total: one.total + more,
      })),
    }
  },
}

/** The owners in rows: the second type, inside the first. Who is gone is none's owner. */
const ownersIn = <Data>(todos: RowsIn<Data, Row>): RowsIn<Data, Row> => ({
  get: (data) => todos.get(data).flatMap(({ owner }) => owner ?? []),
  set: (data, owners) => {
    const byId = new Map(owners.map((owner) => [owner.id, owner]))
    const next = todos.get(data).map((todo) => {
      if (!todo.owner) return todo
      const owner = byId.get(todo.owner.id) ?? null
      return owner === todo.owner ? todo : { ...todo, owner }
    })
    return todos.set(data, next)
  },
})

/** What the worlds of the model leave to the recipes. */
export interface RecipeOptions {
  readonly hasVersions: boolean
  readonly usesAnswers: boolean
  /** They change drafts instead of returning values. */
  readonly drafts: boolean
  /** Changes of many rows are told row by row, and not for whole entries. */
  readonly byRows: boolean
}

/** What the recipe of a move is told. */
interface Moving {
  readonly arg: Of<'move'>
  readonly getRow: (type: 'Todo', id: string) => Row | undefined
}

/** Where new rows stand. */
const into = {
  Todo: {
    listTodos: ({ page: number, only }: ListArg) => number === 1 && !only,
    feedTodos: () => true,
    // Asked while it shows its first page; a further one does not take the new row away.
    scrollTodos: ({ after }: ScrollArg) => after === '',
    getBoard: () => true,
  },
  User: { listUsers: () => true },
}

const standIn = ({ name, origin }: Of<'create'>, id: string): Row => ({
  id,
  name,
  note: '',
  label: '',
  done: false,
  origin,
})

/** The entry of one row; its server says when that is gone. */
const detail = {
  ...itself<Row>(),
  gone: (error: unknown, id: string) =>
    (error as { readonly status?: unknown }).status === 404 ? id : undefined,
}

/** The rows and the recipes of the todo api. */
export const createRecipes = ({ hasVersions, usesAnswers, drafts, byRows }: RecipeOptions) => {
  const answer = usesAnswers && { answer: (row: Row) => row }
  const version = hasVersions && { version: ({ rev }: Row) => rev }

  const changes = <Type extends 'Todo' | 'User'>(type: Type) => ({
    update: {
      row: {
        type,
        id: ({ id }: Of<'update'>) => id,
        update: (row: Draft<Row>, { arg }: { readonly arg: Of<'update'> }) =>
          drafts ? void Object.assign(row, arg.patch) : { ...row, ...arg.patch },
        ...answer,
      },
    },
    delete: {
      row: { type, id: ({ id }: Of<'delete'>) => id, update: () => gone },
    },
    stamp: { row: { type, id: ({ id }: Of<'stamp'>) => id, ...answer } },
    insert: {
      type,
      create: standIn,
      answer: (row: Row) => row,
      isSame: (row: Row, { origin }: Of<'create'>) => row.origin === origin,
    },
  })
  const [todos, users] = [changes('Todo'), changes('User')]

  /** A recipe for every entry of todos. */
  const inEntries = <C>(change: (rows: readonly Row[], arg: C) => readonly Row[]) => {
    const inRows = <Data>({ get, set }: RowsIn<Data, Row>) => ({
      where: () => true,
      update: (data: Data, { arg }: { readonly arg: C }) => set(data, change(get(data), arg)),
    })
    return {
      listTodos: inRows(page),
      feedTodos: inRows(pages),
      scrollTodos: inRows(page),
      getBoard: inRows(page),
      getTodo: inRows(itself<Row>()),
    }
  }
  const markAll = inEntries((rows, { field, value }: Of<'mark all'>) =>
    rows.map((row) => (row[field] === value ? row : { ...row, [field]: value })),
  )
  const { getTodo: _details, ...clear } = inEntries((rows, { ids }: Of<'clear'>) =>
    rows.filter(({ id }) => !ids.includes(id)),
  )

  /** A todo as any entry shows it: what only some of them have is not taken along. */
  const short = ({ id, name, note, label, origin, rev }: Row, done: boolean): Row => ({
    ...{ id, name, note, label, done, origin },
    ...(rev !== undefined && { rev }),
  })
  const move = {
    row: {
      type: 'Todo' as const,
      id: ({ id }: Of<'move'>) => id,
      update: (row: Draft<Row>, { arg }: { readonly arg: Of<'move'> }) => ({
        ...row,
        done: arg.done,
      }),
      ...answer,
    },
    entries: {
      listTodos: {
        where: ({ only }: ListArg) => only === 'open',
        update: (data: Page, { arg: { id, done }, getRow }: Moving) => {
          const rows = data.rows.filter((row) => row.id !== id)
          if (done) return page.set(data, rows)
          const row = getRow('Todo', id)
          if (!row || rows.length < data.rows.length) return data
          return page.set(data, [short(row, done), ...rows])
        },
      },
    },
  }

  /** All rows of one type among those that are made at once. */
  const several = <Type extends 'Todo' | 'User'>(type: Type) => {
    const all = ({ rows }: Of<'create several'>) => rows.filter((one) => one.type === type)
    const at = (it: Of<'create several'>, index: number) => all(it)[index] as Of<'create'>
    return {
      type,
      count: (it: Of<'create several'>) => all(it).length,
      create: (it: Of<'create several'>, id: string, index: number) => standIn(at(it, index), id),
      answer: (rows: readonly Row[], index: number) =>
        rows.filter((row) => typeOfRow(row) === type)[index],
      isSame: (row: Row, it: Of<'create several'>, index: number) =>
        row.origin === at(it, index).origin,
    }
  }

  const markRows = {
    type: 'Todo' as const,
    update: (row: Draft<Row>, { arg: { field, value } }: { readonly arg: Of<'mark all'> }) =>
      drafts ? void Object.assign(row, { [field]: value }) : { ...row, [field]: value },
  }
  const clearRows = {
    type: 'Todo' as const,
    ids: ({ ids }: Of<'clear'>) => ids,
    update: () => gone,
  }

  return defineOptimistic<DefinitionsFromApi<TodoApi>, { Todo: Row; User: Row }>()({
    rows: {
      Todo: {
        in: {
          listTodos: page,
          feedTodos: pages,
          scrollTodos: page,
          getBoard: page,
          getTodo: detail,
        },
        ...version,
      },
      User: {
        in: {
          listUsers: page,
          getUser: detail,
          // Only the board's answers have owners, but its rows are those of the other entries.
          listTodos: ownersIn(page),
          feedTodos: ownersIn(pages),
          scrollTodos: ownersIn(page),
          getBoard: ownersIn(page),
          getTodo: ownersIn(itself<Row>()),
        },
        ...version,
      },
    },
    recipes: {
      updateTodo: todos.update,
      updateUser: users.update,
      deleteTodo: todos.delete,
      deleteUser: users.delete,
      moveTodo: move,
      stampTodo: todos.stamp,
      stampUser: users.stamp,
      addTodo: {
        insert: { ...todos.insert, into: into.Todo },
      },
      addUser: { insert: { ...users.insert, into: into.User } },
      addSeveral: {
        insert: [
          { ...several('Todo'), into: into.Todo },
          { ...several('User'), into: into.User },
        ],
      },
      markTodos: byRows ? { rows: markRows } : { entries: markAll },
      clearTodos: byRows ? { rows: clearRows } : { entries: clear },
    },
  })
}
