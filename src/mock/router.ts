import { readCaller, refuseCaller, refuseInstanceToken } from './access.ts'
import { type Answer, refuse } from './answers.ts'
import { isObject } from './fields.ts'
import { accountRoutes } from './routes/account.ts'
import { billingRoutes } from './routes/billing.ts'
import { instanceRoutes } from './routes/instances.ts'
import { listRoutes } from './routes/list.ts'
import type { Route, World } from './routes/route.ts'
import { sessionRoutes } from './routes/session.ts'
import { webhookRoutes } from './routes/webhook.ts'

/**
 * A request as the router needs it; `path` is without the gateway's base path, `text` the raw body.
 */
export interface Incoming {
  readonly method: string
  readonly path: string
  readonly headers: Headers
  readonly text: string
}

const routes: readonly Route[] = [
  ...accountRoutes,
  ...listRoutes,
  ...instanceRoutes,
  ...billingRoutes,
  ...sessionRoutes,
  ...webhookRoutes,
]

/** Answers a request at `at` (epoch ms): route, caller, instance, body, in this order. */
export function route(world: World, request: Incoming, at: number): Answer {
  const found = findRoute(request)
  if (!found) return refuse(404, 'route_not_found', `No route ${request.method} ${request.path}`)
  const { match, params } = found
  const caller = readCaller(request.headers)
  const refusal = refuseCaller(world, caller, match.access)
  if (refusal) return refusal

  if (match.access === 'anybody' || match.access === 'owner') {
    const body = readBody(request)
    return body.refusal ?? match.answer({ world, at, params, body: body.value })
  }
  const record = world.instances.find(params.id ?? '')
  if (!record) return refuse(404, 'not_found', 'Instance not found')
  const body = readBody(request)
  return (
    refuseInstanceToken(caller, record.row) ??
    body.refusal ??
    match.answer({ world, at, params, record, body: body.value })
  )
}

function findRoute({ method, path }: Incoming) {
  for (const match of routes) {
    const params = match.method === method ? matchPath(match.path, path) : undefined
    if (params) return { match, params }
  }
  return undefined
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const segment = given[index] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = decode(segment)
    else if (part !== segment) return undefined
  }
  return params
}

/** A broken escape is nobody's id. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** No body counts as `{}`, as some official clients send none (contract.md 2.6). */
function readBody({ headers, text }: Incoming): {
  value: Readonly<Record<string, unknown>>
  refusal?: Answer
} {
  if (text === '') return { value: {} }
  if (!/^application\/json\b/i.test(headers.get('Content-Type') ?? '')) {
    const refusal = refuse(415, 'unsupported_media_type', 'The body must be application/json')
    return { value: {}, refusal }
  }
  const value = parseJson(text)
  if (isObject(value)) return { value }
  const refusal =
    value === undefined
      ? refuse(400, 'invalid_json', 'The body is not JSON')
      : refuse(422, 'invalid_request', 'The body must be an object')
  return { value: {}, refusal }
}

/** The value of a JSON text, undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
