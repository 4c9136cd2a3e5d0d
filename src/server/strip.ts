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
    const found = fateOf(key)
    fates.set(key, found)
    return found
  }

  const fields = (from: Record<string, unknown>, depth: number): unknown => {
    let to = from
    // Rows are alike, and engines go through their fields faster than through the list of their keys.
    for (const key in from) {
      const kind = fates.get(key) ?? fate(key)
      const part = from[key]
      const left = kind === 'dropped' ? undefined : walk(part, kind === 'link', depth)
      if (left === part) continue
      if (to === from) to = { ...from }
      to[key] = left
    }
    return to
  }

  const items = (from: readonly unknown[], isLink: boolean, depth: number): unknown => {
    let to: unknown[] | undefined
    for (let at = 0; at < from.length; at++) {
      const left = walk(from[at], isLink, depth)
      if (left !== from[at]) to ??= from.slice(0, at)
      if (left !== undefined) to?.push(left)
    }
    return to ?? from
  }

  /** `undefined`: left out. */
  const walk = (part: unknown, isLink: boolean, depth: number): unknown => {
    if (typeof part === 'string') return isSafeText(isLink, part) ? part : undefined
    if (typeof part !== 'object' || part === null) return part
    if (depth > MAX_DEPTH) return REDACTED
    return Array.isArray(part)
      ? items(part, isLink, depth + 1)
      : fields(part as Record<string, unknown>, depth + 1)
  }

  return walk(json, false, 0)
}
