import { isRecord, toSnake } from '../casing.ts'
import type { Field, Reading } from './reading.ts'
import { MISFIT, misfit, readPart } from './reading.ts'

interface FieldPlan {
  readonly name: string
  /** As the contract spells it. */
  readonly wire: string
  readonly read: Field<unknown>
  readonly isRequired: boolean
}

type Fields = Record<string, unknown>

const put = (value: Fields, plan: FieldPlan, field: unknown, reading: Reading): void => {
  const { name, read, isRequired } = plan
  const part = readPart(read, field, name, reading)
  if (part !== MISFIT) value[name] = part
  else if (isRequired) reading.fatal ??= reading.issues.at(-1)
}

/** The fields that the schema knows; gives how many keys that were. */
const putKnown = (
  value: Fields,
  raw: Fields,
  plans: readonly FieldPlan[],
  reading: Reading,
): number => {
  // Rows have a token, which no schema lists.
  let found = raw.token === undefined ? 0 : 1
  for (const plan of plans) {
    const field = raw[plan.wire] === undefined ? raw[plan.name] : raw[plan.wire]
    if (field === undefined) continue
    found += 1
    put(value, plan, field, reading)
  }
  return found
}

/** A field that no schema knows, or an odd spelling of one that it does. */
const putUnknown = (
  value: Fields,
  raw: Fields,
  key: string,
  byName: ReadonlyMap<string, FieldPlan>,
  reading: Reading,
): void => {
  const name = reading.nameOf(key)
  // Where two keys meet, the documented spelling wins.
  if (name === undefined || (name === key && Object.hasOwn(value, name))) return
  const plan = byName.get(name)
  if (plan) {
    if (raw[plan.wire] === undefined) put(value, plan, raw[key], reading)
    return
  }
  const field = reading.vet(raw[key], name)
  if (field !== undefined) value[name] = field
}

const missing: Field<never> = (_value, reading) => misfit(reading, 'there')

/** A required field is missing. */
const fail = (name: string, reading: Reading): void => {
  if (reading.fatal) return
  readPart(missing, undefined, name, reading)
  reading.fatal = reading.issues.at(-1)
}

/**
 * Reads an object: each field by its own reader, under its camelCase name. Fields that are not listed are kept, but for
 * secrets and links that run a script; one that does not fit is left out. Only a missing `required` one fails the whole.
 */
export const object = <T extends object>(
  fields: { readonly [Key in keyof T]-?: Field<T[Key]> },
  required: readonly (string & keyof T)[] = [],
): Field<T> => {
  const isRequired = (name: string) => (required as readonly string[]).includes(name)
  const plans = Object.entries<Field<unknown>>(fields).map(
    ([name, read]): FieldPlan => ({
      name,
      wire: toSnake(name),
      read,
      isRequired: isRequired(name),
    }),
  )
  const spelled = new Set(plans.flatMap(({ name, wire }) => [name, wire]))
  const byName = new Map(plans.map((plan) => [plan.name, plan]))

  return (raw, reading) => {
    if (!isRecord(raw)) return misfit(reading, 'an object')
    const value: Fields = {}
    const found = putKnown(value, raw, plans, reading)
    const keys = Object.keys(raw)
    if (keys.length > found) {
      for (const key of keys) {
        if (!spelled.has(key)) putUnknown(value, raw, key, byName, reading)
      }
    }
    for (const name of required) if (!Object.hasOwn(value, name)) fail(name, reading)
    return reading.fatal ? MISFIT : (value as T)
  }
}

/** Reads a list; when one of its items does not fit, the whole list is left out. */
export const list =
  <T>(read: Field<T>): Field<readonly T[]> =>
  (raw, reading) => {
    if (!Array.isArray(raw)) return misfit(reading, 'a list')
    const items = raw.map((item, index) => readPart(read, item, index, reading))
    return items.includes(MISFIT) ? MISFIT : (items as T[])
  }
