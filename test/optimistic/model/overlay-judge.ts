import type { OverlayClient } from './adapters/overlay.ts'
import { createOverlay } from './adapters/overlay.ts'
import { createFoldCheck } from './fold-check.ts'
import { createKeyCheck } from './key-check.ts'
import type { Knowledge } from './knowledge.ts'
import type { Judge } from './run.ts'
import type { ServerValues } from './server-value-check.ts'
import { createServerValueCheck } from './server-value-check.ts'
import type { Change, Entry, EntryData } from './todos.ts'
import { allRowsOf, isDetail, ownersOf, rowOf } from './todos.ts'
import type { Violation } from './violation.ts'

const numberOf = ({ arg }: { readonly arg: unknown }): number => (arg as Change).n

/** Each unanswered mutation is an open operation, and no answered one is pending. */
const checkOperations = (client: OverlayClient, { changes }: Knowledge): Violation | undefined => {
  const pending = client.operations().filter(({ status }) => status === 'pending')
  const expected = changes
    .filter(({ status }) => status === 'pending')
    .map(({ change }) => change.n)
  // A mutation is known before it is called, and its end before it is told.
  const isSame =
    pending.length === expected.length && pending.every((it, i) => numberOf(it) === expected[i])
  const text = () => `pending are ${pending.map(numberOf).join(' ')}, must be ${expected.join(' ')}`
  return isSame ? undefined : { rule: 'operations', text: text() }
}

/**
 * What nobody can tell the outcome of stays open until a read that was sent later says something of its row, while an
 * entry holds it. Called for every state.
 */
const createKeptCheck = (client: OverlayClient, { changes, answeredAt }: Knowledge) => {
  let openBefore = new Set<number>()
  let valuesBefore: ServerValues = new Map()

  const holds = (data: EntryData | undefined, id: string) =>
    data !== undefined && allRowsOf(data).some((row) => row.id === id)

  return (values: ServerValues): Violation | undefined => {
    const unknown = changes.filter(({ status }) => status === 'unknown')
    if (unknown.length === 0) return undefined
    const open = new Set(client.operations().map(numberOf))
    const dropped = unknown.find(({ change, endedAt = 0 }) => {
      const id = rowOf(change)
      if (id === undefined || open.has(change.n) || !openBefore.has(change.n)) return false
      const isToldOf = (key: string) => (answeredAt.get(key) ?? -1) > endedAt
      // It changes this list as a whole: what that answers is about it, with the row or without.
      if (change.kind === 'move' && isToldOf('open')) return false
      const holders = [...valuesBefore].filter(([, data]) => holds(data, id))
      const isStillThere = [...values.values()].some((data) => holds(data, id))
      if (holders.length === 0 || !isStillThere) return false
      return !isToldOf(id) && !holders.some(([key]) => isToldOf(key))
    })
    openBefore = open
    valuesBefore = values
    return dropped && { rule: 'operations', text: `${dropped.change.n} was dropped too early` }
  }
}

/** Does a change invalidate what an entry shows? */
const invalidates = (change: Change, entry: Entry): boolean => {
  if (!isDetail(entry)) {
    const isOfUsers = entry.endpoint === 'listUsers'
    return change.type === 'Todo' ? !isOfUsers : isOfUsers || entry.endpoint === 'getBoard'
  }
  return entry.arg === rowOf(change) || (change.kind === 'mark all' && entry.endpoint === 'getTodo')
}

const checkRefetched = (client: OverlayClient, knowledge: Knowledge): Violation | undefined => {
  const { changes, entries, watched, readsAt } = knowledge
  const kept = [...entries.values()].filter((entry) => watched.has(entry.key) && client.view(entry))
  for (const known of changes) {
    if (known.status !== 'succeeded') continue
    const { change, endedAt = 0 } = known
    const stale = kept.find(
      (entry) =>
        invalidates(change, entry) &&
        known.invalidates?.has(entry.key) &&
        (readsAt.get(entry.key) ?? 0) <= endedAt,
    )
    if (stale) {
      return { rule: 'lost refetch', text: `${stale.key} was not read again after ${change.n}` }
    }
  }
  return undefined
}

/** The overlay's part of the state has nothing in it but single values, and what `allowed` says. */
const isBare = (value: unknown, allowed: unknown): boolean => {
  if (typeof value !== 'object' || value === null || value === allowed) return true
  return Array.isArray(value)
    ? value.length === 0
    : Object.values(value).every(
        (one) =>
          typeof one !== 'object' ||
          one === null ||
          one === allowed ||
          Object.keys(one).length === 0,
      )
}

const checkLeaks = (
  client: OverlayClient,
  { server, entries }: Knowledge,
): Violation | undefined => {
  client.dismissAll()
  // The entry of a row that is gone is answered no more: nobody tells of a row within that one.
  const stale = [...entries.values()].filter((entry) => isDetail(entry) && !server.row(entry.arg))
  const rows = stale.flatMap((entry) => {
    // What is shown may be without the row that the operation takes away.
    const data = client.serverValue(entry)
    return data ? ownersOf(data) : []
  })
  const isStuck = ({ arg }: { arg: unknown }) => rows.some(({ id }) => id === rowOf(arg as Change))
  const operations = client.operations()
  // What is answered is on top of those.
  const open = operations.filter(({ status }) => status !== 'settled')
  const isClean =
    open.every(isStuck) &&
    (open.length > 0 ||
      Object.values(client.extra()).every((part) => isBare(part, client.aliases())))
  return isClean ? undefined : { rule: 'leak', text: JSON.stringify(client.extra()) }
}

const checkEmpty = (client: OverlayClient): Violation | undefined => {
  const extra = client.extra()
  const isEmpty = Object.values(extra).every((part) => isBare(part, undefined))
  return isEmpty ? undefined : { rule: 'leak', text: JSON.stringify(extra) }
}

/** Judges the library: everything, in every state. */
export const createOverlayJudge = (hasTags: boolean): Judge => {
  const connect = createOverlay(hasTags)
  return {
    isStrict: true,
    begin: (options, knowledge) => {
      const client = connect(options)
      const checkFold = createFoldCheck(client)
      const checkServerValues = createServerValueCheck(knowledge)
      const checkKeys = createKeyCheck(client)
      const checkKept = createKeptCheck(client, knowledge)
      let lastSlice: unknown
      return {
        client,
        check: (shown) => {
          // Most actions are about something else.
          const slice = client.slice()
          if (slice === lastSlice) return undefined
          lastSlice = slice
          const values = new Map(
            shown.map(({ entry }) => [entry.key, client.serverValue(entry)] as const),
          )
          return (
            checkFold(shown, values) ??
            checkServerValues(shown, values) ??
            checkOperations(client, knowledge) ??
            checkKept(values) ??
            checkKeys(shown)
          )
        },
        ...(hasTags && { checkAnswered: () => checkRefetched(client, knowledge) }),
        checkQuiet: () => checkLeaks(client, knowledge),
        checkEmpty: () => checkEmpty(client),
      }
    },
  }
}
