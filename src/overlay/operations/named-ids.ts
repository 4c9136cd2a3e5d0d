import { isPlainObject } from '@reduxjs/toolkit'
import { mayNameTemporary } from './temporary-ids.ts'

// Arguments name rows by their ids, wherever in them.

/** An id as rows have it. */
export type Id = string | number

const MAX_DEPTH = 20

/** All texts and numbers in plain data that may name a row in the making. */
export const valuesIn = (value: unknown, depth = 0): readonly Id[] => {
  // Hardly any value is one, so it is not compared with all of them.
  if (typeof value === 'string' || typeof value === 'number')
    return mayNameTemporary(value) ? [value] : []
  if (!isPlain(value) || depth > MAX_DEPTH) return []
  return Object.values(value).flatMap((part) => valuesIn(part, depth + 1))
}

const isPlain = (value: unknown): value is object => Array.isArray(value) || isPlainObject(value)

/** A temporary id, and the one to take its place. */
export type IdPair = readonly [Id, Id]

/** Plain data with other ids in place of temporary ones. */
export const replaceIds = <T>(arg: T, ids: readonly IdPair[]): T => {
  if (ids.length === 0) return arg
  const change = (value: unknown): unknown => {
    if (typeof value === 'string' || typeof value === 'number') return replaceId(value, ids)
    if (Array.isArray(value)) return value.map(change)
    if (!isPlain(value)) return value
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, change(part)]))
  }
  return change(arg) as T
}

const replaceId = (value: Id, ids: readonly IdPair[]): Id => {
  let next = value
  for (const [id, other] of ids) {
    if (next === id) next = other
    else if (typeof next === 'string') next = next.replaceAll(String(id), String(other))
  }
  return next
}
