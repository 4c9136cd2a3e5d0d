import { isDangerousKey } from '../core/casing.ts'
import { createEnding, onAbort, untilAbort } from '../core/http/abort.ts'
import type { Platform } from '../core/platform.ts'
import { refusal, refusalIn } from './refusal.ts'

/** How long a body may be and how long it may take, and how much of all bodies is held at once. */
export interface BodyLimits {
  /** Of one, in bytes. */
  readonly maxBodyBytes: number
  /** ms from the first look at it to its end. */
  readonly bodyTimeoutMs: number
  readonly platform: Pick<Platform, 'setTimeout' | 'clearTimeout'>
  readonly budget: BodyBudget
}

/** The bytes of bodies that a relay holds at once, over all its calls. */
export interface BodyBudget {
  left: number
}

/** Deeper than any body of the API goes. */
const MAX_DEPTH = 64

const malformed = (why: string) => refusal(400, 'bad-body', `The body ${why}`)

/** Neither so deep that a walk over it could overflow the stack, nor with keys that reach a prototype. */
const isSound = (value: unknown, left = MAX_DEPTH): boolean => {
  if (typeof value !== 'object' || value === null) return true
  if (left === 0) return false
  if (Array.isArray(value)) return value.every((item) => isSound(item, left - 1))
  return Object.entries(value).every(
    ([key, part]) => !isDangerousKey(key) && isSound(part, left - 1),
  )
}

/**
 * Reads a request's body as JSON; `undefined` when there is none. `hold` hears how many bytes were taken from the budget:
 * they are the caller's to give back.
 */
export const readBody = async (
  request: Request,
  limits: BodyLimits,
  hold: (bytes: number) => void,
): Promise<unknown> => {
  const bytes = await readBytes(request, limits, hold)
  if (bytes.length === 0) return undefined
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('Content-Type') ?? '')) {
    throw refusal(415, 'not-json', 'The body must be application/json')
  }
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw malformed('is not JSON')
  }
  if (!isSound(json)) throw malformed('nests too deep, or has a key that reaches a prototype')
  return json
}

const readBytes = async (
  request: Request,
  { maxBodyBytes, bodyTimeoutMs, platform, budget }: BodyLimits,
  hold: (bytes: number) => void,
): Promise<Uint8Array> => {
  const tooLong = () =>
    refusal(413, 'body-too-large', `The body is longer than ${maxBodyBytes} bytes`)
  if (Number(request.headers.get('Content-Length')) > maxBodyBytes) throw tooLong()
  if (request.bodyUsed) {
    throw refusal(500, 'config', 'The body was read before: give the relay the request as it came')
  }
  const reader = request.body?.getReader()
  if (!reader) return new Uint8Array()
  const ending = createEnding()
  const release = onAbort(request.signal, () => ending.end())
  const timer = platform.setTimeout(() => ending.end(), bodyTimeoutMs)
  const parts: Uint8Array[] = []
  let bytes = 0
  try {
    for (;;) {
      const part = await untilAbort(reader.read(), ending)
      if (part.done) break
      bytes += part.value.length
      if (bytes > maxBodyBytes) throw tooLong()
      if (budget.left < part.value.length) {
        throw refusal(503, 'busy', 'Too much at once: ask again in a moment', { retryAfter: 1 })
      }
      hold(part.value.length)
      parts.push(part.value)
    }
  } catch (thrown) {
    reader.cancel().catch(() => {})
    if (!ending.aborted) throw refusalIn(thrown) ? thrown : malformed('broke off')
    throw refusal(408, 'slow-body', `The body was not there within ${bodyTimeoutMs / 1000} s`)
  } finally {
    platform.clearTimeout(timer)
    release()
  }
  const [only = new Uint8Array()] = parts
  if (parts.length < 2) return only
  const whole = new Uint8Array(bytes)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
