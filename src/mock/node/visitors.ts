import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from '../gateway/answers.ts'
import { refuse } from '../gateway/answers.ts'
import { isLoopbackOrigin } from './loopback.ts'

/** The methods of HTTP that say nothing to a gateway, and that a `Request` cannot hold. */
const foreignMethods: readonly (string | undefined)[] = ['TRACE', 'TRACK', 'CONNECT']

/**
 * The refusal of a visitor, or none: a Host that is not loopback is a page that rebound its name to
 * this machine, an Origin that is not loopback is a foreign page, and what is not asked of a server
 * (by an absolute target, `*` or TRACE) is asked of a proxy.
 */
export const refuseVisitor = ({
  headers,
  headersDistinct,
  method,
  url,
}: IncomingMessage): Answer | undefined => {
  const { host, origin } = headers
  if (headersDistinct.host?.length !== 1 || !host || !isLoopbackOrigin(`http://${host}`)) {
    return refuse(403, 'host_refused', 'Host must be this machine, e.g. 127.0.0.1')
  }
  if (origin !== undefined && !isLoopbackOrigin(origin)) {
    return refuse(403, 'origin_refused', 'Only pages of this machine may ask')
  }
  if (foreignMethods.includes(method)) return refuse(400, 'bad_request', `No ${method} here`)
  if (!url?.startsWith('/') || !URL.canParse(`http://${host}${url}`)) {
    return refuse(400, 'bad_request', 'The target must be a path, e.g. /instances/list')
  }
  return undefined
}

/**
 * Lets the page at a checked Origin read answers; true when the request was a preflight and is
 * answered.
 */
export const writeCors = (
  { headers, method }: IncomingMessage,
  outgoing: ServerResponse,
): boolean => {
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
