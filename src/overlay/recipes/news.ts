import { rowKey } from '../operations/operation.ts'
import type { ToldRow } from '../operations/told.ts'
import { isId } from './rows-in.ts'
import type { Schema } from './schema.ts'

interface News {
  readonly type: string
  readonly row?: unknown
  readonly id?: unknown
  readonly fields?: unknown
  readonly gone?: unknown
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const bad = (what: string): TypeError => new TypeError(`tellRows: ${what}`)

const readOne = (schema: Schema, { type, row, id: given, fields, gone }: News): ToldRow => {
  if (!schema.types.has(type)) throw bad(`'${type}' is no row type: declare it in rows.`)
  const idOf = (one: object) => {
    try {
      const id = schema.rowId(type, one)
      return id === undefined ? undefined : `${id}`
    } catch {
      return undefined
    }
  }
  if (row !== undefined) {
    const id = isObject(row) ? idOf(row) : undefined
    if (id === undefined) throw bad(`this ${type} has no id: see rows.${type}.id.`)
    return { type, id, fields: row as object, isWhole: true }
  }
  if (!isId(given)) throw bad(`a ${type} without an id: say which one it is about.`)
  const id = `${given}`
  if (gone === true) return { type, id }
  if (!isObject(fields)) throw bad(`say of ${type} '${id}' its row, some fields, or gone: true.`)
  if ((idOf(fields) ?? id) !== id) throw bad(`the fields of ${type} '${id}' have another id.`)
  return { type, id, fields }
}

/**
 * Reads what an app tells of rows: one item a row.
 *
 * @throws a `TypeError` that says what is wrong.
 */
export const readNews = (schema: Schema, news: readonly unknown[]): readonly ToldRow[] => {
  const rows = new Map<string, ToldRow>()
  for (const one of news) {
    const next = readOne(schema, (one ?? {}) as News)
    const key = rowKey(next.type, next.id)
    const before = rows.get(key)
    const fields = before?.fields && next.fields && { ...before.fields, ...next.fields }
    const isWhole = before?.isWhole === true || next.isWhole === true
    rows.set(key, fields ? { ...next, fields, isWhole } : next)
  }
  return [...rows.values()]
}

/** @throws a `TypeError` for what is no clock. */
export const readAsOf = (asOf: unknown): number | undefined => {
  if (asOf === undefined || (typeof asOf === 'number' && asOf >= 0)) return asOf
  throw bad('asOf is what selectClock gave at that moment.')
}
