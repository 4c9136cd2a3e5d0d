import { checkId } from '../core/calls/paths.ts'
import type { RelayRoute } from './operations.ts'
import { refusal } from './refusal.ts'

/** A request that is one of the calls there are, its body not read yet. */
export interface Matched {
  readonly route: RelayRoute
  /** What stood for the template's braces, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
}

/** Longer than any id is. */
const MAX_SEGMENT = 256

/**
 * Can a path carry this id, or any other segment? Narrower than what the library sends: servers on the way may decode a path again, and
 * then an encoded slash or percent sign would lead to another path, with the owner's token.
 */
export const isSafeId = (text: string): boolean =>
  text.length <= MAX_SEGMENT && checkId(text) === undefined && !/[\\/%?#;\s\p{Cc}]/u.test(text)

/** Checks an id that a call names, wherever it stood. */
export const safeId = (id: unknown): string => {
  if (typeof id === 'string' && isSafeId(id)) return id
  throw refusal(400, 'bad-id', 'The id is none that a path can safely carry')
}

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}

/** Do the fixed parts fit? */
const fits = ({ segments }: RelayRoute, given: readonly string[]): boolean =>
  segments.length === given.length &&
  segments.every((part, at) => part.startsWith('{') || part === given[at])

/** Reads which call a request is; throws a refusal for anything that is none. */
export const matchRoute = (
  { url, method }: Request,
  basePath: string,
  routes: readonly RelayRoute[],
): Matched => {
  // The path as it stands, after the URL parser has resolved its dot segments, encoded ones too.
  const { pathname, searchParams } = new URL(url)
  const isInside = pathname.startsWith(`${basePath}/`)
  const given = isInside ? pathname.slice(basePath.length).split('/').slice(1) : []
  const route = routes.find((one) => one.method === method && fits(one, given))
  if (!route) {
    throw refusal(
      404,
      'unknown-call',
      isInside
        ? 'No such call: the relay knows the endpoints of the library, and the paths that the app listed'
        : `Nothing is here: the relay is at ${basePath || '/'} (basePath)`,
    )
  }
  const params: Record<string, string> = {}
  route.segments.forEach((part, at) => {
    if (part.startsWith('{')) params[part.slice(1, -1)] = safeId(decoded(given[at] ?? ''))
  })
  if (
    params.phone !== undefined &&
    route.operation === 'getPairCode' &&
    !/^\d+$/.test(params.phone)
  ) {
    throw refusal(400, 'bad-phone', 'The phone must be digits only, with the country code')
  }
  const hasQuery = route.operation === 'request' || route.operation === 'events'
  if (!hasQuery && searchParams.size > 0) {
    throw refusal(400, 'bad-query', 'The calls of the library have no query')
  }
  return { route, params, query: searchParams }
}
