import { copyWithStructuralSharing } from '@reduxjs/toolkit/query'

// What did not change stays the object that it was: only what changed renders.

/** The same items in the same places. */
export const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean => {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Equal field by field; `isEqual` compares two values of a field. */
const isSameRecord = (
  a: object,
  b: object,
  isEqual: (one: unknown, other: unknown) => boolean,
): boolean => {
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(x)
  return (
    keys.length === Object.keys(y).length &&
    keys.every((key) => isEqual(x[key], y[key]) && Object.hasOwn(y, key))
  )
}

/** Rows that are equal field by field. */
export const isSameRow = (a: object, b: object): boolean => a === b || isSameRecord(a, b, Object.is)

const isSameField = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || (Array.isArray(a) && Array.isArray(b) && isSameList(a, b))

/** `before` where `next` is equal to it down to the rows, in a list or in a list that is a field; else `next`. */
export const keepIdentity = (before: unknown, next: unknown): unknown => {
  if (typeof before !== 'object' || typeof next !== 'object' || !before || !next) return next
  if (Array.isArray(before) || Array.isArray(next)) return isSameField(before, next) ? before : next
  return isSameRecord(before, next, isSameField) ? before : next
}

/** The fields of the second row that are others in the first. */
export const changedIn = (row: object, next: object): object => {
  const [was, is] = [row, copyWithStructuralSharing(row, next)] as Record<string, unknown>[]
  return Object.fromEntries(
    Object.entries(is ?? {}).filter(([name, value]) => was?.[name] !== value),
  )
}

/** The row with what is said of it. What is said again, nested values too, stays the object that it was. */
export const mergeRow = (row: object, said: object): object =>
  copyWithStructuralSharing(row, { ...row, ...said })

/** `next`, in which whatever is equal to a part of `before` is that very object, at any depth. */
export const shareStructure = (before: unknown, next: unknown): unknown =>
  before === next ? next : copyWithStructuralSharing(before, next)
