import { useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'
import useSWR, { SWRConfig, useSWRConfig } from 'swr'
import { timersAreDone } from '../idle.ts'
import type { Adapter, Client } from '../scenario.ts'
import {
  type Call,
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
import { createNotifier } from './notifier.ts'
import { addTo, placeIn, removeFrom, updateIn, voted, voteIn } from './pages.ts'

type Key = readonly ['list', ListName] | readonly ['detail', string]
type Mutate = ReturnType<typeof useSWRConfig>['mutate']

const noop = () => undefined
const isList = (key: unknown) => Array.isArray(key) && key[0] === 'list'
const isListOf =
  (...lists: readonly string[]) =>
  (key: unknown) =>
    isList(key) && lists.includes((key as Key)[1])
const isDetail = (id: string) => (key: unknown) =>
  Array.isArray(key) && key[0] === 'detail' && key[1] === id
const isAny = () => true

/** What a mutation does to the two kinds of data: before its answer, and with it. */
interface Change<Data, Answer> {
  optimistic(data: Data): Data
  populate(answer: Answer, data: Data): Data
}

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
  const list = (name: ListName) => shown.get(`list,${name}`) as Page | undefined
  const temporaries = (all: readonly Patch[]) =>
    all.map((fields) => {
      temporaryIds += 1
      return newRow(`temporary ${temporaryIds}`, fields)
    })
  // Where there is nothing yet, the first read that a write makes void has to be made again.
  const whereNothingIs = { revalidate: (data: unknown) => data === undefined }
  const write = (id: string, patch: Patch) => {
    mutate?.<Page | undefined>(
      isList,
      (page) => page && updateIn(page, [id], patch),
      whereNothingIs,
    )
    mutate?.<Row | undefined>(isDetail(id), (row) => row && edit(row, patch), whereNothingIs)
  }

  return {
    mountList: (list) => mount(['list', list]),
    mountDetail: (id) => mount(['detail', id]),
    pollList: (list) => poll(['list', list]),
    pollDetail: (id) => poll(['detail', id]),
    update(id, patch) {
      const sent = transport.send({ kind: 'update', id, patch })
      optimistic<Page, Row>(isList, sent, {
        optimistic: (page) => updateIn(page, [id], patch),
        populate: (row, page) => updateIn(page, [id], row),
      })
      optimistic<Row, Row>(isDetail(id), sent, {
        optimistic: (row) => edit(row, patch),
        populate: (row) => row,
      })
    },
    remove(id) {
      const sent = transport.send({ kind: 'remove', id })
      optimistic<Page, unknown>(isList, sent, {
        optimistic: (page) => removeFrom(page, [id]),
        populate: (_answer, page) => removeFrom(page, [id]),
      })
    },
    create(fields) {
      const temporary = temporaries([fields])
      const sent = transport.send({ kind: 'create', fields })
      optimistic<Page, Row>(isListOf(...listsOfNew), sent, {
        optimistic: (page) => addTo(page, temporary),
        populate: (row, page) => addTo(page, [row]),
      })
    },
    updateMany(ids, patch) {
      const sent = transport.send({ kind: 'updateMany', ids, patch })
      optimistic<Page, Row[]>(isList, sent, {
        optimistic: (page) => updateIn(page, ids, patch),
        populate: (rows, page) => rows.reduce((all, row) => updateIn(all, [row.id], row), page),
      })
      for (const id of ids) {
        optimistic<Row, Row[]>(isDetail(id), sent, {
          optimistic: (row) => edit(row, patch),
          populate: (rows, row) => rows.find((each) => each.id === id) ?? row,
        })
      }
    },
    removeMany(ids) {
      const sent = transport.send({ kind: 'removeMany', ids })
      optimistic<Page, unknown>(isList, sent, {
        optimistic: (page) => removeFrom(page, ids),
        populate: (_answer, page) => removeFrom(page, ids),
      })
    },
    createMany(fields) {
      const temporary = temporaries(fields)
      const sent = transport.send({ kind: 'createMany', fields })
      optimistic<Page, Row[]>(isListOf(...listsOfNew), sent, {
        optimistic: (page) => addTo(page, temporary),
        populate: (rows, page) => addTo(page, rows),
      })
    },
    move(id, to) {
      const from = otherColumn(to)
      const row = list(from)?.items.find((each) => each.id === id)
      const sent = transport.send({ kind: 'move', id, to })
      optimistic<Page, unknown>(isListOf(from), sent, {
        optimistic: (page) => removeFrom(page, [id]),
        populate: (_answer, page) => removeFrom(page, [id]),
      })
      optimistic<Page, Row>(isListOf(to), sent, {
        optimistic: (page) => (row ? placeIn(page, { ...row, column: to }) : page),
        populate: (answer, page) => placeIn(page, answer),
      })
      const isOther = (key: unknown) => isList(key) && !isColumn((key as Key)[1] as ListName)
      optimistic<Page, Row>(isOther, sent, {
        optimistic: (page) => updateIn(page, [id], { column: to }),
        populate: (answer, page) => updateIn(page, [id], answer),
      })
      optimistic<Row, Row>(isDetail(id), sent, {
        optimistic: (shown) => edit(shown, { column: to }),
        populate: (answer) => answer,
      })
    },
    vote(id) {
      const sent = transport.send({ kind: 'vote', id })
      optimistic<Page, unknown>(isList, sent, {
        optimistic: (page) => voteIn(page, id),
        populate: (_answer, page) => voteIn(page, id),
      })
      optimistic<Row, unknown>(isDetail(id), sent, {
        optimistic: voted,
        populate: (_answer, row) => voted(row),
      })
    },
    invalidate: () => void mutate?.(isAny).catch(noop),
    push: ({ id, ...patch }) => write(id, patch),
    pushFields: write,
    pushGone: (id) =>
      void mutate?.<Page | undefined>(
        isList,
        (page) => page && removeFrom(page, [id]),
        whereNothingIs,
      ),
    write,
    list,
    detail: (id) => shown.get(`detail,${id}`) as Row | undefined,
    subscribe,
    dispose: () => root.unmount(),
  }
}

const packages = ['swr']
const cannot = [
  'feed',
  'abort',
  'rehydration',
  'keys',
  'making',
  'rows',
  'saving',
  'moments',
] as const

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
