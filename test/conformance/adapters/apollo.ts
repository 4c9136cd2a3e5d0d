import {
  type ApolloCache,
  ApolloClient,
  ApolloLink,
  type DocumentNode,
  gql,
  InMemoryCache,
  NetworkStatus,
  Observable,
  type ObservableQuery,
  type Reference,
} from '@apollo/client'
import { timersAreDone } from '../idle.ts'
import type { Adapter, Client } from '../scenario.ts'
import {
  type Call,
  edit,
  type ListName,
  listsOfNew,
  newRow,
  otherColumn,
  type Page,
  type Patch,
  type Row,
} from '../server.ts'
import type { Transport } from '../transport.ts'
import { createNotifier } from './notifier.ts'
import { placeIn, removeFrom } from './pages.ts'

const row = gql`fragment RowFields on Todo { id name note votes column }`
const listQuery = gql`
  query List($list: String!) { todos(list: $list) { items { id name note votes column } total } }
`
const detailQuery = gql`query Detail($id: ID!) { todo(id: $id) { id name note votes column } }`
const removeMutation = gql`mutation Remove($id: ID!) { removed: remove(id: $id) { id } }`
const createMutation = gql`
  mutation Create($fields: Patch!) { created: create(fields: $fields) { id name note votes column } }
`
const removeManyMutation = gql`
  mutation RemoveMany($ids: [ID!]!) { removedMany: removeMany(ids: $ids) { id } }
`
const createManyMutation = gql`
  mutation CreateMany($fields: [Patch!]!) {
    createdMany: createMany(fields: $fields) { id name note votes column }
  }
`
const moveMutation = gql`
  mutation Move($id: ID!, $to: String!) { moved: move(id: $id, to: $to) { id column } }
`
const voteMutation = gql`mutation Vote($id: ID!) { voted: vote(id: $id) { id } }`
/** A mutation asks for the fields that it changes, so that its optimistic answer claims no others. */
const updateMutation = (patch: Patch): DocumentNode => gql`
  mutation Update($id: ID!, $patch: Patch!) {
    updated: update(id: $id, patch: $patch) { id ${Object.keys(patch).join(' ')} }
  }
`
const updateManyMutation = (patch: Patch): DocumentNode => gql`
  mutation UpdateMany($ids: [ID!]!, $patch: Patch!) {
    updatedMany: updateMany(ids: $ids, patch: $patch) { id ${Object.keys(patch).join(' ')} }
  }
`

type Variables = Record<string, unknown>

/** The call that a GraphQL operation stands for. */
function callOf(name = '', variables: Variables): Call {
  const call = { kind: name.charAt(0).toLowerCase() + name.slice(1), ...variables }
  // The operations above are named after the calls, and have their parts as variables.
  return call as unknown as Call
}

const asTodo = <T extends object>(todo: T) => ({ __typename: 'Todo', ...todo })

function dataOf(call: Call, answer: unknown): Record<string, unknown> {
  if (call.kind === 'list') {
    const { items, total } = answer as Page
    return { todos: { __typename: 'Page', items: items.map(asTodo), total } }
  }
  const field = {
    detail: 'todo',
    update: 'updated',
    remove: 'removed',
    create: 'created',
    feed: '',
    updateMany: 'updatedMany',
    removeMany: 'removedMany',
    createMany: 'createdMany',
    move: 'moved',
    vote: 'voted',
  }
  const todos = Array.isArray(answer) ? answer.map(asTodo) : asTodo(answer as Row)
  return { [field[call.kind]]: todos }
}

const linkTo = (transport: Transport) =>
  new ApolloLink(
    ({ operationName, variables }) =>
      new Observable((observer) => {
        const call = callOf(operationName, variables)
        transport.send(call).then(
          (answer) => {
            observer.next({ data: dataOf(call, answer) })
            observer.complete()
          },
          (error) => observer.error(error),
        )
      }),
  )

type Cache = ApolloCache
type CachedPage = { items: Reference[]; total: number }

/**
 * The recipe of Apollo Client's documentation, "Optimistic mutation results": `optimisticResponse`, with an `update`
 * function where rows come or go ("Mutations" > "Updating the cache directly", with its check for a row that is there
 * already), `refetchQueries`, so that nothing is wrong for want of a refetch as the others have it, and the fetch policy
 * with which it is right most often.
 */
function createClient(transport: Transport): Client {
  const cache = new InMemoryCache()
  const client = new ApolloClient({ link: linkTo(transport), cache })
  const observables = new Map<string, ObservableQuery>()
  const { notify, subscribe } = createNotifier()
  let temporaryIds = 0
  const noop = () => undefined

  const watch = (key: string, query: DocumentNode, variables: Variables) => {
    const observable = client.watchQuery({ query, variables, fetchPolicy: 'cache-and-network' })
    observable.subscribe(notify)
    observables.set(key, observable)
  }
  // As `pollInterval` does: a request that is out is not sent again.
  const poll = (key: string) => {
    const observable = observables.get(key)
    const status = observable?.getCurrentResult().networkStatus
    if (status === NetworkStatus.ready || status === NetworkStatus.error) {
      observable?.refetch().catch(noop)
    }
  }
  const write = (id: string, patch: Patch) => {
    cache.updateFragment<Row>({ id: `Todo:${id}`, fragment: row }, (data) =>
      data ? { ...data, ...patch } : data,
    )
  }

  type Options = Parameters<typeof client.mutate>[0]
  const mutate = (options: Options) =>
    void client.mutate({ ...options, refetchQueries: 'active' }).catch(noop)

  const evict = (store: Cache, ids: readonly string[]) => {
    store.modify<{ todos: CachedPage }>({
      fields: {
        todos(page, { isReference, readField }) {
          if (isReference(page)) return page
          const items = page.items.filter((item) => !ids.includes(`${readField('id', item)}`))
          return { ...page, items, total: page.total - page.items.length + items.length }
        },
      },
    })
    for (const id of ids) store.evict({ id: `Todo:${id}` })
  }
  const inList = (store: Cache, list: ListName, change: (page: Page) => Page) =>
    store.updateQuery<{ todos: Page }>({ query: listQuery, variables: { list } }, (data) =>
      data ? { todos: { ...data.todos, ...change(data.todos) } } : data,
    )
  const add = (store: Cache, rows: readonly Row[]) => {
    for (const list of listsOfNew) {
      inList(store, list, ({ items, total }) => {
        const added = rows.filter((each) => !items.some(({ id }) => id === each.id))
        return { items: [...items, ...added], total: total + added.length }
      })
    }
  }
  const temporary = (fields: Patch) => {
    temporaryIds += 1
    return asTodo(newRow(`temporary ${temporaryIds}`, fields))
  }

  return {
    mountList: (list) => watch(`list ${list}`, listQuery, { list }),
    mountDetail: (id) => watch(id, detailQuery, { id }),
    pollList: (list) => poll(`list ${list}`),
    pollDetail: poll,
    update: (id, patch) =>
      mutate({
        mutation: updateMutation(patch),
        variables: { id, patch },
        optimisticResponse: { updated: asTodo(edit(newRow(id, {}), patch)) },
      }),
    remove: (id) =>
      mutate({
        mutation: removeMutation,
        variables: { id },
        optimisticResponse: { removed: asTodo({ id }) },
        update: (store) => evict(store, [id]),
      }),
    create: (fields) =>
      mutate({
        mutation: createMutation,
        variables: { fields },
        optimisticResponse: { created: temporary(fields) },
        update(store, { data }) {
          if (data) add(store, [(data as { created: Row }).created])
        },
      }),
    updateMany: (ids, patch) =>
      mutate({
        mutation: updateManyMutation(patch),
        variables: { ids, patch },
        optimisticResponse: {
          updatedMany: ids.map((id) => asTodo(edit(newRow(id, {}), patch))),
        },
      }),
    removeMany: (ids) =>
      mutate({
        mutation: removeManyMutation,
        variables: { ids },
        optimisticResponse: { removedMany: ids.map((id) => asTodo({ id })) },
        update: (store) => evict(store, ids),
      }),
    createMany: (fields) =>
      mutate({
        mutation: createManyMutation,
        variables: { fields },
        optimisticResponse: { createdMany: fields.map(temporary) },
        update(store, { data }) {
          if (data) add(store, (data as { createdMany: Row[] }).createdMany)
        },
      }),
    move: (id, to) =>
      mutate({
        mutation: moveMutation,
        variables: { id, to },
        optimisticResponse: { moved: asTodo({ id, column: to }) },
        update(store) {
          inList(store, otherColumn(to), (page) => removeFrom(page, [id]))
          const moved = store.readFragment<Row>({ id: `Todo:${id}`, fragment: row })
          if (moved) inList(store, to, (page) => placeIn(page, moved))
        },
      }),
    vote: (id) =>
      mutate({
        mutation: voteMutation,
        variables: { id },
        optimisticResponse: { voted: asTodo({ id }) },
        // A layer is played again when one beneath it goes: then the step is right, where a sum would not be.
        update: (store) =>
          void store.modify<{ votes: number }>({
            id: `Todo:${id}`,
            fields: { votes: (votes) => votes + 1 },
          }),
      }),
    invalidate: () =>
      void Promise.resolve(client.refetchQueries({ include: 'active' })).catch(noop),
    push: ({ id, ...patch }) => write(id, patch),
    pushFields: write,
    pushGone: (id) => evict(cache, [id]),
    row: (id) => cache.readFragment<Row>({ id: `Todo:${id}`, fragment: row }, true) ?? undefined,
    write,
    list: (list) =>
      (observables.get(`list ${list}`)?.getCurrentResult().data as { todos?: Page } | undefined)
        ?.todos,
    detail: (id) =>
      (observables.get(id)?.getCurrentResult().data as { todo?: Row } | undefined)?.todo,
    subscribe,
    dispose: () => client.stop(),
  }
}

export const apollo: Adapter = {
  library: 'Apollo Client',
  idle: timersAreDone,
  packages: ['@apollo/client'],
  cannot: ['feed', 'abort', 'rehydration', 'keys', 'making', 'saving', 'moments'],
  createClient,
}
