import type { Account } from '../account/account.ts'
import { readCaller, refuseCaller, refuseInstanceToken } from './access.ts'
import type { Answer } from './answers.ts'
import { refuse, refuseUnknown, refuseWith } from './answers.ts'
import { isTooLong } from './body-limit.ts'
import { accountRoutes } from './routes/account.ts'
import { billingRoutes } from './routes/billing.ts'
import { instanceRoutes } from './routes/instances.ts'
import { listRoutes } from './routes/list.ts'
import type { RawBody, Route } from './routes/route.ts'
import { sessionRoutes } from './routes/session.ts'
import { webhookRoutes } from './routes/webhook.ts'
import { isEmptyArray, isObject, parseJson } from './shapes.ts'

/**
 * A request as the router needs it; `path` is without the gateway's base path, `text` the raw body.
 */
export interface Incoming {
  readonly method: string
  readonly path: string
  readonly headers: Headers
  readonly text: string
}

/** All that the gateway answers. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...listRoutes,
  ...instanceRoutes,
  ...billingRoutes,
  ...sessionRoutes,
  ...webhookRoutes,
]

/** Answers requests at `at` (epoch ms): route, caller, instance, body, in this order. */
export const answer = (
  account: Account,
  request: Incoming,
  at: number,
  isStrict: boolean,
): Answer => {
  if (isTooLong(request.text)) return refuseWith(413)
  const found = findRoute(request)
  if (!found) return refuse(404, 'route_not_found', `No route ${request.method} ${request.path}`)
  const { route, params } = found
  const caller = readCaller(request.headers)
  const refusal = refuseCaller(account, caller, route.access)
  if (refusal) return refusal

  if (route.access === 'anybody' || route.access === 'owner') {
    const read = readBody(request, isStrict)
    if ('refusal' in read) return read.refusal
    return route.answer({ account, at, params, body: read.body }, isStrict)
  }
  const record = account.instances.find(params.id ?? '')
  if (!record) return refuseUnknown()
  const forbidden = refuseInstanceToken(caller, record.row)
  if (forbidden) return forbidden
  const read = readBody(request, isStrict)
  if ('refusal' in read) return read.refusal
  return route.answer({ account, at, params, record, body: read.body }, isStrict)
}

type Params = Readonly<Record<string, string>>

const findRoute = ({ method, path }: Incoming) => {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : undefined
    if (params) return { route, params }
  }
  return undefined
}

const matchPath = (pattern: string, path: string): Params | undefined => {
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
const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

type BodyReading = { readonly body: RawBody } | { readonly refusal: Answer }

/** No body counts as `{}`, as some official clients send none; so does `[]`, as PHP's sends that. */
const readBody = ({ method, headers, text }: Incoming, isStrict: boolean): BodyReading => {
  // What a GET carries means nothing.
  if (text === '' || method === 'GET') return { body: {} }
  if (!/^application\/json\b/i.test(headers.get('Content-Type') ?? '')) {
    return {
      refusal: refuse(415, 'unsupported_media_type', 'The body must be application/json'),
    }
  }
  const value = parseJson(text)
  if (isObject(value)) return { body: value }
  if (isEmptyArray(value) && !isStrict) return { body: {} }
  return {
    refusal:
      value === undefined
        ? refuse(400, 'invalid_json', 'The body is not JSON')
        : refuse(422, 'invalid_request', 'The body must be an object'),
  }
}
