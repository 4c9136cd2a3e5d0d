import { configureStore } from '@reduxjs/toolkit'
import type { Client } from '../scenario.ts'
import type { Page, Row } from '../server.ts'
import { edit } from '../server.ts'
import type { TodoApi } from './rtk-api.ts'

/** What of the client differs between plain RTK Query and this library. */
type Rest = 'push' | 'pushFields' | 'pushGone' | 'keyOf' | 'row' | 'isSaving' | 'moment'

/** A store with this api, as an app sets it up. */
export const createTodoStore = (api: TodoApi) =>
  configureStore({
    reducer: { [api.reducerPath]: api.reducer },
    middleware: (defaults) => defaults().concat(api.middleware),
  })

/** Its type, for what works on it. */
export type TodoStore = ReturnType<typeof createTodoStore>

/** What the api holds in it. */
export type TodoState = ReturnType<TodoApi['reducer']>

/** The client of an api that is RTK Query's, whatever was added to it. */
export function createRtkClient(
  api: TodoApi,
  store: TodoStore,
): Omit<Client, Rest> & Required<Pick<Client, 'abortable' | 'hydrate' | 'write'>> {
  const { dispatch, getState, subscribe } = store
  const { endpoints, util } = api
  const unsubscribes: (() => void)[] = []
  const forced = { subscribe: false, forceRefetch: true } as const
  return {
    mountList: (list) => unsubscribes.push(dispatch(endpoints.list.initiate(list)).unsubscribe),
    mountDetail: (id) => unsubscribes.push(dispatch(endpoints.detail.initiate(id)).unsubscribe),
    pollList: (list) => dispatch(endpoints.list.initiate(list, forced)),
    pollDetail: (id) => dispatch(endpoints.detail.initiate(id, forced)),
    update: (id, patch) => dispatch(endpoints.update.initiate({ id, patch })),
    remove: (id) => dispatch(endpoints.remove.initiate(id)),
    create: (fields) => dispatch(endpoints.create.initiate(fields)),
    updateMany: (ids, patch) => dispatch(endpoints.updateMany.initiate({ ids, patch })),
    removeMany: (ids) => dispatch(endpoints.removeMany.initiate(ids)),
    createMany: (fields) => dispatch(endpoints.createMany.initiate(fields)),
    move: (id, to) => dispatch(endpoints.move.initiate({ id, to })),
    vote: (id) => dispatch(endpoints.vote.initiate(id)),
    invalidate: (id) => dispatch(util.invalidateTags([{ type: 'Todo', id }])),
    write(id, patch) {
      for (const list of util.selectCachedArgsForQuery(getState(), 'list')) {
        dispatch(
          util.updateQueryData('list', list, (draft: Page) => ({
            ...draft,
            items: draft.items.map((row) => (row.id === id ? edit(row, patch) : row)),
          })),
        )
      }
      dispatch(util.updateQueryData('detail', id, (draft: Row) => edit(draft, patch)))
    },
    list: (list) => endpoints.list.select(list)(getState()).data,
    detail: (id) => endpoints.detail.select(id)(getState()).data,
    subscribe,
    dispose() {
      for (const unsubscribe of unsubscribes) unsubscribe()
      dispatch(util.resetApiState())
    },
    mountFeed: () => unsubscribes.push(dispatch(endpoints.feed.initiate()).unsubscribe),
    nextFeedPage: () =>
      dispatch(endpoints.feed.initiate(undefined, { direction: 'forward', subscribe: false })),
    feed: () =>
      endpoints.feed
        .select()(getState())
        .data?.pages.flatMap(({ items }) => items),
    abortable(id, patch) {
      const promise = dispatch(endpoints.update.initiate({ id, patch }))
      return () => promise.abort()
    },
    dehydrate: () => structuredClone(getState()[api.reducerPath]),
    hydrate: (payload) => dispatch({ type: 'hydrate', payload }),
  }
}
