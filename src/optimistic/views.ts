import type { BaseValue, Operation, Overlay, RowRef } from './operations.ts'
import type { PlayedEntry, Player } from './replay.ts'
import type { Entry } from './rtk-query-state.ts'

/** What views are made from: the entries, their server values, and the operations on them. */
export interface ViewParts {
  readonly player: Player
  readonly overlay: Pick<Overlay, 'operations'>
  /** What was shown before. */
  shownBefore(queryCacheKey: string): unknown
  entry(queryCacheKey: string): Entry | undefined
  serverValue(queryCacheKey: string): unknown
  landedAt(queryCacheKey: string): number
  playedOn(queryCacheKey: string, entry: Entry): PlayedEntry
  /** Does the operation change what this entry shows? */
  isShownIn(operation: Operation, queryCacheKey: string): boolean
}

/** What entries show, made once at the end of an action: all of it, or the rows alone that may have changed. */
export interface Views {
  /** What is shown of the entry has to be made again. */
  touch(queryCacheKey: string): void
  /** What is shown of one row has to be made again. */
  touchRow(queryCacheKey: string, row: RowRef): void
  /** Plays one more operation, the newest, over what is shown. */
  showOnTop(queryCacheKey: string, operation: Operation): void
  /**
   * Makes the views. Server values are kept aside in `base` while operations are open on them.
   *
   * @returns the entries with what they show.
   */
  make(base: Record<string, BaseValue>): ReadonlyMap<string, Entry>
  /** Is there anything to make? */
  isTouched(): boolean
}

/** Collects what has to be shown again. */
export const createViews = (parts: ViewParts): Views => {
  const { player, overlay, entry, serverValue, playedOn } = parts
  const touched = new Set<string>()
  const rows = new Map<string, RowRef[]>()
  const onTop = new Map<string, unknown>()

  const touch = (key: string) => {
    touched.add(key)
    onTop.delete(key)
  }

  /** With the rows alone, where that can be told. */
  const play = (
    key: string,
    it: Entry,
    value: unknown,
    operations: readonly Operation[],
  ): unknown => {
    if (onTop.has(key)) return onTop.get(key)
    const played = playedOn(key, it)
    let shown: unknown = touched.has(key) ? undefined : it.data
    for (const row of rows.get(key) ?? []) {
      if (shown !== undefined) shown = player.showRow(shown, value, row, operations, played)
    }
    return shown === undefined ? player.show(value, operations, played) : shown
  }

  const makeOne = (key: string, base: Record<string, BaseValue>): Entry | undefined => {
    const it = entry(key)
    const value = serverValue(key)
    const operations =
      it && value !== undefined
        ? overlay.operations.filter((open) => parts.isShownIn(open, key))
        : []
    let data = value
    if (it && operations.length > 0) {
      base[key] = { value, landedAt: parts.landedAt(key) }
      data = play(key, it, value, operations)
    } else delete base[key]
    // What is shown already stays the same object: where an operation settles as it was shown, nothing has to render.
    const before = parts.shownBefore(key)
    const shown = isSameData(before, data) ? before : data
    return it && it.data !== shown ? { ...it, data: shown } : it
  }

  return {
    touch,
    touchRow: (key, row) => {
      const known = rows.get(key)
      if (known) known.push(row)
      else rows.set(key, [row])
    },
    showOnTop: (key, operation) => {
      const it = entry(key)
      if (it?.data === undefined) return
      touch(key)
      onTop.set(key, player.show(it.data, [operation], playedOn(key, it)))
    },
    isTouched: () => touched.size > 0 || rows.size > 0,
    make: (base) => {
      const made = new Map<string, Entry>()
      for (const keys of [touched, rows.keys()]) {
        for (const key of keys) {
          const shown = made.has(key) ? undefined : makeOne(key, base)
          if (shown) made.set(key, shown)
        }
      }
      return made
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
