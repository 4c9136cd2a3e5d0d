import type { InfiniteData } from '@reduxjs/toolkit/query'
import { present } from '../core/present.ts'
import { gone } from '../overlay/recipes/draft.ts'
import type { RecipesFor, RowType } from '../overlay/recipes/recipes.ts'
import type { CreateInstanceArgs, InstanceEndpoints, InstanceSettings } from './endpoints.ts'
import { deletedId } from './endpoints.ts'
import type { ListInstancesArgs } from './list-args.ts'
import { toListBody } from './list-args.ts'
import type { Instance, InstancePage, InstanceRows } from './schema.ts'

type Endpoints = InstanceEndpoints<'vzaps'>

const rowsOf = ({ pages }: InfiniteData<InstancePage, number>): readonly Instance[] =>
  pages.flatMap(({ content }) => content)

/** Where instances are shown. Totals follow the rows; `summary` and `totalPages` wait for the next read. */
export const instanceRow: RowType<Endpoints, Instance> = {
  version: ({ updatedAt }) => {
    const time = updatedAt ? Date.parse(updatedAt) : Number.NaN
    return Number.isNaN(time) ? undefined : time
  },
  in: {
    listInstances: {
      get: (page) => page.content,
      set: (page, content) => ({
        ...page,
        content,
        total: page.total + content.length - page.content.length,
      }),
    },
    listInstancePages: {
      get: rowsOf,
      // New rows go to the top of the first page.
      set: (data, rows) => {
        const before = rowsOf(data)
        const known = new Set(before.map(({ id }) => id))
        const byId = new Map(rows.map((row) => [row.id, row]))
        const added = rows.filter(({ id }) => !known.has(id))
        const pages = data.pages.map((page, i) => ({
          ...page,
          content: [
            ...(i === 0 ? added : []),
            ...page.content.flatMap(({ id }) => byId.get(id) ?? []),
          ],
          total: page.total + rows.length - before.length,
        }))
        return { ...data, pages }
      },
    },
    getInstance: {
      isRow: true,
      gone: (error, id) => (isNotFound(error) ? id : undefined),
      get: (row) => [row],
      // The detail of a deleted instance stays until it is rejected with 404, after the answer.
      set: (row, [next]) => next ?? row,
    },
  },
}

const isNotFound = (error: unknown): boolean => {
  const { kind, status } = error as { readonly kind?: unknown; readonly status?: unknown }
  return kind === 'http' && status === 404
}

/** What is sent of settings, as fields of a row: null clears one, undefined leaves it. */
const fieldsOf = (settings: InstanceSettings): Partial<Instance> => {
  const { name, webhook, eventsSubscribe, rejectCalls, autoReadMessages, labels } = settings
  return present({ name, webhook, eventsSubscribe, rejectCalls, autoReadMessages, labels })
}

/** A new instance stands on top of the first page of every list that shows all. */
const showsAll = (args: ListInstancesArgs | void): boolean => {
  const { page, filter } = toListBody(args ?? undefined)
  return page === 1 && Object.keys(filter).length === 0
}

const isNamed = ({ name }: Instance, settings: CreateInstanceArgs): boolean =>
  name === settings.name.trim()

/** What the instances slice's mutations look like before their answer. */
export const instanceRecipes: RecipesFor<Endpoints, InstanceRows> = {
  createInstance: {
    insert: {
      type: 'Instance',
      create: (settings, id) => ({ ...fieldsOf(settings), id }),
      answer: (row) => row,
      into: { listInstances: showsAll, listInstancePages: showsAll },
      isSame: isNamed,
    },
  },
  updateInstance: {
    row: {
      type: 'Instance',
      id: ({ instanceId }) => instanceId,
      update: (row, { arg }) => ({ ...row, ...fieldsOf(arg.data) }),
      answer: (row) => row,
    },
  },
  // Only seen as pending: which status a restart leads to, only the server knows.
  restartInstance: { row: { type: 'Instance', id: (id) => id } },
  deleteInstance: { row: { type: 'Instance', id: deletedId, update: () => gone } },
}
