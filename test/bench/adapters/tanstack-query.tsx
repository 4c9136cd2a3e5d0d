import {
  QueryClient,
  QueryClientProvider,
  queryOptions,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import type { Adapter } from '../adapter.ts'
import type { Row } from '../rows.ts'
import { makeDraft } from '../rows.ts'
import type { RowPage } from '../server.ts'
import { createSend, routes } from '../server.ts'

/**
 * TanStack Query, with the recipes of its guides: cancel, keep a snapshot, write, and write the snapshot on failure; for
 * a new row, put a draft into the list, and replace it by the answer or take it out again by its temporary id.
 */
export const tanstackQuery: Adapter = {
  name: 'TanStack Query',
  create(server, { isRefetching }) {
    const queryClient = new QueryClient()
    const send = createSend(server)
    let temporaryIds = 0
    const list = queryOptions({
      queryKey: ['rows'],
      queryFn: async () => {
        const { content } = await send<RowPage>('POST', routes.list, { page: 1 })
        return content
      },
    })
    const { queryKey } = list
    return {
      Provider: ({ children }) => (
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      ),
      useRows: () => useQuery(list).data,
      useRename() {
        const { mutateAsync } = useMutation({
          mutationFn: ({ id, name }: { id: string; name: string }) =>
            send<Row>('PATCH', routes.rename(id), { name }),
          onMutate: async ({ id, name }, { client }) => {
            await client.cancelQueries({ queryKey })
            const previous = client.getQueryData(queryKey)
            client.setQueryData(queryKey, (rows) =>
              rows?.map((row) => (row.id === id ? { ...row, name } : row)),
            )
            return { previous }
          },
          onError: (_error, _variables, result, { client }) => {
            client.setQueryData(queryKey, result?.previous)
          },
          onSettled: (_data, _error, _variables, _result, { client }) =>
            isRefetching ? client.invalidateQueries({ queryKey }) : undefined,
        })
        return (id, name) => mutateAsync({ id, name })
      },
      useCreate() {
        const { mutateAsync } = useMutation({
          mutationFn: (name: string) => send<Row>('PUT', routes.create, { name }),
          onMutate: async (name, { client }) => {
            await client.cancelQueries({ queryKey })
            const draft = makeDraft(`temporary ${++temporaryIds}`, name)
            client.setQueryData(queryKey, (rows) => rows && [...rows, draft])
            return { draft }
          },
          onSuccess: (created, _name, { draft }, { client }) => {
            client.setQueryData(queryKey, (rows) =>
              rows?.map((row) => (row.id === draft.id ? created : row)),
            )
          },
          onError: (_error, _name, result, { client }) => {
            client.setQueryData(queryKey, (rows) =>
              rows?.filter((row) => row.id !== result?.draft.id),
            )
          },
          onSettled: (_data, _error, _name, _result, { client }) =>
            isRefetching ? client.invalidateQueries({ queryKey }) : undefined,
        })
        return mutateAsync
      },
      refetch: () => queryClient.refetchQueries({ queryKey, exact: true }, { throwOnError: true }),
      rows: () => queryClient.getQueryData(queryKey) ?? [],
      seed(rows) {
        for (const row of rows) queryClient.setQueryData(['row', row.id], row)
      },
      end: () => queryClient.clear(),
      kept: () => [
        queryClient
          .getQueryCache()
          .getAll()
          .map(({ state }) => state),
        queryClient
          .getMutationCache()
          .getAll()
          .map(({ state }) => state),
      ],
    }
  },
}
