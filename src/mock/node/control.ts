import { createHash, timingSafeEqual } from 'node:crypto'
import { isObject } from '../fields.ts'
import type { MockGateway } from '../gateway.ts'
import { parseJson } from '../router.ts'

/** Everything under `/__mock/` is control, never a route of the gateway. */
export function isControlPath(request: Request): boolean {
  return new URL(request.url).pathname.startsWith('/__mock/')
}

/**
 * Answers GET and PUT `/__mock/faults` (the standing faults; PUT takes the ones to change) and POST
 * `/__mock/advance` (`{ ms }`, milliseconds) to whoever has the token.
 */
export async function answerControl(
  gateway: MockGateway,
  controlToken: string,
  request: Request,
): Promise<Response> {
  if (!isSame(request.headers.get('x-mock-control') ?? '', controlToken)) {
    return new Response(null, { status: 403 })
  }
  const { pathname } = new URL(request.url)
  const body = parseJson(await request.text())
  switch (`${request.method} ${pathname}`) {
    case 'GET /__mock/faults':
      return Response.json(gateway.faults.get())
    case 'PUT /__mock/faults':
      return setFaults(gateway, body)
    case 'POST /__mock/advance':
      return advance(gateway, body)
    default:
      return new Response(null, { status: 404 })
  }
}

function setFaults(gateway: MockGateway, body: unknown): Response {
  if (!isObject(body)) return refuse('The body must be an object of faults')
  try {
    gateway.faults.set(body)
  } catch (error) {
    return refuse(String(error))
  }
  return Response.json(gateway.faults.get())
}

function advance(gateway: MockGateway, body: unknown): Response {
  const ms = isObject(body) ? body.ms : undefined
  if (typeof ms !== 'number' || !Number.isFinite(ms)) return refuse('ms must be a number')
  gateway.advance(ms)
  return Response.json({ now: gateway.now() })
}

function refuse(message: string): Response {
  return Response.json({ code: 'invalid_request', message, details: null }, { status: 422 })
}

/**
 * Compares digests, so that neither the content nor the length of the token shows in the time it
 * takes.
 */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
