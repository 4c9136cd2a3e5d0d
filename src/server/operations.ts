/**
 * What a relay can be asked for, by the library's endpoint; `events` are the pushes of an instance, `request` is one of the
 * `paths` that the app listed.
 */
export type RelayOperation =
  | 'listInstances'
  | 'getInstance'
  | 'createInstance'
  | 'updateInstance'
  | 'restartInstance'
  | 'deleteInstance'
  | 'subscribeInstance'
  | 'resumeSubscription'
  | 'cancelInstance'
  | 'getSessionStatus'
  | 'getSessionQr'
  | 'getPairCode'
  | 'disconnectSession'
  | 'getWebhook'
  | 'setWebhook'
  | 'events'
  | 'request'

/** One kind of call: how it comes in, which is also how it goes on. */
export interface RelayRoute {
  readonly operation: RelayOperation
  readonly method: string
  /** A template: `{id}` is the instance's, other braces are any one segment. */
  readonly path: string
  /** `path`, cut at its slashes. */
  readonly segments: readonly string[]
}

/** Makes a route of `METHOD /path`. */
export const routeOf = (operation: RelayOperation, line: string): RelayRoute => {
  const [method = '', path = ''] = line.split(' ')
  return { operation, method, path, segments: path.split('/').slice(1) }
}

const lines: Readonly<Record<Exclude<RelayOperation, 'request'>, string>> = {
  listInstances: 'POST /instances/list',
  getInstance: 'POST /instances/get',
  createInstance: 'PUT /instances/create',
  updateInstance: 'PATCH /instances/{id}',
  restartInstance: 'POST /instances/{id}/restart',
  deleteInstance: 'DELETE /instances/{id}',
  subscribeInstance: 'POST /instances/{id}/subscribe',
  resumeSubscription: 'POST /instances/{id}/resume-subscription',
  cancelInstance: 'PUT /instances/{id}/cancel',
  getSessionStatus: 'GET /instances/{id}/session/status',
  getSessionQr: 'GET /instances/{id}/session/qr',
  getPairCode: 'GET /instances/{id}/session/paircode/{phone}',
  disconnectSession: 'POST /instances/{id}/session/disconnect',
  getWebhook: 'GET /instances/{id}/webhook',
  setWebhook: 'POST /instances/{id}/webhook',
  events: 'GET /events',
}

/** The library's own endpoints. */
export const ownRoutes: readonly RelayRoute[] = Object.entries(lines).map(([operation, line]) =>
  routeOf(operation as RelayOperation, line),
)

/** The route of one of them. */
export const routeNamed = (operation: Exclude<RelayOperation, 'request'>): RelayRoute =>
  routeOf(operation, lines[operation])

/** All that an app may name in `operations`. */
export const relayOperations: ReadonlySet<string> = new Set([...Object.keys(lines), 'request'])

/** Starts, resumes or ends a subscription: a right of its own, which has to be named. */
export const billingOperations: ReadonlySet<RelayOperation> = new Set<RelayOperation>([
  'subscribeInstance',
  'resumeSubscription',
  'cancelInstance',
])

/** Reads of one instance: they may go once more without an instance token that was refused. */
export const isRead = ({ operation, method }: RelayRoute): boolean =>
  method === 'GET' || operation === 'listInstances' || operation === 'getInstance'
