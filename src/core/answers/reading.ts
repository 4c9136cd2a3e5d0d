import { isDangerousKey, toCamel } from '../casing.ts'
import { vetJson } from '../secrets/redaction.ts'
import type { SecretFinder } from '../secrets/secret-finder.ts'

/** One field that did not fit its schema. */
export interface FieldIssue {
  /** Dotted path in the public (camelCase) shape; empty for the whole answer. */
  readonly path: string
  /** What was expected, e.g. `a text`. */
  readonly expected: string
}

/** A {@link FieldIssue} whose path grows while the reader comes back from it. */
interface OpenIssue {
  path: string
  readonly expected: string
}

/** The value does not fit: it is left out, and there is an issue that says so. */
export const MISFIT: unique symbol = Symbol('misfit')

/** The rows of an answer as they came, and what became of them. */
export interface RowsRead {
  readonly raw: readonly unknown[]
  readonly rows: readonly unknown[]
}

/** One answer while it is read: what its readers share, and what they found. */
export interface Reading {
  /** A text without known secrets. */
  clean(text: string): string
  /**
   * JSON that no schema knows, of a field of that name, without secrets, links that run a script, and keys that reach a
   * prototype; the same object if it had none.
   */
  vet(value: unknown, name?: string): unknown
  /** What a field that no schema knows is called; `undefined`: it is left out. */
  nameOf(key: string): string | undefined
  /** What did not fit so far. */
  readonly issues: OpenIssue[]
  /** A required part did not fit: the whole answer fails. */
  fatal: FieldIssue | undefined
  /** The rows of the answer to the same request before, whose objects are kept where the JSON is the same. */
  readonly before: RowsRead | undefined
  /** The rows of this one. */
  rows: RowsRead | undefined
}

/** How a kind of value is read: names, checks and secrets in one go. */
export type Field<T> = (value: unknown, reading: Reading) => T | typeof MISFIT

/** Begins a reading. */
export const createReading = (secrets: SecretFinder, before?: RowsRead): Reading => {
  const vet = vetJson(secrets.redact)
  const names = new Map<string, string | undefined>()
  return {
    clean: secrets.redact,
    vet: vet.value,
    nameOf: (key) => {
      // The rows of an answer have the same few keys: each is looked at once.
      if (names.has(key)) return names.get(key)
      const vetted = vet.nameOf(key)
      const name = vetted === undefined ? undefined : toCamel(vetted)
      const kept = name === undefined || isDangerousKey(name) ? undefined : name
      names.set(key, kept)
      return kept
    },
    issues: [],
    fatal: undefined,
    before,
    rows: undefined,
  }
}

/** Notes that a value is not what was expected. */
export const misfit = ({ issues }: Reading, expected: string): typeof MISFIT => {
  issues.push({ path: '', expected })
  return MISFIT
}

/** Reads a part of a value: its issues say where in the whole they are. */
export const readPart = <T>(
  read: Field<T>,
  part: unknown,
  key: string | number,
  reading: Reading,
): T | typeof MISFIT => {
  const { issues } = reading
  const from = issues.length
  const value = read(part, reading)
  for (let at = from; at < issues.length; at++) {
    const issue = issues[at] as OpenIssue
    issue.path = issue.path === '' ? String(key) : `${key}.${issue.path}`
  }
  return value
}
