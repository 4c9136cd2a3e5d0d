import { isDangerousKey } from '../casing.ts'
import { isLinkName, isSafeText } from '../urls.ts'
import type { SecretFinder } from './secret-finder.ts'
import { REDACTED } from './secret-finder.ts'
import { withoutUnknownSecrets } from './unknown-secrets.ts'

/** How deep data may nest; what lies deeper is blacked out, so that no walk over it can overflow the stack. */
export const MAX_DEPTH = 64

const secretKeys: ReadonlySet<string> = new Set([
  'token',
  'accesstoken',
  'clienttoken',
  'clientsecret',
  'instancetoken',
])

/** Is this the name of a field that holds a secret, in any casing? */
export const isSecretKey = (key: string): boolean =>
  secretKeys.has(key.replace(/[_-]/g, '').toLowerCase())

/** Is everything that it holds in its own fields? Only known of literals, JSON and dates. */
const isPlain = (value: object): boolean => {
  const prototype: object | null = Object.getPrototypeOf(value)
  // Objects of another realm, a frame's say, have prototypes of their own.
  if (Array.isArray(value)) return Array.isArray(prototype)
  if (prototype === null || prototype === Date.prototype) return true
  return Object.hasOwn(prototype, 'isPrototypeOf') && Object.getPrototypeOf(prototype) === null
}

/** Has it a getter? What that gives now says nothing of what it gives the next time. */
const hasGetter = (value: object): boolean =>
  Object.values(Object.getOwnPropertyDescriptors(value)).some(({ get }) => get !== undefined)

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

/** `all`: what cannot be searched completely counts as a secret, too. */
export type Scope = 'known' | 'all'

/** Was this object searched before, so that it holds none? */
type IsVetted = (part: object) => boolean

/** Does anything, at any depth of data, hold a known secret? What nests too deep to tell counts as one that does. */
export const holdsSecret = (
  value: unknown,
  finder: SecretFinder,
  scope: Scope,
  isVetted?: IsVetted,
): boolean => {
  if (value === undefined || value === null || typeof value === 'boolean') return false
  const seen = new WeakSet<object>()
  const look = (part: unknown, depth: number): boolean => {
    if (typeof part === 'function') return scope === 'all'
    if (typeof part !== 'object' || part === null) return finder.has(String(part))
    if (seen.has(part) || isVetted?.(part)) return false
    if (depth > MAX_DEPTH || (scope === 'all' && (!isPlain(part) || hasGetter(part)))) return true
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
export const redactDeep = <T>(
  value: T,
  finder: SecretFinder,
  scope: Scope = 'known',
  isVetted?: IsVetted,
): T =>
  holdsSecret(value, finder, scope, isVetted) ? (blackOut(value, finder, scope) as T) : value

/** Makes the copy. An argument may hold anything: cycles, proxies, instances of classes. */
const blackOut = (value: unknown, finder: SecretFinder, scope: Scope): unknown => {
  const copies = new WeakMap<object, unknown>()

  const fields = (from: object, depth: number): unknown => {
    const to: unknown[] | Record<string, unknown> = Array.isArray(from) ? [] : {}
    copies.set(from, to)
    for (const [key, field] of Object.entries(from)) {
      if (!isDangerousKey(key)) Reflect.set(to, finder.redact(key), part(field, depth))
    }
    return to
  }

  const inside = (from: object, depth: number): unknown => {
    if (copies.has(from)) return copies.get(from)
    if (depth > MAX_DEPTH) return REDACTED
    try {
      const isCopied = typeof from === 'object' && isPlain(from) && !(from instanceof Date)
      if (isCopied) return fields(from, depth + 1)
      return scope === 'all' || holdsSecret(from, finder, scope) ? REDACTED : from
    } catch {
      return REDACTED
    }
  }

  const part = (from: unknown, depth: number): unknown => {
    if (typeof from === 'string') return finder.redact(from)
    if (Object(from) === from) return inside(from as object, depth)
    return finder.has(String(from)) ? REDACTED : from
  }

  return part(value, 0)
}

/** Rows that the app tells of may hold undefined themselves. */
const isKept = (vetted: unknown, given: unknown): boolean =>
  vetted !== undefined || given === undefined

/** The fields of an object that come before one of them. */
const before = (from: Record<string, unknown>, last: string): Record<string, unknown> => {
  const to: Record<string, unknown> = {}
  for (const key of Object.keys(from)) {
    if (key === last) break
    to[key] = from[key]
  }
  return to
}

/**
 * Takes secrets out of parsed JSON: fields that hold one by name are gone, what `text` blacks out in texts is blacked
 * out; keys that reach a prototype and links that run a script are dropped. What has none of it stays the same object.
 */
export const vetJson = (text: (text: string) => string) => {
  const names = new Map<string, string | undefined>()

  /** The name of a key without secrets; `undefined` if it is left out. Rows share few keys: each is looked at once. */
  const nameOf = (key: string): string | undefined => {
    if (!names.has(key)) {
      names.set(key, isDangerousKey(key) || isSecretKey(key) ? undefined : text(key))
    }
    return names.get(key)
  }

  const links = new Map<string, boolean>()

  const isLink = (name: string): boolean => {
    const known = links.get(name)
    if (known !== undefined) return known
    const found = isLinkName(name)
    links.set(name, found)
    return found
  }

  // Whole answers are walked: plain loops, which need no function for each field.
  const fields = (from: Record<string, unknown>, depth: number): object => {
    let to: Record<string, unknown> | undefined
    for (const key of Object.keys(from)) {
      const name = nameOf(key)
      const part = from[key]
      const vetted = name === undefined ? name : walk(part, name, depth)
      if (!to) {
        if (name === key && vetted === part) continue
        to = before(from, key)
      }
      if (name !== undefined && isKept(vetted, part)) to[name] = vetted
    }
    return to ?? from
  }

  /** `undefined`: left out. */
  const walk = (part: unknown, name: string, depth: number): unknown => {
    if (typeof part === 'string') return isSafeText(isLink(name), part) ? text(part) : undefined
    if (part === null || typeof part === 'boolean') return part
    if (typeof part !== 'object') return text(String(part)) === String(part) ? part : REDACTED
    if (depth > MAX_DEPTH) return REDACTED
    if (!Array.isArray(part)) return fields(part as Record<string, unknown>, depth + 1)
    const items = part.map((item) => walk(item, name, depth + 1))
    return items.some((item, at) => item !== part[at])
      ? items.filter((item, at) => isKept(item, part[at]))
      : part
  }

  return { nameOf, value: (part: unknown, name = '') => walk(part, name, 0) }
}

/** Characters of a text for people; the rest is cut off, so that searching it takes bounded time. */
const MAX_TEXT = 8192

/** A text for people (an error, a log line), without known secrets, pieces of them, or what looks like another one. */
export const redactText = (text: string, finder: SecretFinder): string =>
  finder.redactCut(withoutUnknownSecrets(finder.redact(text.slice(0, MAX_TEXT))))

/**
 * Parsed JSON for people, who read it as one text ({@link redactText}): what looks like a secret is taken out too, and
 * what is too long is cut off.
 */
export const stripForPeople = (value: unknown, finder: SecretFinder): unknown => {
  let left = MAX_TEXT
  const { value: strip } = vetJson((part) => {
    const shown = part.slice(0, Math.max(0, left))
    left -= part.length + 1
    return withoutUnknownSecrets(finder.redact(shown))
  })
  return strip(value)
}
