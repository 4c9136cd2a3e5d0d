import type { State } from 'swr'
import useSWR, { SWRConfig, useSWRConfig } from 'swr'
import type { Adapter } from '../adapter.ts'
import type { Row } from '../rows.ts'
import { makeDraft } from '../rows.ts'
import type { RowPage } from '../server.ts'
import { createSend, routes } from '../server.ts'

const LIST = '/rows'

/** SWR, with the recipe of its page on mutation: `mutate` with `optimisticData`, `populateCache`, `rollbackOnError`. */
export const swr: Adapter = {
  name: 'SWR',
  create(server, { isRefetching }) {
    const cache = new Map<string, State<Row[]>>()
    const send = createSend(server)
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
        const { data } = useSWR(LIST, async () => {
          const { content } = await send<RowPage>('POST', routes.list, { page: 1 })
          return content
        })
        return data
      },
      useRename() {
        const { mutate } = useSWRConfig()
        hooks.mutate = mutate
        return (id, name) => {
          const write = () => send<Row>('PATCH', routes.rename(id), { name })
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
          const write = () => send<Row>('PUT', routes.create, { name })
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
