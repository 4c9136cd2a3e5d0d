import type { GenericSchema } from 'valibot'
import * as v from 'valibot'
import { isRecord } from './casing.ts'

/** A row whose `token` the vault may learn: only instance rows teach it (I2). */
export interface TokenRow {
  readonly id: string
  readonly token: string
}

/** How one kind of answer is read: its shape, its schema, and the secrets it brings. */
export interface Answer<T> {
  /** Renames, unwraps, normalises: from the parsed JSON to the public shape, without judging it. */
  shape(json: unknown): unknown
  /** Judges the public shape. Required is only what the code cannot work without (I9). */
  readonly schema: GenericSchema<unknown, T>
  /** Rows whose `token` goes into the vault, in the parsed JSON. */
  tokens?(json: unknown): readonly TokenRow[]
  /** An empty body is this answer (delete); elsewhere it is a `parse` error. */
  readonly empty?: null
}

/** One field that did not fit its schema. */
export interface FieldIssue {
  /** Dotted path in the public (camelCase) shape; empty for the whole answer. */
  readonly path: string
  /** What was expected, e.g. `string`. */
  readonly expected: string
}

/** The value with misfits left out, or the first misfit that it cannot do without. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly issues: readonly FieldIssue[] }
  | { readonly ok: false; readonly issue: FieldIssue }

interface Issue {
  readonly expected: string | null
  readonly type: string
  readonly message: string
  readonly path?: readonly { readonly key: unknown }[] | undefined
}

const toFieldIssue = (issue: Issue): FieldIssue => ({
  path: (issue.path ?? []).map((item) => String(item.key)).join('.'),
  expected: issue.expected ?? issue.message,
})

/** A copy of `value` without the field nearest to the end of `path` that an object holds. */
const without = (value: unknown, path: readonly unknown[]): unknown => {
  const [key, ...rest] = path
  if (Array.isArray(value) && typeof key === 'number') {
    if (!rest.some((part) => typeof part === 'string')) return value
    return value.map((item, index) => (index === key ? without(item, rest) : item))
  }
  if (!isRecord(value) || typeof key !== 'string') return value
  const nested = without(value[key], rest)
  const { [key]: _misfit, ...others } = value
  return nested === value[key] ? others : { ...others, [key]: nested }
}

/**
 * Reads a value against its schema, tolerantly: a field of the wrong type is left out and reported, unknown fields are
 * kept, and only a missing required field fails the whole.
 */
export const readTolerantly = <T>(
  schema: GenericSchema<unknown, T>,
  value: unknown,
): Reading<T> => {
  const first = v.safeParse(schema, value)
  if (first.success) return { ok: true, value: first.output, issues: [] }
  const issues = first.issues as readonly Issue[]
  const pruned = issues.reduce<unknown>(
    (rest, issue) =>
      without(
        rest,
        (issue.path ?? []).map((item) => item.key),
      ),
    value,
  )
  const second = v.safeParse(schema, pruned)
  if (second.success) return { ok: true, value: second.output, issues: issues.map(toFieldIssue) }
  const missing = new Set(
    (second.issues as readonly Issue[]).map((issue) => toFieldIssue(issue).path),
  )
  const fatal = issues.find((issue) =>
    [...missing].some((path) => `${toFieldIssue(issue).path}.`.startsWith(`${path}.`)),
  )
  return { ok: false, issue: toFieldIssue(fatal ?? (second.issues[0] as Issue)) }
}
