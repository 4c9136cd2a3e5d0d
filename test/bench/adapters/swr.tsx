import type { State } from 'swr'
import useSWR, { SWRConfig, useSWRConfig } from 'swr'
import type { Adapter } from '../adapter.ts'
import type { Row } from '../rows.ts'
import { makeDraft } from '../rows.ts'

const LIST = '/rows'

/** SWR, with the recipe of its page on mutation: `mutate` with `optimisticData`, `populateCache`, `rollbackOnError`. */
export const swr: Adapter = {
  name: 'SWR',
  create(server, { isRefetching }) {
    const cache = new Map<string, State<Row[]>>()
    let temporaryIds = 0
    const hooks: { mutate?: ReturnType<typeof useSWRConfig>['mutate'] } = {}
    const mutate = () => {
      if (!hooks.mutate) throw new Error('Nothing is mounted')
      return hooks.mutate
    }
    return {
      Provider: ({ children }) => (
        <SWRConfig value={{ provider: () => cache }}>{children}</SWRConfig>
      ),
      useRows() {
        const { data } = useSWR(LIST, async (): Promise<Row[]> => JSON.parse(await server.list()))
        return data
      },
      useRename() {
        const { mutate } = useSWRConfig()
        hooks.mutate = mutate
        return (id, name) => {
          const write = async (): Promise<Row> => JSON.parse(await server.rename(id, name))
          return mutate<Row[], Row>(LIST, write(), {
            optimisticData: (rows = []) =>
              rows.map((row) => (row.id === id ? { ...row, name } : row)),
            populateCache: (renamed, rows = []) =>
              rows.map((row) => (row.id === id ? renamed : row)),
            rollbackOnError: true,
            revalidate: isRefetching,
          })
        }
      },
      useCreate() {
        const { mutate } = useSWRConfig()
        return (name) => {
          const draft = makeDraft(`temporary ${++temporaryIds}`, name)
          const write = async (): Promise<Row> => JSON.parse(await server.create(name))
          return mutate<Row[], Row>(LIST, write(), {
            optimisticData: (rows = []) => [...rows, draft],
            populateCache: (created, rows = []) => [...rows, created],
            rollbackOnError: true,
            revalidate: isRefetching,
          })
        }
      },
      refetch: () => mutate()(LIST),
      rows: () => cache.get(LIST)?.data ?? [],
      async seed(rows) {
        for (const row of rows) await mutate()(`/rows/${row.id}`, row, { revalidate: false })
      },
      kept: () => [...cache],
    }
  },
}
