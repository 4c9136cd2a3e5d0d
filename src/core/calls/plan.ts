import type { Answer } from '../answers/answer.ts'
import type { ValidationError } from '../errors.ts'
import { invalid } from '../errors.ts'
import { holdsSecret } from '../secrets/redaction.ts'
import type { SecretFinder } from '../secrets/secret-finder.ts'
import { holdsJwt } from '../secrets/unknown-secrets.ts'
import type { HttpMethod, RouteCall, VZapsCall, VZapsRequest } from './call.ts'
import { ownCallIn } from './call.ts'
import { checkId, checkPath, checkQuery, fillRoute, withQuery } from './paths.ts'
import type { StartedRequest } from './runtime.ts'

/** A call that passed every check: what to send, and what is known of it. */
export interface Plan {
  readonly method: HttpMethod
  /** The path's template: without the instance's id, where that is known. */
  readonly route: string
  /** With query; below the base URL. */
  readonly path: string
  /** JSON text, or no body. */
  readonly body: string | undefined
  readonly instanceId: string | undefined
  readonly sendsInstanceToken: boolean
  /** `undefined`: a call of the app's own, whose answer is given as it is. */
  readonly answer: Answer<unknown> | undefined
  readonly retry: boolean
  readonly onlyOne: string | undefined
  /** ms. */
  readonly deferMs: number
  readonly deletes: boolean
}

/** A plan, or why the call is refused. */
export type Planning =
  | { readonly plan: Plan; readonly refused?: undefined }
  | { readonly plan?: undefined; readonly refused: ValidationError }

const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** Checks a call and turns it into what to send; nothing is sent yet. */
export const planCall = (call: VZapsCall): Planning => {
  // Callers in JavaScript may give anything.
  if (typeof call !== 'object' || call === null) {
    return { refused: invalid('A call must be { method, path, ... }') }
  }
  const own = ownCallIn(call)
  if (!own) return planRequest(call as VZapsRequest)
  return 'refused' in own ? own : planRouteCall(own)
}

const planRouteCall = (call: RouteCall): Planning => {
  const values: Record<string, string> = { ...call.params }
  if ('instanceId' in call) {
    const refused = checkId(call.instanceId)
    if (refused) return { refused }
    values.id = String(call.instanceId)
  }
  const body = jsonOf(call.body)
  if (!body.ok) return { refused: body.refused }
  return {
    plan: {
      method: call.method,
      route: call.route,
      path: fillRoute(call.route, values),
      body: body.text,
      instanceId: call.instanceId,
      sendsInstanceToken: call.instanceToken ?? true,
      answer: call.answer,
      retry: call.retry ?? true,
      onlyOne: call.onlyOne,
      deferMs: call.deferMs ?? 0,
      deletes: call.deletes ?? false,
    },
  }
}

/** A call to a path of the app's own choice. */
const planRequest = (call: VZapsRequest): Planning => {
  const refused = checkRequest(call)
  if (refused) return { refused }
  const body = jsonOf(call.body ?? undefined)
  if (!body.ok) return { refused: body.refused }
  return {
    plan: {
      method: call.method.toUpperCase() as HttpMethod,
      route: routeOf(call),
      path: withQuery(call.path, call.query),
      body: body.text,
      instanceId: call.instanceId,
      sendsInstanceToken: true,
      answer: undefined,
      retry: true,
      onlyOne: undefined,
      deferMs: 0,
      deletes: false,
    },
  }
}

/** The path without its query and with `{id}` for the instance it is about, to group calls by. */
const routeOf = ({ path, instanceId }: VZapsRequest): string =>
  (path.split(/[?#]/, 1)[0] ?? '')
    .split('/')
    .map((segment) => (instanceId && segment === encodeURIComponent(instanceId) ? '{id}' : segment))
    .join('/')

/** Options that do not exist are refused, in development: TypeScript reports them too. */
const checkKeys = (call: VZapsRequest): ValidationError | undefined => {
  const known = ['method', 'path', 'query', 'body', 'instanceId']
  const unknown = Object.keys(call).find((key) => !known.includes(key))
  return unknown === undefined
    ? undefined
    : invalid(`request does not take "${unknown}": headers and auth are the library's`, {
        field: unknown,
      })
}

const checkRequest = (call: VZapsRequest): ValidationError | undefined => {
  const unknown = process.env.NODE_ENV === 'production' ? undefined : checkKeys(call)
  if (unknown) return unknown
  const method = typeof call.method === 'string' ? call.method.toUpperCase() : ''
  if (!methods.has(method)) {
    return invalid(`method must be one of ${[...methods].join(', ')}`, { field: 'method' })
  }
  if (method === 'GET' && call.body !== undefined && call.body !== null) {
    return invalid('A GET request cannot have a body', { field: 'body' })
  }
  return (
    checkPath(call.path) ??
    checkQuery(call.query) ??
    (call.instanceId === undefined ? undefined : checkId(call.instanceId))
  )
}

const jsonOf = (
  body: unknown,
): { ok: true; text: string | undefined } | { ok: false; refused: ValidationError } => {
  if (body === undefined) return { ok: true, text: undefined }
  try {
    const text: unknown = JSON.stringify(body)
    if (typeof text === 'string') return { ok: true, text }
  } catch {
    // a cycle or a BigInt
  }
  return { ok: false, refused: invalid('The body is not JSON', { field: 'body' }) }
}

/** Refuses a call whose argument holds a secret: arguments are kept in Redux, and secrets must not be. */
export const checkForSecrets = (
  call: VZapsCall,
  secrets: SecretFinder,
  request: Pick<StartedRequest, 'arg' | 'hasSecret'> | undefined,
): ValidationError | undefined => {
  const own = ownCallIn(call)
  if (own && 'refused' in own) return undefined
  // What was built from the argument, or is the argument, was searched when the request started.
  const isLooked = request && (own || call === request.arg.originalArgs)
  const isClean = isLooked || !holdsSecret(own ? withoutAnswer(own) : call, secrets, 'all')
  if (isClean && !request?.hasSecret) return undefined
  return invalid(
    'The argument holds a secret (or is no plain data, or nests too deep to tell), and arguments are kept in Redux: use vzaps.tokens.set() for an instance token, vzaps.request() for anything else',
    { code: 'secret-in-argument' },
  )
}

/** Refuses a URL that holds a known secret or any JWT: servers and proxies log URLs. */
export const checkUrl = (path: string, secrets: SecretFinder): ValidationError | undefined =>
  secrets.has(path) || holdsJwt(path)
    ? invalid('The URL holds a secret, and URLs are logged: send it in the body', {
        code: 'secret-in-argument',
        field: 'path',
      })
    : undefined

/** Without its reader, which holds no argument and is large. */
const withoutAnswer = ({ answer: _answer, ...call }: RouteCall) => call
