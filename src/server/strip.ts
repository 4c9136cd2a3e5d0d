import { isDangerousKey } from '../core/casing.ts'
import { isSecretKey, MAX_DEPTH } from '../core/secrets/redaction.ts'
import { REDACTED } from '../core/secrets/secret-finder.ts'
import { isLinkName, isSafeText } from '../core/urls.ts'

/** What becomes of the fields of a name. */
type Fate = 'dropped' | 'link' | 'kept'

const fateOf = (key: string): Fate =>
  isDangerousKey(key) || isSecretKey(key) ? 'dropped' : isLinkName(key) ? 'link' : 'kept'

/**
 * Parsed JSON, to be written again, without what `vetJson` leaves out whatever it says: fields that hold a secret by name,
 * keys that reach a prototype, links that run a script. What has none of it stays the same object; in a copy, what was left
 * out is `undefined`, which is not written.
 */
export const strip = (json: unknown): unknown => {
  const fates = new Map<string, Fate>()

  const fate = (key: string): Fate => {
    let known = fates.get(key)
    if (known === undefined) {
      known = fateOf(key)
      fates.set(key, known)
    }
    return known
  }

  const fields = (from: Record<string, unknown>, depth: number): unknown => {
    let to = from
    for (const key of Object.keys(from)) {
      const kind = fate(key)
      const part = from[key]
      const left = kind === 'dropped' ? undefined : walk(part, kind === 'link', depth)
      if (left === part) continue
      if (to === from) to = { ...from }
      to[key] = left
    }
    return to
  }

  /** `undefined`: left out. */
  const walk = (part: unknown, isLink: boolean, depth: number): unknown => {
    if (typeof part === 'string') return isSafeText(isLink, part) ? part : undefined
    if (typeof part !== 'object' || part === null) return part
    if (depth > MAX_DEPTH) return REDACTED
    if (!Array.isArray(part)) return fields(part as Record<string, unknown>, depth + 1)
    const items = part.map((item) => walk(item, isLink, depth + 1))
    return items.some((item, at) => item !== part[at])
      ? items.filter((item) => item !== undefined)
      : part
  }

  return walk(json, false, 0)
}
