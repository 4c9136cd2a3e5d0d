import {
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
import { type Call, edit, type Page, type Patch, type Row } from '../server.ts'
import type { Transport } from '../transport.ts'
import { createNotifier } from './notifier.ts'

const row = gql`fragment RowFields on Todo { id name note }`
const listQuery = gql`
  query List($list: String!) { todos(list: $list) { items { id name note } total } }
`
const detailQuery = gql`query Detail($id: ID!) { todo(id: $id) { id name note } }`
const removeMutation = gql`mutation Remove($id: ID!) { removed: remove(id: $id) { id } }`
const createMutation = gql`
  mutation Create($fields: Patch!) { created: create(fields: $fields) { id name note } }
`
/** A mutation asks for the fields that it changes, so that its optimistic answer claims no others. */
const updateMutation = (patch: Patch): DocumentNode => gql`
  mutation Update($id: ID!, $patch: Patch!) {
    updated: update(id: $id, patch: $patch) { id ${Object.keys(patch).join(' ')} }
  }
`

type Variables = Record<string, unknown>

/** The call that a GraphQL operation stands for. */
function callOf(name: string | undefined, variables: Variables): Call {
  const call = { kind: name?.toLowerCase(), ...variables }
  // The operations above are named after the calls, and have their parts as variables.
  return call as unknown as Call
}

const asTodo = (todo: Row) => ({ __typename: 'Todo', ...todo })

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
  }
  return { [field[call.kind]]: asTodo(answer as Row) }
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

  return {
    mountList: (list) => watch(`list ${list}`, listQuery, { list }),
    mountDetail: (id) => watch(id, detailQuery, { id }),
    pollList: (list) => poll(`list ${list}`),
    pollDetail: poll,
    update(id, patch) {
      const updated = edit({ id, name: '', note: '' }, patch)
      client
        .mutate({
          mutation: updateMutation(patch),
          variables: { id, patch },
          refetchQueries: 'active',
          optimisticResponse: { updated: { __typename: 'Todo', ...updated } },
        })
        .catch(noop)
    },
    remove(id) {
      client
        .mutate({
          mutation: removeMutation,
          variables: { id },
          refetchQueries: 'active',
          optimisticResponse: { removed: { __typename: 'Todo', id } },
          update(store) {
            store.modify<{ todos: CachedPage }>({
              fields: {
                todos(page, { isReference, readField }) {
                  if (isReference(page)) return page
                  const items = page.items.filter((item) => readField('id', item) !== id)
                  return { ...page, items, total: page.total - page.items.length + items.length }
                },
              },
            })
            store.evict({ id: `Todo:${id}` })
          },
        })
        .catch(noop)
    },
    create(fields) {
      temporaryIds += 1
      const temporary = { id: `temporary ${temporaryIds}`, name: '', note: '', ...fields }
      client
        .mutate<{ created: Row }>({
          mutation: createMutation,
          variables: { fields },
          refetchQueries: 'active',
          optimisticResponse: { created: { __typename: 'Todo', ...temporary } as Row },
          update(store, { data }) {
            const created = data?.created
            if (!created) return
            const query = { query: listQuery, variables: { list: 'all' } }
            store.updateQuery<{ todos: Page }>(query, (old) => {
              if (!old || old.todos.items.some(({ id }) => id === created.id)) return old
              const items = [...old.todos.items, created]
              return { todos: { ...old.todos, items, total: old.todos.total + 1 } }
            })
          },
        })
        .catch(noop)
    },
    invalidate: () =>
      void Promise.resolve(client.refetchQueries({ include: 'active' })).catch(noop),
    push: ({ id, ...patch }) => write(id, patch),
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
  cannot: ['feed', 'abort', 'rehydration', 'keys'],
  createClient,
}
