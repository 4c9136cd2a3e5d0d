import { isDangerousKey } from './casing.ts'
import type { SecretFinder } from './secret-finder.ts'
import { REDACTED } from './secret-finder.ts'
import { withoutUnknownSecrets } from './unknown-secrets.ts'

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

/** Is all that it holds in its own fields? Of anything but literals, JSON and dates one cannot know. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  // Objects of another realm, a frame's say, have prototypes of their own.
  if (Array.isArray(value)) return Array.isArray(prototype)
  if (prototype === null || prototype === Date.prototype) return true
  return typeof prototype === 'object' && Object.hasOwn(prototype, 'isPrototypeOf')
}

/** All that can be seen in an object: its fields and their names, and the entries of maps, sets, headers and forms. */
const partsOf = (value: object): readonly unknown[] => {
  const parts: unknown[] = []
  if (ArrayBuffer.isView(value)) return parts
  for (const key of Reflect.ownKeys(value)) parts.push(key, Reflect.get(value, key))
  if (!isPlain(value) && 'forEach' in value && typeof value.forEach === 'function') {
    value.forEach((item: unknown, key: unknown) => {
      parts.push(key, item)
    })
  }
  return parts
}

/** `all`: what cannot be looked into to the end counts as a secret. */
export type Scope = 'known' | 'all'

/** Does anything, at any depth of data, hold a known secret? What nests too deep to tell counts as one that does. */
export const holdsSecret = (value: unknown, finder: SecretFinder, scope: Scope): boolean => {
  const seen = new WeakSet<object>()
  const look = (part: unknown, depth: number): boolean => {
    if (typeof part === 'function') return scope === 'all'
    if (typeof part !== 'object' || part === null) return finder.has(String(part))
    if (seen.has(part)) return false
    if (depth > MAX_DEPTH || (scope === 'all' && !isPlain(part))) return true
    seen.add(part)
    return partsOf(part).some((inner) => look(inner, depth + 1))
  }
  try {
    return look(value, 0)
  } catch {
    return true // a getter or a proxy that throws
  }
}

/** A copy with every known secret blacked out, at any depth; the same object when there was none. */
export const redactDeep = <T>(value: T, finder: SecretFinder, scope: Scope = 'known'): T =>
  holdsSecret(value, finder, scope)
    ? (copy(value, {
        text: finder.redact,
        drops: () => false,
        opaque: (part) => scope === 'all' || holdsSecret(part, finder, scope),
      }) as T)
    : value

/**
 * An answer without secrets: fields that hold one by name are gone, known secrets in texts are blacked out, keys that
 * reach a prototype are dropped (I2, I9).
 */
export const stripSecrets = (value: unknown, finder: SecretFinder): unknown =>
  copy(value, { text: finder.redact, drops: isSecretKey })

/** How much of a text is looked at that people read; the rest is cut off. */
const MAX_TEXT = 8192

/** A text for people (an error, a log line), without known secrets, pieces of them, or what looks like another one. */
export const redactText = (text: string, finder: SecretFinder): string =>
  finder.redactCut(withoutUnknownSecrets(finder.redact(text.slice(0, MAX_TEXT))))

/**
 * As {@link stripSecrets}, for data that people read as one text ({@link redactText}): what looks like a secret goes
 * too, and what is too much for a text is cut off.
 */
export const stripForPeople = (value: unknown, finder: SecretFinder): unknown => {
  let left = MAX_TEXT
  const text = (part: string) => {
    const shown = part.slice(0, Math.max(0, left))
    left -= part.length + 1
    return withoutUnknownSecrets(finder.redact(shown))
  }
  return copy(value, { text, drops: isSecretKey })
}

interface Rules {
  text(text: string): string
  drops(key: string): boolean
  /** Is an object that is no plain data blacked out as a whole? */
  opaque?(part: object): boolean
}

const copy = (value: unknown, { text, drops, opaque }: Rules): unknown => {
  const copies = new WeakMap<object, unknown>()
  const names = new Map<string, string | undefined>()

  /** What a key is called in the copy, if it may be there. The rows of an answer have the same few: each is looked at once. */
  const nameOf = (key: string): string | undefined => {
    if (names.has(key)) return names.get(key)
    const name = isDangerousKey(key) || drops(key) ? undefined : text(key)
    names.set(key, name)
    return name
  }

  const copyFields = (from: object, depth: number): unknown => {
    if (Array.isArray(from)) {
      const to: unknown[] = []
      copies.set(from, to)
      for (const item of from) to.push(copyPart(item, depth))
      return to
    }
    const to: Record<string, unknown> = {}
    copies.set(from, to)
    for (const [key, field] of Object.entries(from)) {
      const name = nameOf(key)
      if (name !== undefined) to[name] = copyPart(field, depth)
    }
    return to
  }

  const copyObject = (part: object, depth: number): unknown => {
    if (copies.has(part)) return copies.get(part)
    if (depth > MAX_DEPTH) return REDACTED
    try {
      const isCopied = typeof part === 'object' && isPlain(part) && !(part instanceof Date)
      if (isCopied) return copyFields(part, depth + 1)
      return opaque?.(part) ? REDACTED : part
    } catch {
      return REDACTED
    }
  }

  const copyPart = (part: unknown, depth: number): unknown => {
    if (typeof part === 'string') return text(part)
    if (Object(part) === part) return copyObject(part as object, depth)
    return text(String(part)) === String(part) ? part : REDACTED
  }

  return copyPart(value, 0)
}
