import { isDeepStrictEqual } from 'node:util'
import type { Operation } from 'vzaps-rtk/optimistic'
import type { OverlayClient } from './adapters/overlay.ts'
import { createOverlay } from './adapters/overlay.ts'
import { fold } from './fold.ts'
import { createKeyCheck } from './key-check.ts'
import type { Knowledge } from './knowledge.ts'
import type { Judge } from './run.ts'
import type { Change, Entry, EntryData, Todo } from './todos.ts'
import { rowOf, rowsOf, tracedFields } from './todos.ts'
import type { Shown, Violation } from './violation.ts'

/** The temporary ids of rows that were made, and that no server value has any more. */
const goneAliases = (client: OverlayClient, shown: readonly Shown[]): ReadonlySet<string> => {
  const aliases = Object.entries(client.overlay().aliases)
  if (aliases.length === 0) return new Set()
  const values = shown.map(({ entry }) => client.serverValue(entry))
  const held = new Set(values.flatMap((data) => (data ? rowsOf(data) : [])).map(({ id }) => id))
  return new Set(
    aliases.flatMap(([key, alias]) => (held.has(key.slice('Todo/'.length)) ? [] : alias)),
  )
}

/** Compares each entry with the slow and plain fold; entries that did not change are not looked at again. */
const createFoldCheck = (client: OverlayClient, knowledge: Knowledge) => {
  let lastOperations: readonly Operation[] = []
  let last = new Map<string, readonly [data: unknown, server: unknown]>()
  return (shown: readonly Shown[]): Violation | undefined => {
    const operations = client.operations()
    const gone = goneAliases(client, shown)
    const played = operations.map(({ requestId, arg, ...operation }) => ({
      change: arg as Change,
      temporaryId: `tmp:${requestId}`,
      created: operation.status === 'settled' ? (operation.result as Todo) : undefined,
      isGone: gone.has(`tmp:${requestId}`),
    }))
    const before = last
    const isSame = operations === lastOperations
    last = new Map()
    lastOperations = operations
    for (const { entry, data } of shown) {
      const server = client.serverValue(entry)
      const [oldData, oldServer] = before.get(entry.key) ?? []
      last.set(entry.key, [data, server])
      if (isSame && data === oldData && server === oldServer) continue
      const expected = server && fold(entry, server, played)
      if (!isDeepStrictEqual(data, expected)) {
        const [is, must] = [JSON.stringify(data), JSON.stringify(expected)]
        return { rule: 'fold', text: `${entry.key} is ${is}, must be ${must}` }
      }
      const violation = server === oldServer ? undefined : checkBase(entry, server, knowledge)
      if (violation) return violation
    }
    return undefined
  }
}

/** Each unanswered mutation is an open operation, and no answered one is pending. */
const checkOperations = (client: OverlayClient, { changes }: Knowledge): Violation | undefined => {
  const open = client.operations()
  const numberOf = (arg: unknown) => (arg as Change).n
  const pending = open.filter(({ status }) => status === 'pending').map(({ arg }) => numberOf(arg))
  const expected = changes
    .filter(({ status }) => status === 'pending')
    .map(({ change }) => change.n)
  // A mutation is known before it is called, and its end before it is told.
  const isSame = pending.length === expected.length && pending.every((n, i) => n === expected[i])
  const text = `pending are ${pending.join(' ')}, must be ${expected.join(' ')}`
  return isSame ? undefined : { rule: 'operations', text }
}

/** Whatever a server value has, the server said at some time, or the app wrote by hand. */
const checkBase = (
  entry: Entry,
  data: EntryData | undefined,
  { server, handwritten }: Knowledge,
): Violation | undefined => {
  for (const row of data ? rowsOf(data) : []) {
    if ('detail' in entry && row.body === undefined) {
      return { rule: 'base', text: `${entry.key} lost what only a detail has` }
    }
    for (const field of tracedFields) {
      const value = row[field]
      const isSaid =
        value === undefined ||
        server.writtenAt(row.id, field, value) !== undefined ||
        handwritten.has(`${row.id} ${field} ${value}`)
      if (!isSaid) {
        return { rule: 'base', text: `${field} of ${row.id} in ${entry.key} is "${value}"` }
      }
    }
  }
  return undefined
}

/**
 * What nobody can tell the outcome of stays open until a read that was sent later is answered, while an entry shows its
 * row. Called for every state.
 */
const createKeptCheck = (client: OverlayClient, { changes, readsAt }: Knowledge) => {
  let before = new Set<number>()
  let idsBefore = new Set<string>()
  return (shown: readonly Shown[]): Violation | undefined => {
    const open = new Set(client.operations().map(({ arg }) => (arg as Change).n))
    const ids = new Set(shown.flatMap(({ data }) => rowsOf(data).map(({ id }) => id)))
    const dropped = changes.find(({ change, status, endedAt = 0 }) => {
      const id = rowOf(change) ?? ''
      const isConcerned = before.has(change.n) && idsBefore.has(id) && ids.has(id)
      if (status !== 'unknown' || open.has(change.n) || !isConcerned) return false
      return ![...readsAt.values()].some((sentAt) => sentAt > endedAt)
    })
    before = open
    idsBefore = ids
    return dropped && { rule: 'operations', text: `${dropped.change.n} was dropped too early` }
  }
}

const checkRefetched = (client: OverlayClient, knowledge: Knowledge): Violation | undefined => {
  const { changes, entries, watched, readsAt } = knowledge
  for (const { change, status, endedAt = 0, invalidates } of changes) {
    if (status !== 'succeeded') continue
    for (const entry of entries.values()) {
      const isConcerned = 'list' in entry || entry.detail === rowOf(change)
      if (!isConcerned || !watched.has(entry.key) || !client.view(entry)) continue
      if (!invalidates?.has(entry.key)) continue
      if ((readsAt.get(entry.key) ?? 0) <= endedAt) {
        return { rule: 'lost refetch', text: `${entry.key} was not read again after ${change.n}` }
      }
    }
  }
  return undefined
}

/** The selector says what the state holds. */
const checkSelector = (client: OverlayClient, { entries }: Knowledge): Violation | undefined => {
  const wrong = [...entries.values()].find(
    (entry) => client.selectServerValue(entry) !== client.serverValue(entry),
  )
  return wrong && { rule: 'base', text: `selectServerValue is wrong for ${wrong.key}` }
}

const checkLeaks = (client: OverlayClient, knowledge: Knowledge): Violation | undefined => {
  client.dismissAll()
  const { operations, settled, failures, base, inflight } = client.overlay()
  // Of a row that is gone no read of its detail says anything.
  const isStuck = ({ arg }: { arg: unknown }) => {
    const id = rowOf(arg as Change)
    return id !== undefined && !knowledge.server.row(id) && knowledge.entries.has(`detail ${id}`)
  }
  const stuck = operations.filter(isStuck)
  const isClean =
    stuck.length === operations.length &&
    settled.length === 0 &&
    failures.length === 0 &&
    Object.keys(inflight).length === 0 &&
    (stuck.length > 0 || Object.keys(base).length === 0)
  const text = JSON.stringify({ operations, settled, failures, base, inflight })
  return isClean ? undefined : { rule: 'leak', text }
}

const checkEmpty = (client: OverlayClient): Violation | undefined => {
  const { clock: _clock, origin: _origin, ...overlay } = client.overlay()
  const left = Object.entries(overlay).filter(([, value]) => Object.keys(value).length > 0)
  const rows = client.indexSize()
  if (left.length === 0 && rows === 0) return undefined
  return { rule: 'leak', text: `${rows} rows in the index; ${JSON.stringify(left)}` }
}

/** Judges the library: everything, in every state. */
export const createOverlayJudge = (hasTags: boolean): Judge => {
  const connect = createOverlay(hasTags)
  return {
    isStrict: true,
    begin: (options, knowledge) => {
      const client = connect(options)
      const checkFold = createFoldCheck(client, knowledge)
      const checkKeys = createKeyCheck(client)
      const checkKept = createKeptCheck(client, knowledge)
      return {
        client,
        check: (shown) =>
          checkFold(shown) ??
          checkOperations(client, knowledge) ??
          checkKept(shown) ??
          checkKeys(shown),
        ...(hasTags && { checkAnswered: () => checkRefetched(client, knowledge) }),
        checkQuiet: () => checkSelector(client, knowledge) ?? checkLeaks(client, knowledge),
        checkEmpty: () => checkEmpty(client),
      }
    },
  }
}
