import type { BaseValue, Operation, Overlay, RowRef } from './operations.ts'
import type { PlayedEntry, Player } from './replay.ts'
import type { Entry } from './rtk-query-state.ts'
import { isSameList } from './same-list.ts'

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
  /** Has any of what the entry shows to be made again? */
  isTouched(queryCacheKey: string): boolean
  /**
   * Makes the views, and writes them into `entries`.
   *
   * @returns the server values that are kept because operations are open on them.
   */
  make(entries: Map<string, Entry | undefined>, base: Overlay['base']): Overlay['base']
}

/** Collects what has to be shown again. */
export const createViews = (parts: ViewParts): Views => {
  const { player, overlay, entry, serverValue, playedOn } = parts
  /** By cache key: the rows that may have changed, or `undefined` for all of the entry. */
  const touched = new Map<string, RowRef[] | undefined>()
  const onTop = new Map<string, unknown>()

  const touch = (key: string) => {
    touched.set(key, undefined)
    onTop.delete(key)
  }

  const play = (
    key: string,
    it: Entry,
    value: unknown,
    rows: readonly RowRef[] | undefined,
  ): unknown => {
    if (onTop.has(key)) return onTop.get(key)
    const played = playedOn(key, it)
    const shown = rows?.reduce<unknown>(
      (data, row) =>
        data === undefined ? data : player.showRow(data, value, row, overlay.operations, played),
      it.data,
    )
    if (shown !== undefined) return shown
    const operations = overlay.operations.filter((open) => parts.isShownIn(open, key))
    return asBefore(key, player.show(value, operations, played))
  }

  /** What is shown already stays the same object: where an operation settles as it was shown, nothing has to render. */
  const asBefore = (key: string, data: unknown): unknown => {
    const before = parts.shownBefore(key)
    return isSameData(before, data) ? before : data
  }

  const makeOne = (
    key: string,
    rows: readonly RowRef[] | undefined,
    base: Record<string, BaseValue>,
  ): Entry | undefined => {
    const it = entry(key)
    const value = serverValue(key)
    const isOpen =
      it !== undefined &&
      value !== undefined &&
      overlay.operations.some((open) => parts.isShownIn(open, key))
    if (isOpen) base[key] = { value, landedAt: parts.landedAt(key) }
    else delete base[key]
    if (!it) return undefined
    const shown = isOpen ? play(key, it, value, rows) : asBefore(key, value)
    return it.data === shown ? it : { ...it, data: shown }
  }

  return {
    touch,
    touchRow: (key, row) => {
      if (touched.has(key)) touched.get(key)?.push(row)
      else touched.set(key, [row])
    },
    showOnTop: (key, operation) => {
      const it = entry(key)
      if (it?.data === undefined) return
      touch(key)
      onTop.set(key, player.show(it.data, [operation], playedOn(key, it)))
    },
    isTouched: (key) => touched.has(key),
    make: (entries, before) => {
      if (touched.size === 0) return before
      const base = { ...before }
      touched.forEach((rows, key) => {
        const made = makeOne(key, rows, base)
        if (made) entries.set(key, made)
      })
      return base
    },
  }
}

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
