import { createHash, timingSafeEqual } from 'node:crypto'
import type { Fault, FaultMatch } from '../faults/faults.ts'
import type { Answer } from '../gateway/answers.ts'
import { refuse, refuseWith, reply } from '../gateway/answers.ts'
import { isTooLong } from '../gateway/body-limit.ts'
import type { MockGateway } from '../gateway/gateway.ts'
import { isEmptyArray, isObject, parseJson } from '../gateway/shapes.ts'

type Body = Readonly<Record<string, unknown>>

/** Does what a control route is for; what it throws becomes a 422. */
type Control = (gateway: MockGateway, body: Body) => unknown

/** The handles of a gateway, over HTTP; times in milliseconds. */
const controls: Readonly<Record<string, Control>> = {
  'GET /__mock/faults': ({ faults }) => faults.get(),
  'PUT /__mock/faults': ({ faults }, body) => {
    faults.set(body)
    return faults.get()
  },
  'POST /__mock/failNext': ({ faults }, { fault, match = {} }) => {
    if (!isObject(fault)) throw new Error('fault must be an object, e.g. { "kind": "offline" }')
    if (!isObject(match)) throw new Error('match must be an object, e.g. { "path": "/token" }')
    faults.failNext(fault as unknown as Fault, match as FaultMatch)
    return { ok: true }
  },
  'POST /__mock/advance': (gateway, { ms }) => {
    gateway.advance(ms as number)
    return { now: gateway.now() }
  },
  'POST /__mock/scanQr': (gateway, body) => {
    const id = readText(body, 'id')
    gateway.scanQr(id)
    return gateway.instances.get(id)
  },
  'POST /__mock/dropConnection': (gateway, body) => {
    const id = readText(body, 'id')
    gateway.dropConnection(id)
    return gateway.instances.get(id)
  },
  'POST /__mock/receiveMessage': (gateway, body) => ({
    id: gateway.receiveMessage(readText(body, 'id'), {
      from: readOptional(body, 'from'),
      text: readOptional(body, 'text'),
    }),
  }),
  'POST /__mock/sendEvent': ({ realtime }, body) => ({
    id: realtime.send(readText(body, 'id'), { type: readText(body, 'type'), data: body.data }),
  }),
  'POST /__mock/dropSockets': ({ realtime }, body) => {
    realtime.drop(readOptional(body, 'id'))
    return { ok: true }
  },
  'POST /__mock/completeCheckout': (gateway, body) => {
    const sessionId = readText(body, 'sessionId')
    gateway.completeCheckout(sessionId)
    return gateway.checkouts.get(sessionId)
  },
  'POST /__mock/failCheckout': (gateway, body) => {
    const sessionId = readText(body, 'sessionId')
    gateway.failCheckout(sessionId)
    return gateway.checkouts.get(sessionId)
  },
  'GET /__mock/checkouts': ({ checkouts }) => checkouts.list(),
  'GET /__mock/charges': ({ charges }) => charges,
  'POST /__mock/expireTokens': ({ tokens }) => {
    tokens.expire()
    return { ok: true }
  },
  'POST /__mock/revokeTokens': ({ tokens }) => {
    tokens.revoke()
    return { ok: true }
  },
  'POST /__mock/reset': (gateway) => {
    gateway.reset()
    return { now: gateway.now() }
  },
}

const readText = (body: Body, name: string): string => {
  const value = body[name]
  if (typeof value !== 'string' || value === '') throw new Error(`${name} must be a text`)
  return value
}

const readOptional = (body: Body, name: string): string | undefined =>
  body[name] === undefined ? undefined : readText(body, name)

/** Everything under `/__mock/` is control, never a route of the gateway. */
export const isControlPath = (pathname: string): boolean => pathname.startsWith('/__mock/')

/** Answers a control route to whoever has the token. */
export const answerControl = async (
  gateway: MockGateway,
  controlToken: string,
  request: Request,
): Promise<Answer> => {
  if (!isSame(request.headers.get('x-mock-control') ?? '', controlToken)) {
    return refuse(403, 'control_refused', 'x-mock-control must be the token of this start')
  }
  const name = `${request.method} ${new URL(request.url).pathname}`
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined
  if (!control) {
    return refuse(404, 'route_not_found', `No control ${name}`, Object.keys(controls))
  }
  const text = await request.text()
  if (isTooLong(text)) return refuseWith(413)
  const body = readBody(text)
  try {
    if (!body) throw new Error('The body must be a JSON object')
    // An empty PUT would be a change of nothing that looks like one that was made.
    if (request.method === 'PUT' && text === '') throw new Error('The body is missing')
    return reply(control(gateway, body))
  } catch (error) {
    return refuse(422, 'invalid_request', error instanceof Error ? error.message : String(error))
  }
}

const readBody = (text: string): Body | undefined => {
  if (text === '') return {}
  const value = parseJson(text)
  if (isObject(value)) return value
  return isEmptyArray(value) ? {} : undefined
}

/**
 * Compares digests, so that neither the content nor the length of the token shows in the time it
 * takes.
 */
const isSame = (given: string, wanted: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
