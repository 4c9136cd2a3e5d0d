import { choose, endingOf, isToldWhole, otherPatch, ownPatch } from './choices.ts'
import type { Client, CopyDepth } from './client.ts'
import { concerns } from './conflicts.ts'
import type { Knowledge } from './knowledge.ts'
import { isOpen } from './knowledge.ts'
import { createLatePushes } from './late-pushes.ts'
import type { Command, CommandKind, World } from './schedule.ts'
import type { Answer } from './server.ts'
import type { Change, Create, Entry, EntryData, Row, RowChange, RowType } from './todos.ts'
import {
  allRowsOf,
  detailOf,
  isTemporary,
  lists,
  makes,
  ownersOf,
  rowsOf,
  tracedFields,
  typeOfRow,
} from './todos.ts'
import type { Traffic } from './traffic.ts'
import type { Wire } from './wire.ts'

/** Carries the commands of a schedule out. */
export interface Player {
  /** The entries that are there from the start are read. */
  open(): void
  play(command: Command): void
}

/** What a player acts on. */
export interface PlayerOptions {
  readonly world: World
  readonly client: Client
  readonly wire: Wire
  readonly knowledge: Knowledge
  readonly traffic: Traffic
}

const depths: readonly CopyDepth[] = ['root', 'slice', 'deep']

/** Makes the player of one run. */
export const createPlayer = (options: PlayerOptions): Player => {
  const { world, client, wire, knowledge, traffic } = options
  const { server, entries, changes, census } = knowledge
  let n = 0

  const next = (): number => {
    n += 1
    return n
  }

  /** The row that was last written: most of what happens is about it, or nothing would ever meet. */
  let hot: string | undefined

  const chooseId = (ids: readonly string[], pick: number): string | undefined => {
    const isHot = hot !== undefined && pick % 5 < 3 && ids.includes(hot)
    hot = isHot ? hot : choose(ids, pick)
    return hot
  }

  const held = () => [...entries.values()].filter((entry) => client.view(entry))

  const shownRows = (): ReadonlyMap<string, Row> => {
    const rows = new Map<string, Row>()
    for (const entry of held()) {
      const data = client.view(entry)
      for (const row of data ? allRowsOf(data) : []) rows.set(row.id, row)
    }
    return rows
  }

  const isBeingMadeHere = ({ origin }: Row): boolean =>
    changes.some(
      ({ change, status }) =>
        status === 'pending' && change.kind === 'create' && change.origin === origin,
    )

  /** The row that a change is to be about; nobody knows what becomes of one whose create came to no clear end. */
  const chooseRow = (pick: number): Omit<RowChange, 'n'> | undefined => {
    const rows = shownRows()
    const making = [...rows.values()].filter((row) => isTemporary(row) && isBeingMadeHere(row))
    const made = [...rows.keys()].filter((id) => !isTemporary({ id }))
    const isEarly = pick % 3 === 0 && making.length > 0
    const id = isEarly ? choose(making, pick)?.id : chooseId(made, pick)
    const row = id === undefined ? undefined : rows.get(id)
    if (!row) return undefined
    const maker = isTemporary(row) ? { maker: row.origin } : {}
    return { id: row.id, type: typeOfRow(row), ...maker }
  }

  const read = (entry: Entry | undefined) => {
    if (!entry) return
    if (client.view(entry)) census.count('poll')
    entries.set(entry.key, entry)
    knowledge.watched.add(entry.key)
    client.read(entry)
  }

  const readMore = (pick: number) => {
    const entry = choose(
      held().filter(({ endpoint }) => endpoint === 'feedTodos' || endpoint === 'scrollTodos'),
      pick,
    )
    const data = entry && client.view(entry)
    if (!entry || !data) return
    const isFeed = entry.endpoint === 'feedTodos'
    // Of two that it made this client cannot tell which one the server made first: behind one may be the other again.
    const last = rowsOf(data).findLast((row) => !isTemporary(row))
    if (isFeed && changes.some(({ createdId }) => createdId === last?.id)) return
    census.count(`further page of ${isFeed ? 'an infinite query' : 'a merged list'}`)
    knowledge.watched.add(entry.key)
    client.readMore(entry)
  }

  const countCall = (change: Change) => {
    census.count(change.kind)
    if (!('id' in change)) return
    if (change.maker !== undefined) census.count('change of a row in the making')
    const nests = held().map((entry) => client.view(entry) as EntryData)
    const isInner = nests.some((data) => ownersOf(data).some(({ id }) => id === change.id))
    const isOuter = nests.some((data) =>
      rowsOf(data).some(({ id, owner }) => owner && id === change.id),
    )
    if (isInner) census.count('change of an inner row')
    if (isOuter) census.count('change of an outer row')
  }

  const call = (change: Change) => {
    countCall(change)
    traffic.onCalled(change)
    client.change(change)
  }

  /** Another client's change; `undefined` for one that would not be told, or not understood. */
  const otherChange = (pick: number, how: number): Change | undefined => {
    const number = next()
    const dice = how % 10
    if (dice === 0) return createOf(number, 'other', pick)
    const id = chooseId(server.ids(), pick)
    if (id === undefined) return undefined
    const type: RowType = id.startsWith('u') ? 'User' : 'Todo'
    if (dice === 1) return { kind: 'delete', n: number, type, id }
    const patch = otherPatch(number, how, world.others === 'any field')
    return { kind: 'update', n: number, type, id, patch }
  }

  const createOf = (number: number, who: string, pick: number): Change => {
    const type: RowType = pick % 5 === 0 ? 'User' : 'Todo'
    const name = `${who} ${number}`
    return { kind: 'create', n: number, type, name, origin: originOf(type, name) }
  }

  const originOf = (type: RowType, name: string) => (type === 'User' ? `user ${name}` : name)

  /** Two todos or three, some with a user among them. */
  const createSeveral = (pick: number, how: number) => {
    const number = next()
    const types: readonly RowType[] = [
      'Todo',
      ...(pick % 3 === 0 ? (['User'] as const) : []),
      ...(how % 2 === 0 ? (['Todo', 'Todo'] as const) : (['Todo'] as const)),
    ]
    const rows = types.map((type, i): Create => {
      const name = `mine ${number}.${i}`
      return { kind: 'create', n: number, type, name, origin: originOf(type, name) }
    })
    call({ kind: 'create several', n: number, type: 'Todo', rows })
  }

  const isBeingMade = (change: Change): boolean =>
    changes.some(
      ({ status, createdId }) =>
        status === 'pending' &&
        createdId !== undefined &&
        'id' in change &&
        createdId === change.id,
    )

  /** Has the server dealt with a change of its row that this client is to hear of? A version proves that, and no fields. */
  const isInDoubt = (told: Change): boolean =>
    world.isClear === true &&
    world.hasVersions &&
    world.tellsRows === true &&
    told.kind === 'update' &&
    !isToldWhole(told) &&
    changes.some(
      ({ change, status, doneAt }) =>
        status === 'pending' && doneAt !== undefined && concerns(change, told.id, server),
    )

  const latePushes = createLatePushes(options, isBeingMade, isInDoubt)

  const tell = (change: Change | undefined) => {
    // Nothing can be told of a row that this client does not know by its id yet.
    if (!change || isBeingMade(change) || isInDoubt(change)) return
    const answer = server.apply(change) as Answer<Row | null>
    if (!answer.ok) return
    census.count('push')
    traffic.onTold(change, answer, traffic.momentOf(change))
    const id = 'id' in change ? change.id : undefined
    // It tells of the row as a read does that leaves now.
    if (world.tellsRows && id !== undefined) knowledge.noteAnswered(id, knowledge.now())
    client.tell(change, answer.value)
  }

  const writeByHand = (entry: Entry, ids: readonly string[]) => {
    const now = knowledge.now()
    for (const key of [entry.key, ...ids]) knowledge.writtenByHandAt.set(key, now)
  }

  const patch = (entry: Entry | undefined, pick: number) => {
    const data = entry && client.view(entry)
    const rows = data ? rowsOf(data).filter((row) => !isTemporary(row)) : []
    const row = choose(rows, pick)
    if (!row || !entry) return
    const name = `by hand ${next()}`
    census.count('written by hand')
    knowledge.handwritten.add(`${row.id} name ${name}`)
    writeByHand(entry, [row.id])
    client.patch(entry, row.id, name)
  }

  /** An entry as the server has it now, of which nobody can tell later when that was. */
  const valueNow = (entry: Entry): EntryData | undefined => {
    const data = server.value(entry)
    if (!data) return undefined
    entries.set(entry.key, entry)
    if (entry.endpoint === 'scrollTodos') knowledge.scrolledTo = ''
    writeByHand(
      entry,
      allRowsOf(data).map(({ id }) => id),
    )
    return data
  }

  const put = (entry: Entry | undefined) => {
    // Of a page that is on its way nobody could tell where it is to go then.
    const data = entry && !wire.isReading(entry.key) && valueNow(entry)
    if (!data) return
    census.count('written by hand')
    client.put(entry, data)
  }

  const restore = (pick: number, how: number) => {
    const some = new Set([anyEntry(pick), choose(held(), how), anyEntry(how)])
    const values = [...some].flatMap((entry): (readonly [Entry, EntryData])[] => {
      const data = entry && valueNow(entry)
      return data ? [[entry, data]] : []
    })
    if (values.length === 0) return
    census.count('snapshot')
    for (const [{ key }, data] of values) {
      wire.forget(key)
      // Nobody knows how old it is: anything may come after it.
      for (const row of allRowsOf(data)) {
        for (const field of tracedFields) {
          knowledge.handwritten.add(`${row.id} ${field} ${row[field]}`)
        }
      }
    }
    latePushes.lose()
    client.restore(values)
  }

  const anyEntry = (pick: number): Entry | undefined => {
    const ids = server.ids()
    return choose([...lists, ...ids.map(detailOf)], pick)
  }

  const forget = (entry: Entry | undefined, aborts: boolean) => {
    if (!entry) return
    census.count('forgotten entry')
    writeByHand(entry, [])
    client.forget(entry, aborts)
    wire.forget(entry.key)
    entries.delete(entry.key)
    knowledge.watched.delete(entry.key)
    knowledge.answered.delete(entry.key)
    if (entry.endpoint === 'scrollTodos') knowledge.scrolledTo = ''
  }

  const update = (pick: number, how: number) => {
    const row = chooseRow(pick)
    const number = next()
    if (row) call({ kind: 'update', n: number, ...row, patch: ownPatch(number, how) })
  }

  const callOn = (kind: 'delete' | 'stamp', pick: number) => {
    const row = chooseRow(pick)
    if (row) call({ kind, n: next(), ...row })
  }

  const move = (pick: number, how: number) => {
    const row = chooseRow(pick)
    const number = next()
    if (row?.type !== 'Todo') return
    // Only its own entry goes on showing a row that is being deleted, or is gone, and a list what stands in for one that was
    // deleted by the id that another showed: who moves it then wants it back.
    const id = (row.maker !== undefined && server.idOf(row.maker)) || row.id
    const isGoing = changes.some(
      (it) => isOpen(it) && it.change.kind === 'clear' && it.change.ids.includes(id),
    )
    if (isGoing || knowledge.gone.has(id)) return
    call({ kind: 'move', n: number, ...row, type: 'Todo', done: how % 2 === 0 })
  }

  const markAll = (how: number) => {
    const field = how % 3 === 0 ? 'label' : 'note'
    const number = next()
    call({ kind: 'mark all', n: number, type: 'Todo', field, value: `all ${number}` })
  }

  const clear = (pick: number, how: number) => {
    const ids = [...shownRows().values()].flatMap((row) =>
      isTemporary(row) || typeOfRow(row) !== 'Todo' ? [] : row.id,
    )
    const chosen = new Set([choose(ids, pick), choose(ids, how)])
    const some = [...chosen].filter((id) => id !== undefined)
    if (some.length > 0) call({ kind: 'clear', n: next(), type: 'Todo', ids: some })
  }

  const abort = (pick: number) => {
    const pending = changes.filter(({ status }) => status === 'pending')
    const known = choose(pending, pick)
    if (!known) return
    census.count('abort')
    traffic.onAborted(known.change)
    client.abort(known.change)
  }

  const abortRead = (pick: number) => {
    const entry = choose([...entries.values()], pick)
    if (!entry) return
    // Whoever aborts a read does not wait for what it would have brought.
    knowledge.readsAt.set(entry.key, knowledge.now())
    client.abortRead(entry)
  }

  const send = (pick: number) => {
    const it = choose(
      wire.pending().filter(({ state }) => state === 'held'),
      pick,
    )
    if (it) wire.send(it)
  }

  const serve = (pick: number, how: number) => {
    const it = choose(wire.pending(), pick)
    if (it) wire.serve(it, it.call.kind !== 'read' && how % 8 === 0)
  }

  /** Creates whose rows are changed already: more depends on how they end than on others. */
  const makers = () => {
    const pending = wire.pending()
    const origins = pending.flatMap(({ call }) => ('maker' in call ? call.maker : []))
    return pending.filter(({ call }) => origins.some((origin) => makes(call, origin)))
  }

  const answer = (pick: number, how: number) => {
    const it = (pick % 3 === 0 ? choose(makers(), pick) : undefined) ?? choose(wire.pending(), pick)
    if (it) wire.end(it, endingOf(it.call.kind, how))
  }

  const changeElsewhere = (pick: number, how: number) => {
    const change = otherChange(pick, how)
    if (!change) return
    census.count('other client')
    server.apply(change)
  }

  const plays: Readonly<Record<CommandKind, (pick: number, how: number) => void>> = {
    // Half of them are polls.
    read: (pick, how) => read(how % 2 === 0 ? choose(held(), pick) : anyEntry(pick)),
    'read more': readMore,
    update,
    delete: (pick) => callOn('delete', pick),
    move,
    stamp: (pick) => callOn('stamp', pick),
    create: (pick) => call(createOf(next(), 'mine', pick)),
    'create several': createSeveral,
    'mark all': (_pick, how) => markAll(how),
    clear,
    tell: (pick, how) => tell(otherChange(pick, how)),
    // Only what tells of rows can say when it left.
    push: (pick, how) => latePushes.leave(world.tellsRows ? otherChange(pick, how) : undefined),
    arrive: latePushes.arrive,
    'other client': changeElsewhere,
    send,
    serve,
    answer,
    abort,
    'abort read': abortRead,
    forget: (pick, how) => forget(choose(held(), pick), how % 2 === 0),
    patch: (pick, how) => patch(choose(held(), how), pick),
    put: (pick) => put(anyEntry(pick)),
    restore,
    copy: (pick) => {
      census.count('copy of the state')
      const chosen = choose(depths, pick) ?? 'root'
      const isReading = wire.pending().some(({ call }) => call.kind === 'read')
      // Nobody knows how old the rows are of one that shares nothing with the state before: what left before could be older.
      const depth = chosen === 'deep' && isReading ? 'slice' : chosen
      if (depth === 'deep') latePushes.lose()
      client.copy(depth)
    },
  }

  return {
    open: () => {
      const details = [...server.ids('Todo').slice(0, 2), ...server.ids('User').slice(0, 1)]
      for (const [bit, entry] of [...lists, ...details.map(detailOf)].entries()) {
        if (world.opened & (1 << bit)) read(entry)
      }
    },
    play: ({ kind, pick, how }) => plays[kind](pick, how),
  }
}
