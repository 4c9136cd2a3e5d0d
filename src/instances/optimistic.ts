import { gone } from '../overlay/recipes/draft.ts'
import type { RecipesFor, RowType } from '../overlay/recipes/recipes.ts'
import type { CreateInstanceArgs, InstanceEndpoints, InstanceSettings } from './endpoints.ts'
import { deletedId } from './endpoints.ts'
import type { ListInstancesArgs } from './list-args.ts'
import { toListBody } from './list-args.ts'
import type { Instance, InstanceRows } from './schema.ts'

type Endpoints = InstanceEndpoints<'vzaps'>

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
    getInstance: {
      gone: (error, id) => (isNotFound(error) ? id : undefined),
      get: (row) => [row],
      // A deleted instance's detail ends with an error of its own: until then it stays.
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
  const known = { name, webhook, eventsSubscribe, rejectCalls, autoReadMessages, labels }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
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
      into: { listInstances: showsAll },
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
  // What a restart makes of the status is the server's to say.
  restartInstance: { row: { type: 'Instance', id: (id) => id } },
  deleteInstance: { row: { type: 'Instance', id: deletedId, update: () => gone } },
}
