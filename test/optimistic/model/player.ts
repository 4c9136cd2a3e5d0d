import { choose, endingOf, otherPatch, ownPatch } from './choices.ts'
import type { Client } from './client.ts'
import type { Knowledge } from './knowledge.ts'
import type { Command, CommandKind, World } from './schedule.ts'
import type { Answer } from './server.ts'
import type { Change, Entry, Todo } from './todos.ts'
import { detailOf, lists, rowsOf } from './todos.ts'
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

/** Makes the player of one run. */
export const createPlayer = (options: PlayerOptions): Player => {
  const { world, client, wire, knowledge, traffic } = options
  const { server, entries, changes } = knowledge
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

  const shownIds = (): readonly string[] => {
    const ids = new Set<string>()
    for (const entry of entries.values()) {
      const data = client.view(entry)
      for (const row of data ? rowsOf(data) : []) {
        if (!row.id.startsWith('tmp:')) ids.add(row.id)
      }
    }
    return [...ids]
  }

  const read = (entry: Entry | undefined) => {
    if (!entry) return
    entries.set(entry.key, entry)
    knowledge.watched.add(entry.key)
    client.read(entry)
  }

  const call = (change: Change) => {
    traffic.onCalled(change)
    client.change(change)
  }

  /** Another client's change; `null` for one that would not be told, or not understood. */
  const otherChange = (pick: number, how: number): Change | undefined => {
    const number = next()
    const dice = how % 10
    if (dice === 0)
      return { kind: 'create', n: number, name: `other ${number}`, origin: `other ${number}` }
    const id = chooseId(server.ids(), pick)
    if (id === undefined) return undefined
    if (dice === 1) return { kind: 'delete', n: number, id }
    return {
      kind: 'update',
      n: number,
      id,
      patch: otherPatch(number, how, world.others === 'any field'),
    }
  }

  const isBeingMade = (change: Change): boolean =>
    changes.some(
      ({ status, createdId }) =>
        status === 'pending' &&
        createdId !== undefined &&
        'id' in change &&
        createdId === change.id,
    )

  const tell = (change: Change | undefined) => {
    // Nothing can be told of a row that this client does not know by its id yet.
    if (!change || isBeingMade(change)) return
    const answer: Answer<Todo | null> = server.apply(change)
    if (!answer.ok) return
    traffic.onTold(change, answer)
    client.tell(change, answer.value)
  }

  const held = () => [...entries.values()].filter((entry) => client.view(entry))

  const writeByHand = (entry: Entry, ids: readonly string[]) => {
    const now = knowledge.now()
    for (const key of [entry.key, ...ids]) knowledge.writtenByHandAt.set(key, now)
  }

  const patch = (entry: Entry | undefined, pick: number) => {
    const data = entry && client.view(entry)
    const row =
      data &&
      choose(
        rowsOf(data).filter(({ id }) => !id.startsWith('tmp:')),
        pick,
      )
    if (!row || !entry) return
    const name = `by hand ${next()}`
    knowledge.handwritten.add(`${row.id} name ${name}`)
    writeByHand(entry, [row.id])
    client.patch(entry, row.id, name)
  }

  const put = (entry: Entry | undefined) => {
    const data = entry && server.read(entry)
    if (!entry || !data) return
    entries.set(entry.key, entry)
    writeByHand(
      entry,
      rowsOf(data).map(({ id }) => id),
    )
    client.put(entry, data)
  }

  const anyEntry = (pick: number): Entry | undefined => {
    const ids = server.ids()
    return choose([...lists, ...ids.map(detailOf)], pick)
  }

  const forget = (entry: Entry | undefined, aborts: boolean) => {
    if (!entry) return
    writeByHand(entry, [])
    client.forget(entry, aborts)
    wire.forget(entry.key)
    entries.delete(entry.key)
    knowledge.watched.delete(entry.key)
    knowledge.answered.delete(entry.key)
    knowledge.forgottenAt = knowledge.now()
  }

  const update = (pick: number, how: number) => {
    const id = chooseId(shownIds(), pick)
    const number = next()
    if (id) call({ kind: 'update', n: number, id, patch: ownPatch(number, how) })
  }

  const callOn = (kind: 'delete' | 'stamp', pick: number) => {
    const id = chooseId(shownIds(), pick)
    if (id) call({ kind, n: next(), id })
  }

  const create = () => {
    const number = next()
    call({ kind: 'create', n: number, name: `mine ${number}`, origin: `mine ${number}` })
  }

  const abort = (pick: number) => {
    const pending = changes.filter(({ status }) => status === 'pending')
    const known = choose(pending, pick)
    if (!known) return
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
    const held = wire.pending().filter(({ state }) => state === 'held')
    const it = choose(held, pick)
    if (it) wire.send(it)
  }

  const serve = (pick: number, how: number) => {
    const it = choose(wire.pending(), pick)
    if (it) wire.serve(it, it.call.kind !== 'read' && how % 8 === 0)
  }

  const answer = (pick: number, how: number) => {
    const it = choose(wire.pending(), pick)
    if (it) wire.end(it, endingOf(it.call.kind === 'read', how))
  }

  const changeElsewhere = (pick: number, how: number) => {
    const change = otherChange(pick, how)
    if (change) server.apply(change)
  }

  const plays: Readonly<Record<CommandKind, (pick: number, how: number) => void>> = {
    // Half of them are polls.
    read: (pick, how) => read(how % 2 === 0 ? choose(held(), pick) : anyEntry(pick)),
    update,
    delete: (pick) => callOn('delete', pick),
    stamp: (pick) => callOn('stamp', pick),
    create,
    tell: (pick, how) => tell(otherChange(pick, how)),
    'other client': changeElsewhere,
    send,
    serve,
    answer,
    abort,
    'abort read': abortRead,
    forget: (pick, how) => forget(choose(held(), pick), how % 2 === 0),
    patch: (pick, how) => patch(choose(held(), how), pick),
    put: (pick) => put(anyEntry(pick)),
  }

  return {
    open: () => {
      for (const [bit, entry] of [...lists, ...server.ids().slice(0, 2).map(detailOf)].entries()) {
        if (world.opened & (1 << bit)) read(entry)
      }
    },
    play: ({ kind, pick, how }) => plays[kind](pick, how),
  }
}
