import { queryCollectionOptions } from '@tanstack/query-db-collection'
import { createCollection, useLiveQuery } from '@tanstack/react-db'
import { QueryClient } from '@tanstack/react-query'
import type { Adapter } from '../adapter.ts'
import type { Row } from '../rows.ts'
import { makeDraft } from '../rows.ts'
import type { RowPage } from '../server.ts'
import { createSend, routes } from '../server.ts'

/**
 * TanStack DB over TanStack Query: `collection.update` and `insert` are optimistic of themselves, and `onUpdate` and
 * `onInsert` write what the server answered before the optimistic state goes.
 */
export const tanstackDb: Adapter = {
  name: 'TanStack DB',
  create(server, { isRefetching }) {
    const queryClient = new QueryClient()
    const send = createSend(server)
    let temporaryIds = 0
    const collection = createCollection(
      queryCollectionOptions({
        queryClient,
        queryKey: ['rows'],
        queryFn: async () => {
          const { content } = await send<RowPage>('POST', routes.list, { page: 1 })
          return content
        },
        getKey: (row: Row) => row.id,
        onUpdate: async ({ transaction }) => {
          for (const { key, changes } of transaction.mutations) {
            const { name } = changes
            const answer = await send<Row>('PATCH', routes.rename(String(key)), { name })
            if (!isRefetching) await collection.utils.writeUpdate(answer)
          }
          if (isRefetching) await collection.utils.refetch()
          return { refetch: false }
        },
        onInsert: async ({ transaction }) => {
          for (const { modified } of transaction.mutations) {
            const { name } = modified
            const answer = await send<Row>('PUT', routes.create, { name })
            if (!isRefetching) await collection.utils.writeInsert(answer)
          }
          if (isRefetching) await collection.utils.refetch()
          return { refetch: false }
        },
      }),
    )
    return {
      Provider: ({ children }) => children,
      // Without a key each render works one out of the query, and warns where that takes long.
      useRows: () =>
        useLiveQuery({ queryKey: ['rows'], query: (q) => q.from({ row: collection }) }).data,
      useRename: () => (id, name) =>
        collection.update(id, (draft) => {
          Object.assign(draft, { name })
        }).isPersisted.promise,
      useCreate: () => (name) =>
        collection.insert(makeDraft(`temporary ${++temporaryIds}`, name)).isPersisted.promise,
      refetch: () => collection.utils.refetch({ throwOnError: true }),
      rows: () => collection.toArray,
      seed(rows) {
        // Queries of the same client: a collection for each row is not what it is made for.
        for (const row of rows) queryClient.setQueryData(['row', row.id], row)
      },
      end: () => queryClient.clear(),
      kept: () => [
        collection.toArray,
        queryClient
          .getQueryCache()
          .getAll()
          .map(({ state }) => state),
      ],
    }
  },
}
