import type { Aliases } from './aliases.ts'
import { createAliases } from './aliases.ts'
import { copyEntries } from './copy-entries.ts'
import type { Operation, Overlay, RowRef, SettledOperation } from './operations.ts'
import type { Folding, PlayedEntry, Player } from './replay.ts'
import type { RowIndex, RowNews } from './row-index.ts'
import { SEVERAL } from './row-index.ts'
import type { Entry, RtkState, SliceState } from './rtk-query-state.ts'
import type { Schema } from './schema.ts'
import type { Cache, Targets } from './targets.ts'
import { createViews } from './views.ts'
import { withRow } from './with-row.ts'

/** The overlay while one action is dealt with. */
export type OverlayDraft = { -readonly [Key in keyof Overlay]: Overlay[Key] }

/** What a transaction works with. */
export interface TransactionParts {
  readonly schema: Schema
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
  readonly entries: ReadonlyMap<string, Entry | undefined> | undefined
}

/** One action's change of the slice: values are collected, and written in one go at the end. */
export interface Transaction {
  readonly overlay: OverlayDraft
  readonly index: RowIndex
  entry(queryCacheKey: string): Entry | undefined
  /** What the server last said. */
  serverValue(queryCacheKey: string): unknown
  /** The same of one of its rows. */
  serverRow(queryCacheKey: string, row: RowRef): object | undefined
  /** The clock when an answer last landed on the entry; known while operations are open on it. */
  landedAt(queryCacheKey: string): number
  /** Writes a server value, and how new its rows are, where it says anything of that. */
  write(queryCacheKey: string, value: unknown, news?: RowNews): void
  /**
   * Writes one row of a server value, where it stands: nothing else changes, and nothing has to be learned.
   *
   * @returns false where that cannot be: it does not stand there once, or it goes.
   */
  writeRow(queryCacheKey: string, row: RowRef, change: (row: object) => object | undefined): boolean
  /** An answer landed on the entry, or its user wrote it: what was known of it before is not certain any more. */
  land(queryCacheKey: string): void
  /** Takes the entry's server value away. */
  remove(queryCacheKey: string): void
  /** What is shown of the entry has to be made again. */
  touch(queryCacheKey: string): void
  /** What is shown of the rows and entries that an operation is about has to be made again. */
  showAgain(operation: Operation): void
  /** Shows one more operation, the newest. */
  showNewest(operation: Operation): void
  /** The entries that an operation is about. */
  targetsOf(operation: Operation): readonly string[]
  concerns(operation: Operation, queryCacheKey: string): boolean
  /** The value once a settled operation is part of it. */
  fold(
    queryCacheKey: string,
    value: unknown,
    operation: SettledOperation,
    folding: Folding,
  ): unknown
  readonly foldRow: Player['foldRow']
  readonly isGone: Aliases['isGone']
  /** The slice's next state. */
  finish(): SliceState
}

/** Begins a transaction. */
export const beginTransaction = (
  { schema, player, targets, hasEffect }: TransactionParts,
  { rtk, queries, overlay: before, index, entries: reduced }: TransactionStart,
): Transaction => {
  const overlay: OverlayDraft = { ...before }
  const entries = new Map(reduced)
  const server = new Map<string, unknown>()
  const landed = new Set<string>()
  const aliases = createAliases(overlay, index, before.operations)

  const entry = (key: string): Entry | undefined =>
    entries.has(key) ? entries.get(key) : queries[key]

  const cache: Cache = { entry, provided: rtk.provided, index }

  const serverValue = (key: string): unknown => {
    if (server.has(key)) return server.get(key)
    const base = overlay.base[key]
    return base ? base.value : queries[key]?.data
  }

  const landedAt = (key: string): number =>
    landed.has(key) ? overlay.clock : (overlay.base[key]?.landedAt ?? 0)

  const positionOf = ({ type, id }: RowRef, key: string): number | undefined => {
    const at = index.placesOf(type, id)?.positions.get(key)
    return at === SEVERAL ? undefined : at
  }

  const playedOn = (key: string, { endpointName, originalArgs }: Entry): PlayedEntry => ({
    endpointName,
    originalArgs,
    landedAt: landedAt(key),
    positionOf: (row) => positionOf(row, key),
    isTarget: (operation) => targets.hasEntry(operation, key, cache),
    isMadeBy: aliases.isMadeBy,
    isGone: aliases.isGone,
  })

  const isShownIn = (operation: Operation, key: string): boolean =>
    hasEffect(operation) && targets.has(operation, key, cache)

  const views = createViews({
    player,
    overlay,
    shownBefore: (key) => queries[key]?.data,
    entry,
    serverValue,
    landedAt,
    playedOn,
    isShownIn,
  })
  const { touch } = views

  const touchEach = (operation: Operation, touchWhole: (key: string) => void) => {
    const { row, endpointName } = operation
    for (const key of targets.of(operation, cache)) {
      if (row && schema.isAboutRow(endpointName)) views.touchRow(key, row)
      else touchWhole(key)
    }
  }

  return {
    overlay,
    index,
    entry,
    serverValue,
    serverRow: (key, row) => {
      const lens = schema.lensOf(entry(key)?.endpointName ?? '', row.type)
      const at = index.placesOf(row.type, row.id)?.positions.get(key)
      const value = serverValue(key)
      if (!lens || at === undefined || value === undefined) return undefined
      const rows = lens.get(value)
      return at === SEVERAL ? rows.find((other) => lens.idOf(other) === row.id) : rows[at]
    },
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
    writeRow: (key, row, change) => {
      const it = entry(key)
      const lens = it && schema.lensOf(it.endpointName, row.type)
      const at = positionOf(row, key)
      const value = serverValue(key)
      if (!lens || at === undefined || value === undefined) return false
      const rows = lens.get(value)
      const before = rows[at]
      const next = before && change(before)
      if (!next || lens.idOf(next) !== row.id) return false
      if (next !== before) {
        const shown = lens.get(queries[key]?.data)
        // With nothing else pending, all but this row is shown as it is; unless that has to be made again yet.
        const isShown =
          shown[at] === next &&
          !views.isTouched(key) &&
          !overlay.operations.some((open) => isShownIn(open, key))
        server.set(key, lens.set(value, isShown ? shown : withRow(rows, at, next)))
      }
      views.touchRow(key, row)
      return true
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
    touch,
    showAgain: (operation) => touchEach(operation, touch),
    showNewest: (operation) => touchEach(operation, (key) => views.showOnTop(key, operation)),
    targetsOf: (operation) => targets.of(operation, cache),
    concerns: (operation, key) => targets.has(operation, key, cache),
    fold: (key, value, operation, folding) => {
      const it = entry(key)
      return it ? player.fold(value, operation, playedOn(key, it), folding) : value
    },
    foldRow: player.foldRow,
    isGone: aliases.isGone,
    finish: () => {
      for (const maker of aliases.clean()) {
        for (const key of targets.of(maker, cache)) touch(key)
      }
      overlay.base = views.make(entries, overlay.base)
      return { ...rtk, queries: writeEntries(queries, entries, index.entryCount()), overlay }
    },
  }
}

/** One spread, however many entries changed. */
const writeEntries = (
  queries: RtkState['queries'],
  entries: ReadonlyMap<string, Entry | undefined>,
  count: number,
): RtkState['queries'] => {
  let next: Record<string, Entry | undefined> | undefined
  entries.forEach((entry, key) => {
    if (queries[key] === entry) return
    next ??= copyEntries(queries, count)
    if (entry) next[key] = entry
    else delete next[key]
  })
  return next ?? queries
}
