import { queryCollectionOptions } from '@tanstack/query-db-collection'
import { createCollection, useLiveQuery } from '@tanstack/react-db'
import { QueryClient } from '@tanstack/react-query'
import type { Adapter } from '../adapter.ts'
import type { Row } from '../rows.ts'
import { makeDraft } from '../rows.ts'

/**
 * TanStack DB over TanStack Query: `collection.update` and `insert` are optimistic of themselves, and `onUpdate` and
 * `onInsert` write what the server answered before the optimistic state goes.
 */
export const tanstackDb: Adapter = {
  name: 'TanStack DB',
  create(server, { isRefetching }) {
    const queryClient = new QueryClient()
    let temporaryIds = 0
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
          if (isRefetching) await collection.utils.refetch()
          return { refetch: false }
        },
        onInsert: async ({ transaction }) => {
          for (const { modified } of transaction.mutations) {
            const answer = await server.create(modified.name)
            if (!isRefetching) await collection.utils.writeInsert(JSON.parse(answer))
          }
          if (isRefetching) await collection.utils.refetch()
          return { refetch: false }
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
      useCreate: () => (name) =>
        collection.insert(makeDraft(`temporary ${++temporaryIds}`, name)).isPersisted.promise,
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
