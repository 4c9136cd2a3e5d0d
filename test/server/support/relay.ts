import type { MockGatewayOptions } from 'vzaps-rtk/mock'
import { createMockGateway } from 'vzaps-rtk/mock'
import type { RelayActivity, RelayOptions, RelayVerdict } from 'vzaps-rtk/server'
import { createVZapsRelay } from 'vzaps-rtk/server'
import { createClock, noon } from '../../support/clock.ts'
import { createWire } from '../../support/wire.ts'

/** Where the app is, and its relay below it. */
export const app = 'https://app.test'

/** Of the account's instances, those of Ana and those of Bob. */
export const ana = ['VZANA1', 'VZANA2', 'VZANA3']
export const bob = ['VZBOB1', 'VZBOB2']

/** Rows that differ in all that lists are searched and sorted by. */
const rows = [
  { id: 'VZANA1', name: 'Support', connected: true, billing_status: 'ACTIVE' },
  { id: 'VZBOB1', name: 'support of Bob', connected: true, billing_status: 'ACTIVE' },
  { id: 'VZANA2', name: 'sales', connected: false },
  { id: 'VZBOB2', name: 'Bob’s sales', connected: true },
  { id: 'VZANA3', name: 'Reception', connected: true, billing_status: 'EXPIRED' },
].map((row, at) => ({ ...row, created_at: new Date(noon - at * 60_000).toISOString() }))

export interface RelaySetup extends Omit<Partial<RelayOptions>, 'authorize'> {
  authorize?: RelayOptions['authorize'] | RelayVerdict
  gateway?: MockGatewayOptions
}

/** A call as the client makes it in proxy mode, from the app's own page. */
export const requestOf = (
  method: string,
  path: string,
  body?: unknown,
  more: { headers?: Record<string, string>; signal?: AbortSignal; origin?: string } = {},
): Request =>
  new Request(`${more.origin ?? app}${path}`, {
    method,
    headers: {
      Accept: 'application/json',
      'X-VZaps-Client': '1',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...more.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(more.signal ? { signal: more.signal } : {}),
  })

/** A relay before a fake gateway, with a clock that stands still and a record of what goes upstream. */
export const setupRelay = ({ authorize = true, gateway: seed, ...options }: RelaySetup = {}) => {
  const clock = createClock()
  const gateway = createMockGateway({ now: clock.now, instances: rows, ...seed })
  const wire = createWire(gateway.fetch)
  const activities: RelayActivity[] = []
  const relay = createVZapsRelay({
    ...gateway.credentials,
    authorize: typeof authorize === 'function' ? authorize : () => authorize,
    onActivity: (activity) => activities.push(activity),
    platform: {
      fetch: wire.fetch,
      now: clock.now,
      setTimeout: clock.setTimeout,
      clearTimeout: clock.clearTimeout,
    },
    ...options,
  })
  const call = (...args: Parameters<typeof requestOf>) => relay(requestOf(...args))
  /** The answer's status and JSON. */
  const ask = async (...args: Parameters<typeof requestOf>) => {
    const response = await call(...args)
    const text = await response.text()
    const type = response.headers.get('Content-Type') ?? ''
    const body = type.includes('json') ? JSON.parse(text) : text
    return { status: response.status, headers: response.headers, body }
  }
  return { relay, call, ask, gateway, wire, clock, activities }
}

export type RelayTest = ReturnType<typeof setupRelay>
