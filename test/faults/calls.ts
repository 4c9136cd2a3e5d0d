import type { VZapsCoreApi } from 'vzaps-rtk'
import type { InstanceSeed, MockGateway } from 'vzaps-rtk/mock'
import { createMockGateway } from 'vzaps-rtk/mock'

/** How an endpoint is treated when it fails: repeated, asked once, or never repeated. */
export type Treatment = 'read' | 'read once' | 'mutation'

/** One endpoint, and a call of it that a healthy gateway answers with success. */
export interface EndpointCall {
  readonly name: Exclude<keyof VZapsCoreApi['endpoints'], 'getAccessToken'>
  readonly treatment: Treatment
  readonly argument: (ids: Ids) => unknown
  /** How the request is found in the gateway's log. */
  readonly method: string
  readonly path: (ids: Ids) => string
}

/** An instance for each situation that a call needs. */
export interface Ids {
  readonly trial: string
  readonly active: string
  readonly ending: string
  readonly unpaired: string
}

const seeds: Record<keyof Ids, InstanceSeed> = {
  trial: { name: 'On trial', connected: true, billing_status: 'TRIALING' },
  active: { name: 'Active', connected: true, billing_status: 'ACTIVE' },
  ending: { name: 'Ending', connected: true, billing_status: 'ACTIVE' },
  unpaired: { name: 'Unpaired' },
}

/** A gateway with one instance of each kind. */
export const createSituations = (now: () => number): { gateway: MockGateway; ids: Ids } => {
  const gateway = createMockGateway({ now, instances: Object.values(seeds) })
  const idOf = (name?: string) =>
    gateway.instances.list().find((row) => row.name === name)?.id ?? `no instance is called ${name}`
  const ids = {
    trial: idOf(seeds.trial.name),
    active: idOf(seeds.active.name),
    ending: idOf(seeds.ending.name),
    unpaired: idOf(seeds.unpaired.name),
  }
  gateway.instances.patch(ids.ending, { cancel_at: new Date(now() + 86_400_000).toISOString() })
  return { gateway, ids }
}

const read = (
  name: EndpointCall['name'],
  method: string,
  argument: EndpointCall['argument'],
  path: EndpointCall['path'],
): EndpointCall => ({ name, treatment: 'read', method, argument, path })

const mutation = (...args: Parameters<typeof read>): EndpointCall => ({
  ...read(...args),
  treatment: 'mutation',
})

/** Every endpoint that sends something of its own. */
export const endpointCalls: readonly EndpointCall[] = [
  read(
    'listInstances',
    'POST',
    () => ({ pageSize: 50 }),
    () => '/instances/list',
  ),
  read(
    'listInstancePages',
    'POST',
    () => ({ pageSize: 50 }),
    () => '/instances/list',
  ),
  read(
    'getInstance',
    'POST',
    ({ trial }) => trial,
    () => '/instances/get',
  ),
  read(
    'getSessionStatus',
    'GET',
    ({ trial }) => trial,
    ({ trial }) => `/instances/${trial}/session/status`,
  ),
  {
    ...read(
      'getSessionQr',
      'GET',
      ({ unpaired }) => unpaired,
      ({ unpaired }) => `/instances/${unpaired}/session/qr`,
    ),
    treatment: 'read once',
  },
  read(
    'getWebhook',
    'GET',
    ({ trial }) => trial,
    ({ trial }) => `/instances/${trial}/webhook`,
  ),
  mutation(
    'createInstance',
    'PUT',
    () => ({ name: 'Brand new' }),
    () => '/instances/create',
  ),
  mutation(
    'updateInstance',
    'PATCH',
    ({ trial }) => ({ instanceId: trial, data: { name: 'Renamed' } }),
    ({ trial }) => `/instances/${trial}`,
  ),
  mutation(
    'restartInstance',
    'POST',
    ({ trial }) => trial,
    ({ trial }) => `/instances/${trial}/restart`,
  ),
  mutation(
    'deleteInstance',
    'DELETE',
    ({ unpaired }) => unpaired,
    ({ unpaired }) => `/instances/${unpaired}`,
  ),
  mutation(
    'subscribeInstance',
    'POST',
    ({ trial }) => ({ instanceId: trial }),
    ({ trial }) => `/instances/${trial}/subscribe`,
  ),
  mutation(
    'cancelInstance',
    'PUT',
    ({ active }) => active,
    ({ active }) => `/instances/${active}/cancel`,
  ),
  mutation(
    'resumeSubscription',
    'POST',
    ({ ending }) => ending,
    ({ ending }) => `/instances/${ending}/resume-subscription`,
  ),
  mutation(
    'getPairCode',
    'GET',
    ({ unpaired }) => ({ instanceId: unpaired, phone: '5511999999999' }),
    ({ unpaired }) => `/instances/${unpaired}/session/paircode/5511999999999`,
  ),
  mutation(
    'disconnectSession',
    'POST',
    ({ trial }) => trial,
    ({ trial }) => `/instances/${trial}/session/disconnect`,
  ),
  mutation(
    'setWebhook',
    'POST',
    ({ trial }) => ({
      instanceId: trial,
      webhook: 'https://hooks.example.com/x',
      events: ['Message'],
    }),
    ({ trial }) => `/instances/${trial}/webhook`,
  ),
  mutation(
    'request',
    'GET',
    () => ({ method: 'GET', path: '/plans/list' }),
    () => '/plans/list',
  ),
]
