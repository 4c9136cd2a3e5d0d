import type { IncomingMessage, ServerResponse } from 'node:http'

/** The addresses and the name of this machine alone. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
  )
}

/**
 * The status that refuses a visitor, or none: a Host that is not loopback is a page that rebound
 * its name to this machine, an Origin that is not loopback is a foreign page.
 */
export function refuseVisitor({ headers }: IncomingMessage): number | undefined {
  const { host, origin } = headers
  if (host === undefined || !isLoopbackUrl(`http://${host}`)) return 403
  return origin === undefined || isLoopbackUrl(origin) ? undefined : 403
}

/**
 * Lets the page at a checked Origin read answers; true when the request was a preflight and is
 * answered.
 */
export function writeCors({ headers, method }: IncomingMessage, outgoing: ServerResponse): boolean {
  outgoing.setHeader('Vary', 'Origin')
  if (headers.origin === undefined) return false
  outgoing.setHeader('Access-Control-Allow-Origin', headers.origin)
  outgoing.setHeader('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After')
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return false
  outgoing.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE')
  outgoing.setHeader(
    'Access-Control-Allow-Headers',
    'Accept, Authorization, Content-Type, X-Client-Token, X-Instance-Token, X-Mock-Control',
  )
  outgoing.setHeader('Access-Control-Max-Age', '600')
  outgoing.writeHead(204).end()
  return true
}

function isLoopbackUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return /^https?:$/.test(protocol) && isLoopback(hostname)
}
