import { isDangerousKey } from './casing.ts'
import type { SecretFinder } from './secret-finder.ts'
import { REDACTED } from './secret-finder.ts'

/** How deep data may nest; what lies deeper is blacked out, so that no walk over it can overflow the stack. */
const MAX_DEPTH = 64

const secretKeys: ReadonlySet<string> = new Set([
  'token',
  'accesstoken',
  'clienttoken',
  'clientsecret',
  'instancetoken',
])

/** Is this the name of a field that holds a secret, in any casing? */
const isSecretKey = (key: string): boolean => secretKeys.has(key.replace(/[_-]/g, '').toLowerCase())

/** Does a header of this name carry a secret, or may it? Not every secret of an app is known to the vault. */
export const isTellingHeader = (name: string): boolean =>
  /authorization|cookie|token|secret|key|session/i.test(name)

/** An object literal or a JSON object. An event or an element leads to the whole page, and is not looked into. */
const isPlain = (value: object): value is Record<string, unknown> => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** What an object that is no plain data holds, if it is of a kind that is looked into. */
const partsOf = (value: object): readonly unknown[] => {
  if (value instanceof Map) return [...value].flat()
  if (value instanceof Set) return [...value]
  if (value instanceof Error) return [value.message, value.stack, value.cause]
  return []
}

/** Does a text, at any depth of data, hold a known secret? What nests too deep to tell counts as one that does. */
export const holdsSecret = (value: unknown, finder: SecretFinder): boolean => {
  const seen = new WeakSet<object>()
  const look = (part: unknown, depth: number): boolean => {
    if (typeof part === 'string') return finder.has(part)
    if (typeof part !== 'object' || part === null || seen.has(part)) return false
    if (depth > MAX_DEPTH) return true
    seen.add(part)
    const lookIn = (inner: unknown) => look(inner, depth + 1)
    if (Array.isArray(part)) return part.some(lookIn)
    if (!isPlain(part)) return partsOf(part).some(lookIn)
    return Object.keys(part).some((key) => finder.has(key) || lookIn(part[key]))
  }
  return look(value, 0)
}

/** A copy with every known secret blacked out, at any depth; the same object when there was none. */
export const redactDeep = <T>(value: T, finder: SecretFinder): T =>
  holdsSecret(value, finder) ? (copy(value, finder, () => false) as T) : value

/**
 * An answer without secrets: fields that hold one by name are gone, known secrets in texts are blacked out, keys that
 * reach a prototype are dropped (I2, I9).
 */
export const stripSecrets = (value: unknown, finder: SecretFinder): unknown =>
  copy(value, finder, isSecretKey)

const copy = (value: unknown, finder: SecretFinder, drops: (key: string) => boolean): unknown => {
  const copies = new WeakMap<object, unknown>()
  const names = new Map<string, string | undefined>()

  /** What a key is called in the copy, if it may be there. The rows of an answer have the same few: each is looked at once. */
  const nameOf = (key: string): string | undefined => {
    if (names.has(key)) return names.get(key)
    const name = isDangerousKey(key) || drops(key) ? undefined : finder.redact(key)
    names.set(key, name)
    return name
  }

  const copyObject = (from: Record<string, unknown>, depth: number) => {
    const to: Record<string, unknown> = {}
    copies.set(from, to)
    for (const [key, field] of Object.entries(from)) {
      const name = nameOf(key)
      if (name !== undefined) to[name] = copyPart(field, depth + 1)
    }
    return to
  }

  const copyArray = (from: readonly unknown[], depth: number) => {
    const to: unknown[] = []
    copies.set(from, to)
    for (const item of from) to.push(copyPart(item, depth + 1))
    return to
  }

  const copyPart = (part: unknown, depth: number): unknown => {
    if (typeof part === 'string') return finder.redact(part)
    if (typeof part !== 'object' || part === null) return part
    if (copies.has(part)) return copies.get(part)
    if (depth > MAX_DEPTH) return REDACTED
    if (Array.isArray(part)) return copyArray(part, depth)
    if (isPlain(part)) return copyObject(part, depth)
    return partsOf(part).length === 0 ? part : REDACTED
  }

  return copyPart(value, 0)
}
