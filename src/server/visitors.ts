import { relayHeader } from '../core/calls/relay-header.ts'
import { refusal } from './refusal.ts'

/** Who may ask. */
export interface Doors {
  /** Origins besides the relay's own whose pages may ask. */
  readonly allowedOrigins: ReadonlySet<string>
  /** Must the call carry the library's own header? */
  readonly needsHeader: boolean
}

/**
 * Is it the origin that the request itself came to? The browser's word in `Host` counts too, which no page can set: a
 * server may not know its own name, and where TLS ends in front of it, it sees http for a page that is https.
 */
const isOwn = (origin: string, { url, headers }: Request): boolean => {
  const own = new URL(url)
  if (origin === own.origin) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host } = new URL(origin)
  const isNoLess = protocol === 'https:' || protocol === own.protocol
  return isNoLess && host === (headers.get('Host') ?? own.host)
}

/**
 * Refuses what another site's page sends with the cookies of this one's user. Gives the foreign origin that is allowed
 * to read the answer, if it is one.
 */
export const checkVisitor = (request: Request, doors: Doors): string | undefined => {
  const { headers, method } = request
  const origin = headers.get('Origin')
  const isAllowed = origin !== null && doors.allowedOrigins.has(origin)
  const site = headers.get('Sec-Fetch-Site') ?? 'same-origin'
  const isHome =
    (origin === null || isOwn(origin, request)) && (site === 'same-origin' || site === 'none')
  if (!isAllowed && !isHome) {
    throw refusal(
      403,
      'origin-not-allowed',
      'Pages of this origin may not ask: if it is one of your own, name it in allowedOrigins',
    )
  }
  // A preflight asks for leave to send it.
  if (doors.needsHeader && method !== 'OPTIONS' && !headers.get(relayHeader)) {
    throw refusal(
      403,
      'header-missing',
      `The call lacks the header ${relayHeader}, which the library sends in proxy mode`,
    )
  }
  return isAllowed && !isHome ? origin : undefined
}

/** Answers a preflight of an allowed origin; anything else is none. */
export const answerPreflight = (
  { method, headers }: Request,
  foreign: string | undefined,
): Response | undefined => {
  const wants = headers.get('Access-Control-Request-Method')
  if (method !== 'OPTIONS' || wants === null || foreign === undefined) return undefined
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
      // The origin is trusted, and its app has headers of its own: a session, say.
      'Access-Control-Allow-Headers': headers.get('Access-Control-Request-Headers') ?? '',
      'Access-Control-Max-Age': '600',
    },
  })
}

/** The answer, with leave for the allowed foreign origin to read it. */
export const forVisitor = (response: Response, foreign: string | undefined): Response => {
  if (foreign === undefined) return response
  const headers = new Headers(response.headers)
  headers.set('Access-Control-Allow-Origin', foreign)
  headers.set('Access-Control-Allow-Credentials', 'true')
  headers.set('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id')
  headers.append('Vary', 'Origin')
  const { body, status, statusText } = response
  return new Response(body, { status, statusText, headers })
}
