import type { Aliases } from './aliases.ts'
import { createAliases } from './aliases.ts'
import type { BaseValue, Operation, Overlay, SettledOperation } from './operations.ts'
import type { Folding, PlayedEntry, Player } from './replay.ts'
import type { RowIndex, RowNews } from './row-index.ts'
import type { Entry, RtkState, SliceState } from './rtk-query-state.ts'
import type { Cache, Targets } from './targets.ts'

/** The overlay while one action is dealt with. */
export type OverlayDraft = { -readonly [Key in keyof Overlay]: Overlay[Key] }

/** What a transaction works with. */
export interface TransactionParts {
  readonly player: Player
  readonly targets: Targets
  /** Does the operation change what is shown, or is it only seen as pending? */
  hasEffect(operation: Operation): boolean
}

/** What a transaction starts from. */
export interface TransactionStart {
  /** RTK Query's state after its own reducer, but for its entries. */
  readonly rtk: RtkState
  /** The entries as they were before. */
  readonly queries: RtkState['queries']
  readonly overlay: Overlay
  readonly index: RowIndex
  /** The entries that RTK Query's reducer made; `undefined` where it took one away. */
  readonly entries: Readonly<Record<string, Entry | undefined>> | undefined
}

/** One action's change of the slice: values are collected, and written in one go at the end. */
export interface Transaction {
  readonly overlay: OverlayDraft
  readonly index: RowIndex
  entry(queryCacheKey: string): Entry | undefined
  /** What the server last said. */
  serverValue(queryCacheKey: string): unknown
  /** The clock when an answer last landed on the entry; known while operations are open on it. */
  landedAt(queryCacheKey: string): number
  /** Writes a server value, and how new its rows are, where it says anything of that. */
  write(queryCacheKey: string, value: unknown, news?: RowNews): void
  /** An answer landed on the entry, or its user wrote it: what was known of it before is not certain any more. */
  land(queryCacheKey: string): void
  /** Takes the entry's server value away. */
  remove(queryCacheKey: string): void
  /** What is shown of these entries has to be made again. */
  touch(queryCacheKeys: Iterable<string>): void
  /** Plays one more operation, the newest, over what is shown. */
  showOnTop(queryCacheKey: string, operation: Operation): void
  /** The entries that an operation is about. */
  targetsOf(operation: Operation): ReadonlySet<string>
  concerns(operation: Operation, queryCacheKey: string): boolean
  /** The value once a settled operation is part of it. */
  fold(
    queryCacheKey: string,
    value: unknown,
    operation: SettledOperation,
    folding: Folding,
  ): unknown
  /** A row once a settled operation on it is part of it; `undefined` when it goes. */
  foldRow(row: object, operation: SettledOperation): object | undefined
  readonly isGone: Aliases['isGone']
  /** The slice's next state. */
  finish(): SliceState
}

/** Begins a transaction. */
export const beginTransaction = (
  { player, targets, hasEffect }: TransactionParts,
  { rtk, queries, index, ...start }: TransactionStart,
): Transaction => {
  const overlay: OverlayDraft = { ...start.overlay }
  const entries: Record<string, Entry | undefined> = { ...start.entries }
  const server = new Map<string, unknown>()
  const shown = new Map<string, unknown>()
  const landed = new Set<string>()
  const touched = new Set<string>()
  const aliases = createAliases(overlay, index, overlay.operations)

  const entry = (key: string): Entry | undefined =>
    Object.hasOwn(entries, key) ? entries[key] : queries[key]

  const cache: Cache = { entry, provided: rtk.provided, index }

  const serverValue = (key: string): unknown => {
    if (server.has(key)) return server.get(key)
    const base = overlay.base[key]
    return base ? base.value : queries[key]?.data
  }

  const landedAt = (key: string): number =>
    landed.has(key) ? overlay.clock : (overlay.base[key]?.landedAt ?? 0)

  const playedOn = (key: string, { endpointName, originalArgs }: Entry): PlayedEntry => ({
    endpointName,
    originalArgs,
    landedAt: landedAt(key),
    isTarget: (operation) => targets.hasEntry(operation, key, cache),
    isMadeBy: aliases.isMadeBy,
    isGone: aliases.isGone,
  })

  const touch = (key: string) => {
    touched.add(key)
    shown.delete(key)
  }

  /** Makes the view of one entry, and keeps its server value aside while operations are open on it. */
  const show = (key: string, base: Record<string, BaseValue>): void => {
    const it = entry(key)
    const value = serverValue(key)
    const operations =
      it && value !== undefined
        ? overlay.operations.filter((open) => hasEffect(open) && targets.has(open, key, cache))
        : []
    if (!it || operations.length === 0) {
      delete base[key]
      if (it) entries[key] = withData(it, asBefore(key, value))
      return
    }
    base[key] = { value, landedAt: landedAt(key) }
    const data = shown.has(key) ? shown.get(key) : player.show(value, operations, playedOn(key, it))
    entries[key] = withData(it, asBefore(key, data))
  }

  /** What is shown already stays the same object: when an operation settles as it was shown, nothing has to render. */
  const asBefore = (key: string, data: unknown): unknown => {
    const before = queries[key]?.data
    return isSameData(before, data) ? before : data
  }

  return {
    overlay,
    index,
    entry,
    serverValue,
    landedAt,
    write: (key, value, news) => {
      const it = entry(key)
      if (!it) return
      const before = serverValue(key)
      if (value !== before || news !== undefined) {
        const hidden = index.write(key, it.endpointName, before, value, news)
        aliases.hide(hidden, news === undefined)
      }
      server.set(key, value)
      touch(key)
    },
    land: (key) => {
      landed.add(key)
      touch(key)
    },
    remove: (key) => {
      const endpointName = queries[key]?.endpointName
      if (endpointName === undefined) return
      aliases.hide(index.write(key, endpointName, serverValue(key), undefined), false)
      touch(key)
    },
    touch: (keys) => {
      for (const key of keys) touch(key)
    },
    showOnTop: (key, operation) => {
      const it = entry(key)
      if (it?.data === undefined) return
      touch(key)
      shown.set(key, player.show(it.data, [operation], playedOn(key, it)))
    },
    targetsOf: (operation) => targets.of(operation, cache),
    concerns: (operation, key) => targets.has(operation, key, cache),
    fold: (key, value, operation, folding) => {
      const it = entry(key)
      return it ? player.fold(value, operation, playedOn(key, it), folding) : value
    },
    foldRow: (row, operation) => player.foldRow(row, operation),
    isGone: aliases.isGone,
    finish: () => {
      for (const maker of aliases.clean()) {
        for (const key of targets.of(maker, cache)) touch(key)
      }
      if (touched.size > 0) {
        const base = { ...overlay.base }
        for (const key of touched) show(key, base)
        overlay.base = base
      }
      return { ...rtk, queries: writeEntries(queries, entries), overlay }
    },
  }
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])

/** Equal down to the rows, where data is rows or has them in a field; other shapes only count when they are one. */
const isSameData = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && isSameList(a, b)
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(x)
  return (
    keys.length === Object.keys(y).length &&
    keys.every((key) => {
      const [one, other] = [x[key], y[key]]
      if (Object.is(one, other)) return Object.hasOwn(y, key)
      return Array.isArray(one) && Array.isArray(other) && isSameList(one, other)
    })
  )
}

const withData = (entry: Entry, data: unknown): Entry =>
  entry.data === data ? entry : { ...entry, data }

/** One spread, however many entries changed. */
const writeEntries = (
  queries: RtkState['queries'],
  entries: Readonly<Record<string, Entry | undefined>>,
): RtkState['queries'] => {
  const changed = Object.entries(entries).filter(([key, entry]) => queries[key] !== entry)
  if (changed.length === 0) return queries
  const next: Record<string, Entry | undefined> = { ...queries }
  for (const [key, entry] of changed) {
    if (entry) next[key] = entry
    else delete next[key]
  }
  return next
}
