import { queryCollectionOptions } from '@tanstack/query-db-collection'
import { createCollection, useLiveQuery } from '@tanstack/react-db'
import { QueryClient } from '@tanstack/react-query'
import type { Adapter } from '../adapter.ts'
import type { Row } from '../rows.ts'

/**
 * TanStack DB over TanStack Query: `collection.update` is optimistic of itself, and `onUpdate` writes what the server
 * answered before the optimistic state goes.
 */
export const tanstackDb: Adapter = {
  name: 'TanStack DB',
  create(server, { isRefetching }) {
    const queryClient = new QueryClient()
    const collection = createCollection(
      queryCollectionOptions({
        queryClient,
        queryKey: ['rows'],
        queryFn: async (): Promise<Row[]> => JSON.parse(await server.list()),
        getKey: (row: Row) => row.id,
        onUpdate: async ({ transaction }) => {
          for (const { key, changes } of transaction.mutations) {
            const answer = await server.rename(String(key), changes.name ?? '')
            if (!isRefetching) await collection.utils.writeUpdate(JSON.parse(answer))
          }
          return { refetch: isRefetching }
        },
      }),
    )
    return {
      Provider: ({ children }) => children,
      useRows: () => useLiveQuery({ query: (q) => q.from({ row: collection }) }).data,
      useRename: () => (id, name) =>
        collection.update(id, (draft) => {
          Object.assign(draft, { name })
        }).isPersisted.promise,
      refetch: () => collection.utils.refetch({ throwOnError: true }),
      rows: () => collection.toArray,
      seed(rows) {
        // Queries of the same client: a collection for each row is not what it is made for.
        for (const row of rows) queryClient.setQueryData(['row', row.id], row)
      },
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
