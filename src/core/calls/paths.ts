import { isTemporaryId } from '../../overlay/operations/temporary-ids.ts'
import { isRecord } from '../casing.ts'
import type { ValidationError } from '../errors.ts'
import { invalid } from '../errors.ts'
import type { VZapsRequest } from './call.ts'

/** Says what is wrong with an id that would change the path it goes into, or `undefined`. */
export const checkId = (id: unknown, field = 'instanceId'): ValidationError | undefined => {
  if (typeof id !== 'string' || id.trim() === '') {
    return invalid(`${field} must be a non-empty string`, { field })
  }
  if (id === '.' || id === '..') return invalid(`${field} must not be "${id}"`, { field })
  if (!isWellFormed(id))
    return invalid(`${field} holds a character that no URL can carry`, { field })
  if (isTemporaryId(id)) {
    return invalid(`${field} is temporary: wait until the server has created the instance`, {
      field,
      code: 'temporary-id',
    })
  }
  return undefined
}

const isWellFormed = (text: string): boolean => {
  try {
    encodeURIComponent(text)
    return true
  } catch {
    return false // a lone surrogate
  }
}

/** Fills a route's placeholders, percent-encoded. */
export const fillRoute = (route: string, values: Readonly<Record<string, string>>): string =>
  route.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(values[name] ?? ''))

/** Checks a path of the app's own choice: within the API's origin, no dot segments, not `/token`. */
export const checkPath = (path: unknown): ValidationError | undefined => {
  const refuse = (why: string) => invalid(`path ${why}`, { field: 'path' })
  if (typeof path !== 'string' || !path.startsWith('/')) return refuse('must start with one "/"')
  if (path.startsWith('//')) return refuse('must start with one "/", not two')
  // URL parsers read "\" as "/" and drop tabs and line breaks; either could lead to another origin.
  if (/[\\\p{Cc}]/u.test(path)) return refuse('must not hold backslashes or control characters')
  if (!isWellFormed(path)) return refuse('holds a character that no URL can carry')
  const [pathname = ''] = path.split(/[?#]/, 1)
  if (pathname.endsWith(' ')) return refuse('must not end with a space: URL parsers drop it')
  const segments = segmentsOf(pathname)
  if (segments.some((segment) => segment === '.' || segment === '..')) {
    return refuse('must not hold "." or ".." segments')
  }
  const [only, ...others] = segments.filter((segment) => segment !== '')
  if (only?.toLowerCase() === 'token' && others.length === 0) {
    return refuse('must not be /token: the library asks for tokens itself')
  }
  return undefined
}

/** The segments as a server behind several proxies that each decode once may see them, without `;parameters`. */
const segmentsOf = (pathname: string): string[] => {
  let text = pathname
  for (let round = 0; round < 4 && text.includes('%'); round++) text = decoded(text)
  return text.split(/[/\\]/).map((segment) => segment.replace(/;.*$/s, '').trim())
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    // A malformed escape elsewhere in the path must not keep these from being decoded.
    return text.replace(/%(2e|2f|5c|3b)/gi, (_whole, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
  }
}

/** Checks the query of such a call: an object of texts, numbers and flags. */
export const checkQuery = (query: unknown): ValidationError | undefined => {
  if (query === undefined || query === null) return undefined
  const fits =
    isRecord(query) &&
    Object.values(query).every(
      (value) =>
        value === null || ['undefined', 'string', 'number', 'boolean'].includes(typeof value),
    )
  return fits
    ? undefined
    : invalid('query must be an object of texts, numbers and flags', { field: 'query' })
}

/** The path with its own query and `query` merged, without a fragment. */
export const withQuery = (path: string, query: VZapsRequest['query']): string => {
  const [beforeFragment = ''] = path.split('#', 1)
  const [pathname = '', own = ''] = beforeFragment.split(/\?(.*)/s, 2)
  const values = new URLSearchParams(own)
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined) values.append(key, String(value))
  }
  const text = values.toString()
  return text === '' ? pathname : `${pathname}?${text}`
}
