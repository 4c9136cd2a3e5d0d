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

/** Where misfits are: `true` at the end of a path. One walk takes them all out, however many there are. */
type Misfits = true | Map<unknown, Misfits>

const treeOf = (issues: readonly Issue[]): Misfits => {
  const root: Misfits = new Map()
  for (const { path = [] } of issues) {
    let node: Map<unknown, Misfits> = root
    path.forEach(({ key }, at) => {
      const next = node.get(key)
      if (next === true)
        node = new Map() // The misfit is in one that goes as a whole.
      else if (at === path.length - 1) node.set(key, true)
      else {
        const inner = next ?? new Map<unknown, Misfits>()
        node.set(key, inner)
        node = inner
      }
    })
  }
  return root
}

const GONE = Symbol('gone')

/** A copy of `value` without its misfits: of each path goes the field nearest to its end that an object holds. */
const without = (value: unknown, misfits: Misfits): unknown => {
  if (misfits === true) return GONE
  const inner = (field: unknown, key: unknown) => {
    const at = misfits.get(key)
    return at ? without(field, at) : field
  }
  if (Array.isArray(value)) {
    const items = value.map(inner)
    return items.includes(GONE) ? GONE : items
  }
  if (!isRecord(value)) return GONE
  const entries = Object.entries(value).map(([key, field]) => [key, inner(field, key)] as const)
  return Object.fromEntries(entries.filter(([, field]) => field !== GONE))
}

const pathOf = (issue: Issue): string => toFieldIssue(issue).path

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
  const second = v.safeParse(schema, without(value, treeOf(issues)))
  if (second.success) return { ok: true, value: second.output, issues: issues.map(toFieldIssue) }
  const missing = new Set((second.issues as readonly Issue[]).map(pathOf))
  const isFatal = (issue: Issue) => {
    const keys = pathOf(issue).split('.')
    return keys.some((_key, at) => missing.has(keys.slice(0, at + 1).join('.')))
  }
  return { ok: false, issue: toFieldIssue(issues.find(isFatal) ?? (second.issues[0] as Issue)) }
}
