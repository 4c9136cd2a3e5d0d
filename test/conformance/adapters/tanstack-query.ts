import {
  type DehydratedState,
  dehydrate,
  hydrate,
  type InfiniteData,
  InfiniteQueryObserver,
  MutationObserver,
  notifyManager,
  QueryClient,
  QueryObserver,
} from '@tanstack/query-core'
import { timersAreDone } from '../idle.ts'
import type { Adapter, Client } from '../scenario.ts'
import {
  edit,
  isColumn,
  type ListName,
  listsOfNew,
  newRow,
  otherColumn,
  type Page,
  type Patch,
  type Row,
} from '../server.ts'
import type { Transport } from '../transport.ts'
import { addTo, placeIn, removeFrom, updateIn, voted, voteIn } from './pages.ts'

/** What one kind of mutation does to what is in the cache. */
interface Change {
  page?(page: Page, list: ListName): Page
  row?(row: Row): Row
}

const all = ['todos'] as const
const listKey = (list: ListName) => [...all, 'list', list] as const
const detailKey = (id: string) => [...all, 'detail', id] as const
const feedKey = [...all, 'feed'] as const
const noop = () => undefined

/**
 * The recipe of TanStack Query's documentation, "Optimistic Updates" > "Via the cache": `cancelQueries`, a snapshot,
 * `setQueryData`, the snapshot again in `onError`, `invalidateQueries` in `onSettled`. With `isConcurrent` also what its
 * "Further reading", "Concurrent Optimistic Updates", adds: only the last of several mutations invalidates.
 */
function createClient(transport: Transport, isConcurrent: boolean): Client {
  const queryClient = new QueryClient({
    // The scenarios have no time: a retry after a second would come after their end.
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  })
  queryClient.mount()
  const listeners = new Set<() => void>()
  // Batched as `useQuery` has it.
  const notify = notifyManager.batchCalls(() => {
    for (const listener of listeners) listener()
  })
  const unsubscribes: (() => void)[] = []
  let temporaryIds = 0

  const apply = (ids: readonly string[], change: Change) => {
    for (const [key] of queryClient.getQueriesData<Page>({ queryKey: [...all, 'list'] })) {
      const list = key[2] as ListName
      queryClient.setQueryData<Page>(key, (page) => page && (change.page?.(page, list) ?? page))
    }
    queryClient.setQueryData<InfiniteData<Page>>(feedKey, (feed) =>
      feed
        ? { ...feed, pages: feed.pages.map((page) => change.page?.(page, 'all') ?? page) }
        : feed,
    )
    for (const id of ids) {
      queryClient.setQueryData<Row>(detailKey(id), (row) => row && (change.row?.(row) ?? row))
    }
  }

  const mutate = (send: () => Promise<unknown>, ids: readonly string[], change: Change) => {
    const observer = new MutationObserver(queryClient, {
      mutationKey: all,
      meta: { ids },
      mutationFn: send,
      onMutate: async () => {
        await queryClient.cancelQueries({ queryKey: all })
        const previous = queryClient.getQueriesData({ queryKey: all })
        apply(ids, change)
        return { previous }
      },
      onError: (_error, _variables, scope) => {
        for (const [key, data] of scope?.previous ?? []) queryClient.setQueryData(key, data)
      },
      onSettled: () => {
        if (isConcurrent && queryClient.isMutating({ mutationKey: all }) !== 1) return
        return queryClient.invalidateQueries({ queryKey: all })
      },
    })
    observer.mutate().catch(noop)
  }

  const edits = (ids: readonly string[], patch: Patch): Change => ({
    page: (page) => updateIn(page, ids, patch),
    row: (row) => edit(row, patch),
  })
  const removes = (ids: readonly string[]): Change => ({ page: (page) => removeFrom(page, ids) })
  const adds = (all: readonly Patch[]): Change => {
    const rows = all.map((fields) => {
      temporaryIds += 1
      return newRow(`temporary ${temporaryIds}`, fields)
    })
    return { page: (page, list) => (listsOfNew.includes(list) ? addTo(page, rows) : page) }
  }
  const listData = (list: ListName) => queryClient.getQueryData<Page>(listKey(list))
  const write = (id: string, patch: Patch) => apply([id], edits([id], patch))

  return {
    mountList(list) {
      const observer = new QueryObserver(queryClient, {
        queryKey: listKey(list),
        queryFn: ({ signal }) => transport.send({ kind: 'list', list }, signal),
      })
      unsubscribes.push(observer.subscribe(notify))
    },
    mountDetail(id) {
      const observer = new QueryObserver(queryClient, {
        queryKey: detailKey(id),
        queryFn: ({ signal }) => transport.send({ kind: 'detail', id }, signal),
      })
      unsubscribes.push(observer.subscribe(notify))
    },
    // As `refetchInterval` does: a request that is out is not sent again.
    pollList: (list) =>
      queryClient.refetchQueries({ queryKey: listKey(list) }, { cancelRefetch: false }),
    pollDetail: (id) =>
      queryClient.refetchQueries({ queryKey: detailKey(id) }, { cancelRefetch: false }),
    update: (id, patch) =>
      mutate(() => transport.send({ kind: 'update', id, patch }), [id], edits([id], patch)),
    remove: (id) => mutate(() => transport.send({ kind: 'remove', id }), [id], removes([id])),
    create: (fields) =>
      mutate(() => transport.send({ kind: 'create', fields }), [], adds([fields])),
    updateMany: (ids, patch) =>
      mutate(() => transport.send({ kind: 'updateMany', ids, patch }), ids, edits(ids, patch)),
    removeMany: (ids) =>
      mutate(() => transport.send({ kind: 'removeMany', ids }), ids, removes(ids)),
    createMany: (fields) =>
      mutate(() => transport.send({ kind: 'createMany', fields }), [], adds(fields)),
    move(id, to) {
      const row = listData(otherColumn(to))?.items.find((each) => each.id === id)
      mutate(() => transport.send({ kind: 'move', id, to }), [id], {
        page(page, list) {
          if (!isColumn(list)) return updateIn(page, [id], { column: to })
          if (list !== to) return removeFrom(page, [id])
          return row ? placeIn(page, { ...row, column: to }) : page
        },
        row: (shown) => edit(shown, { column: to }),
      })
    },
    vote: (id) =>
      mutate(() => transport.send({ kind: 'vote', id }), [id], {
        page: (page) => voteIn(page, id),
        row: voted,
      }),
    invalidate: () => queryClient.invalidateQueries({ queryKey: all }),
    push: ({ id, ...patch }) => write(id, patch),
    pushFields: write,
    pushGone: (id) => apply([id], removes([id])),
    write,
    list: listData,
    // What `useMutationState` gives: the mutations that are pending, with what they are about.
    isSaving: (id) =>
      queryClient
        .getMutationCache()
        .findAll({ mutationKey: all, status: 'pending' })
        .some(({ meta }) => (meta?.ids as readonly string[] | undefined)?.includes(id)),
    detail: (id) => queryClient.getQueryData<Row>(detailKey(id)),
    subscribe: (listener) => listeners.add(listener),
    dispose() {
      for (const unsubscribe of unsubscribes) unsubscribe()
      queryClient.unmount()
      queryClient.clear()
    },
    mountFeed() {
      const observer = new InfiniteQueryObserver(queryClient, {
        queryKey: feedKey,
        queryFn: ({ pageParam, signal }) =>
          transport.send({ kind: 'feed', page: pageParam }, signal),
        initialPageParam: 0,
        getNextPageParam: (_last, pages) => pages.length,
      })
      unsubscribes.push(observer.subscribe(notify))
      this.nextFeedPage = () => void observer.fetchNextPage()
    },
    feed: () =>
      queryClient.getQueryData<InfiniteData<Page>>(feedKey)?.pages.flatMap(({ items }) => items),
    dehydrate: () => dehydrate(queryClient),
    hydrate: (snapshot) => hydrate(queryClient, snapshot as DehydratedState),
  }
}

const cannot = ['abort', 'keys', 'making', 'rows', 'moments'] as const

export const tanstackQuery: Adapter = {
  library: 'TanStack Query',
  idle: timersAreDone,
  packages: ['@tanstack/query-core'],
  cannot,
  createClient: (transport) => createClient(transport, false),
}

export const tanstackQueryConcurrent: Adapter = {
  library: 'TanStack Query, concurrent recipe',
  idle: timersAreDone,
  packages: ['@tanstack/query-core'],
  cannot,
  createClient: (transport) => createClient(transport, true),
}
