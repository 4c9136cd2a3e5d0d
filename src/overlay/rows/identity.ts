import { isPlainObject } from '@reduxjs/toolkit'
import { pickFields } from '../recipes/named-fields.ts'

// What did not change stays the object that it was: only what changed renders.

/** The same items in the same places. */
export const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean => {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Equal data, at any depth. */
export const isSame = (a: unknown, b: unknown): boolean => shareStructure(a, b) === a

/** The fields of the second row that are others in the first. */
export const changedIn = (row: object, next: object): object => {
  const is = shareStructure(row, next)
  return pickFields(is, (name) => (row as Fields)[name] !== (is as Fields)[name])
}

/** The row with what is said of it. What is said again, nested values too, stays the object that it was. */
export const mergeRow = (row: object, said: object): object =>
  shareStructure(row, { ...row, ...said })

/**
 * `next`, in which whatever is equal to a part of `before` is that very object, at any depth. RTK Query's own function
 * names each item of a list: with many rows that is most of the work.
 */
export const shareStructure = <T>(before: unknown, next: T): T => {
  if (before === next || typeof next !== 'object' || typeof before !== 'object') return next
  if (Array.isArray(before) && Array.isArray(next)) return shareItems(before, next) as T
  if (!isPlainObject(before) || !isPlainObject(next)) return next
  return shareFields(before as Fields, next as Fields) as T
}

type Fields = Readonly<Record<string, unknown>>

const shareFields = (before: Fields, next: Fields): Fields => {
  const names = Object.keys(next)
  let shared: Record<string, unknown> | undefined
  let isSame = names.length === Object.keys(before).length
  for (const name of names) {
    const is = next[name]
    // Nearly every field. What an object inherits is a function, which data does not have.
    if (is !== undefined && is === before[name]) continue
    const was = Object.hasOwn(before, name) ? before[name] : none
    const value = shareStructure(was, is)
    isSame &&= value === was
    if (value === is) continue
    shared ??= { ...next }
    shared[name] = value
  }
  if (isSame) return before
  return shared ? freezeLike(shared, before, next) : next
}

/** What a field that is not there says. */
const none = Symbol()

/** What is made of parts of two values is frozen where they are. */
const freezeLike = <T extends object>(made: T, one: object, other: object): T =>
  Object.isFrozen(one) && Object.isFrozen(other) ? Object.freeze(made) : made

const shareItems = (before: readonly unknown[], next: readonly unknown[]): readonly unknown[] => {
  const isThere = finderIn(before)
  let shared: unknown[] | undefined
  let isSame = before.length === next.length
  for (let i = 0; i < next.length; i++) {
    if (next[i] === before[i]) continue
    // One that only moved stays what it is: the one that stood here has nothing to do with it.
    const item = isThere(next[i]) ? next[i] : shareStructure(before[i], next[i])
    isSame &&= item === before[i]
    if (item === next[i]) continue
    shared ??= next.slice()
    shared[i] = item
  }
  if (isSame) return before
  return shared ? freezeLike(shared, before, next) : next
}

/** Up to so many are sooner looked for one by one. */
const FEW = 8

/** Tells whether something is one of these items. */
export const finderIn = (items: readonly unknown[]) => {
  let known: ReadonlySet<unknown> | undefined
  let looks = 0
  return (item: unknown): boolean => {
    if (!known && looks++ < FEW) return items.includes(item)
    known ??= new Set(items)
    return known.has(item)
  }
}
