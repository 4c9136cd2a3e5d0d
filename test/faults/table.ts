import { expect } from 'vitest'
import type { VZapsError } from 'vzaps-rtk'
import type { Faults } from 'vzaps-rtk/mock'
import type { EndpointCall } from './calls.ts'

/** What a fault comes to, for the user of a hook. */
export interface Expected {
  readonly error: Partial<VZapsError> & {
    readonly kind: VZapsError['kind']
    readonly message: string
  }
  /** Where `/token` itself comes to something else. */
  readonly token?: Partial<VZapsError>
  /** How often a read is sent; a mutation, and a QR code, once. A 401 has one resend. */
  readonly reads: number
  readonly others: number
  /** The endpoints that answer in spite of it, and with what. */
  readonly butFor?: Partial<Record<EndpointCall['name'], unknown>>
}

const noConnection = 'No connection to the VZaps API, or it broke before the answer was complete'

const status = (code: number): Partial<Faults> => ({ status: code })

const refused = (error: Expected['error']): Expected => ({
  error: { outcome: 'rejected', ...error },
  reads: 1,
  others: 1,
})

const unsure = (error: Expected['error']): Expected => ({
  error: { outcome: 'unknown', ...error },
  reads: 3,
  others: 1,
})

/** What the gateway does wrong, and what comes of it. */
export interface Row {
  readonly faults: Partial<Faults>
  /** So many 401s on anything but `/token`, besides. */
  readonly times?: number
  readonly expected: Expected
}

/** Fault by fault: what the gateway does, and what comes of it. */
export const table: Readonly<Record<string, Row>> = {
  'no network': {
    faults: { offline: true },
    expected: unsure({ kind: 'network', message: noConnection }),
  },
  'a connection that breaks after the call was carried out': {
    faults: { dropAnswer: true },
    expected: unsure({ kind: 'network', message: noConnection }),
  },
  'a body that never ends': {
    faults: { stall: true },
    expected: unsure({ kind: 'timeout', message: 'No answer within 30 s' }),
  },
  'an answer that comes too late': {
    faults: { latencyMs: 70_000 },
    expected: unsure({ kind: 'timeout', message: 'No answer within 30 s' }),
  },
  'a redirect': {
    faults: status(302),
    expected: refused({
      kind: 'http',
      status: 302,
      code: 'redirect',
      message: expect.stringContaining('never followed'),
    }),
  },
  'an answer that is no JSON': {
    faults: { invalidJson: true },
    expected: {
      error: { kind: 'parse', outcome: 'unknown', message: expect.stringContaining('contract') },
      token: { kind: 'auth', reason: 'provider', message: expect.stringContaining('token answer') },
      reads: 1,
      others: 1,
      // Nothing is read of what delete answers; a free call gives text as it is.
      butFor: { deleteInstance: null, request: expect.any(String) },
    },
  },
  '400': {
    faults: status(400),
    expected: refused({ kind: 'http', status: 400, message: 'Bad request' }),
  },
  '401 for ever': {
    faults: {},
    times: 99,
    expected: {
      ...refused({ kind: 'auth', status: 401, message: 'Unauthorized', reason: 'expired' }),
      reads: 2,
      others: 2,
    },
  },
  '401 for ever, on the refresh too': {
    faults: status(401),
    expected: refused({
      kind: 'auth',
      status: 401,
      message: 'Unauthorized',
      reason: 'credentials',
    }),
  },
  '402': {
    faults: status(402),
    expected: refused({ kind: 'http', status: 402, message: 'Refused' }),
  },
  '403': {
    faults: status(403),
    expected: refused({ kind: 'auth', status: 403, message: 'Forbidden', reason: 'forbidden' }),
  },
  '404': {
    faults: status(404),
    expected: refused({ kind: 'http', status: 404, message: 'Not found' }),
  },
  '408': {
    faults: status(408),
    expected: unsure({ kind: 'timeout', status: 408, message: 'Request timeout' }),
  },
  '409': {
    faults: status(409),
    expected: refused({ kind: 'http', status: 409, message: 'Conflict' }),
  },
  '422': {
    faults: status(422),
    expected: refused({ kind: 'http', status: 422, message: 'Refused' }),
  },
  '429 with Retry-After': {
    faults: { status: 429, retryAfter: '2' },
    expected: {
      ...refused({ kind: 'rate-limit', status: 429, message: 'Slow down', retryAfterMs: 2000 }),
      reads: 3,
    },
  },
  '429 with a Retry-After that is too long to wait': {
    faults: { status: 429, retryAfter: '31' },
    expected: refused({ kind: 'rate-limit', message: 'Slow down', retryAfterMs: 31_000 }),
  },
  '500': {
    faults: status(500),
    expected: unsure({ kind: 'http', status: 500, message: 'Something went wrong' }),
  },
  '502': {
    faults: status(502),
    expected: unsure({ kind: 'http', status: 502, message: 'Bad gateway' }),
  },
  '503': {
    faults: status(503),
    expected: unsure({ kind: 'http', status: 503, message: 'Service unavailable' }),
  },
  '504': {
    faults: status(504),
    expected: unsure({ kind: 'http', status: 504, message: 'Gateway timeout' }),
  },
  '501': {
    faults: status(501),
    expected: {
      ...unsure({ kind: 'http', status: 501, message: 'Something went wrong' }),
      reads: 1,
    },
  },
  'an error rate of 1': {
    faults: { errorRate: 1 },
    expected: unsure({ kind: 'http', status: 500, message: 'Something went wrong' }),
  },
}
