import {
  createMockGateway,
  type InstanceRow,
  type MockGateway,
  type MockGatewayOptions,
} from '../../src/mock/index.ts'

/** Noon of a fixed day, in epoch milliseconds. */
export const noon = Date.UTC(2026, 3, 13, 12)

/** A gateway whose clock stands still until a test moves it. */
export const createStill = (options: MockGatewayOptions = {}): MockGateway =>
  createMockGateway({ now: () => noon, ...options })

/**
 * The parts of an answer that tests look at; `body` is parsed JSON, as loose as a test wants it.
 */
export interface Got {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: an answer is asserted on, not computed with
  readonly body: any
}

/** Builds a request; a body that is not a text is sent as JSON. */
export const build = (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Request => {
  return new Request(`https://api.vzaps.com${path}`, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  })
}

/** Sends a request exactly as given and reads the whole answer. */
export const send = async (gateway: MockGateway, request: Request): Promise<Got> => {
  const response = await gateway.fetch(request)
  const text = await response.text()
  const { status, headers } = response
  return { status, headers, body: text === '' ? undefined : JSON.parse(text) }
}

const yearMs = 365 * 24 * 3_600_000

/** A caller with a JWT that stays good while a test moves the clock. */
export const signIn = (gateway: MockGateway) => {
  const bearer = { Authorization: `Bearer ${gateway.tokens.issue(yearMs)}` }
  return (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    send(gateway, build(method, path, body, { ...bearer, ...headers }))
}

/** The only instance of a gateway that has one. */
export const only = (gateway: MockGateway): InstanceRow => {
  const [row] = gateway.instances.list()
  if (!row) throw new Error('The gateway has no instance')
  return row
}
