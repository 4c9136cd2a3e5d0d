import { useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'
import useSWR, { SWRConfig, useSWRConfig } from 'swr'
import { timersAreDone } from '../idle.ts'
import type { Adapter, Client } from '../scenario.ts'
import { type Call, edit, type ListName, type Page, type Patch, type Row } from '../server.ts'
import type { Transport } from '../transport.ts'
import { createNotifier } from './notifier.ts'

type Key = readonly ['list', ListName] | readonly ['detail', string]
type Mutate = ReturnType<typeof useSWRConfig>['mutate']

const noop = () => undefined
const isList = (key: unknown) => Array.isArray(key) && key[0] === 'list'
const isAll = (key: unknown) => isList(key) && (key as Key)[1] === 'all'
const isDetail = (id: string) => (key: unknown) =>
  Array.isArray(key) && key[0] === 'detail' && key[1] === id
const isAny = () => true

/** What a mutation does to the two kinds of data: before its answer, and with it. */
interface Change<Data, Answer> {
  optimistic(data: Data): Data
  populate(answer: Answer, data: Data): Data
}

const updateIn = (page: Page, id: string, patch: Patch): Page => ({
  ...page,
  items: page.items.map((row) => (row.id === id ? edit(row, patch) : row)),
})
const removeFrom = (page: Page, id: string): Page => {
  const items = page.items.filter((row) => row.id !== id)
  return { items, total: page.total - page.items.length + items.length }
}
const addTo = (page: Page, row: Row): Page => ({
  items: [...page.items, row],
  total: page.total + 1,
})

/**
 * The recipe of SWR's documentation, "Mutation & Revalidation": `mutate` with `optimisticData` as a function of the
 * current data, `rollbackOnError`, `populateCache` for an answer that is one row of the list, and the revalidation that
 * is its default. Several keys are reached with a filter ("Mutate Multiple Items").
 */
function createClient(transport: Transport, isFromDisplayed: boolean): Client {
  const shown = new Map<string, unknown>()
  const { notify, subscribe } = createNotifier()
  const keys: Key[] = []
  let mutate: Mutate | undefined
  let reconnect = noop as () => void
  let polled: string | undefined
  let temporaryIds = 0

  const show = (key: Key, data: unknown) => {
    shown.set(key.join(), data)
    notify()
  }

  function Entry({ entry }: { entry: Key }) {
    const [kind, which] = entry
    const { data } = useSWR(
      entry,
      () => {
        const call: Call = kind === 'list' ? { kind, list: which } : { kind, id: which }
        return transport.send(call)
      },
      { isVisible: () => polled === undefined || polled === entry.join() },
    )
    useLayoutEffect(() => show(entry, data))
    return null
  }

  function App() {
    mutate = useSWRConfig().mutate
    return keys.map((key) => <Entry key={key.join()} entry={key} />)
  }

  const root = createRoot(document.createElement('div'))
  const config = {
    provider: () => new Map(),
    // The scenarios have no time: two seconds without a second request would be a scenario's whole life.
    dedupingInterval: 0,
    shouldRetryOnError: false,
    initFocus: () => noop,
    initReconnect(callback: () => void) {
      reconnect = callback
      return noop
    },
  }
  const render = () =>
    root.render(
      <SWRConfig value={config}>
        <App />
      </SWRConfig>,
    )

  const mount = (key: Key) => {
    keys.push(key)
    render()
  }
  // What `refreshInterval` does to one key: a revalidation that joins a request that is out.
  const poll = (key: Key) => {
    polled = key.join()
    reconnect()
    setTimeout(() => {
      polled = undefined
    })
  }
  const optimistic = <Data, Answer>(
    filter: (key: unknown) => boolean,
    sent: Promise<Answer>,
    { optimistic, populate }: Change<Data, Answer>,
  ) => {
    mutate?.<Data | undefined, Answer>(filter, sent, {
      optimisticData(current, displayed) {
        const data = isFromDisplayed ? displayed : current
        return data && optimistic(data)
      },
      populateCache: (answer, data) => data && populate(answer, data),
      rollbackOnError: true,
    }).catch(noop)
  }
  const write = (id: string, patch: Patch) => {
    // Where there is nothing yet, the first read that this write makes void has to be made again.
    const options = { revalidate: (data: unknown) => data === undefined }
    mutate?.<Page | undefined>(isList, (page) => page && updateIn(page, id, patch), options)
    mutate?.<Row | undefined>(isDetail(id), (row) => row && edit(row, patch), options)
  }

  return {
    mountList: (list) => mount(['list', list]),
    mountDetail: (id) => mount(['detail', id]),
    pollList: (list) => poll(['list', list]),
    pollDetail: (id) => poll(['detail', id]),
    update(id, patch) {
      const sent = transport.send({ kind: 'update', id, patch })
      optimistic<Page, Row>(isList, sent, {
        optimistic: (page) => updateIn(page, id, patch),
        populate: (row, page) => updateIn(page, id, row),
      })
      optimistic<Row, Row>(isDetail(id), sent, {
        optimistic: (row) => edit(row, patch),
        populate: (row) => row,
      })
    },
    remove(id) {
      const sent = transport.send({ kind: 'remove', id })
      optimistic<Page, unknown>(isList, sent, {
        optimistic: (page) => removeFrom(page, id),
        populate: (_answer, page) => removeFrom(page, id),
      })
    },
    create(fields) {
      temporaryIds += 1
      const temporary = { id: `temporary ${temporaryIds}`, name: '', note: '', ...fields }
      const sent = transport.send({ kind: 'create', fields })
      optimistic<Page, Row>(isAll, sent, {
        optimistic: (page) => addTo(page, temporary),
        populate: (row, page) => addTo(page, row),
      })
    },
    invalidate: () => void mutate?.(isAny).catch(noop),
    push: ({ id, ...patch }) => write(id, patch),
    write,
    list: (list) => shown.get(`list,${list}`) as Page | undefined,
    detail: (id) => shown.get(`detail,${id}`) as Row | undefined,
    subscribe,
    dispose: () => root.unmount(),
  }
}

const packages = ['swr']
const cannot = ['feed', 'abort', 'rehydration', 'keys'] as const

export const swr: Adapter = {
  library: 'SWR',
  idle: timersAreDone,
  packages,
  cannot,
  createClient: (transport) => createClient(transport, false),
}

/** With the second argument of `optimisticData`, which only its type tells of: what is on the screen. */
export const swrDisplayed: Adapter = {
  library: 'SWR, on what is displayed',
  idle: timersAreDone,
  packages,
  cannot,
  createClient: (transport) => createClient(transport, true),
}
