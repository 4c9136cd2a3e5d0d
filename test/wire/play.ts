import { createVZapsApi, toVZapsError, type VZapsError, type VZapsOptions } from 'vzaps-rtk'
import { createTestStore } from 'vzaps-rtk/mock'
import type { WireCase, WireRecord, WireRequest } from './records.ts'
import { createWireServer } from './server.ts'

/** What the library did for one case. */
export interface Played {
  requests: WireRequest[]
  error: VZapsError | undefined
}

const revive = (value: unknown): unknown => {
  if (value === '$undefined') return undefined
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(revive)
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, revive(field)]))
}

/** The record whose arguments are plain JSON objects: TypeScript's, where there is one. */
const spokesman = ({ records }: WireCase): WireRecord => {
  const record = records.find(({ sdk }) => sdk === 'typescript') ?? records[0]
  if (!record) throw new Error('A case without records')
  return record
}

/** `instanceToken` as the clients take it: an argument of its own, or in options. */
const tokenIn = (args: readonly unknown[]): string | undefined => {
  for (const arg of args.slice(1)) {
    if (typeof arg === 'string') return arg
    if (typeof arg === 'object' && arg !== null && 'instanceToken' in arg)
      return String(arg.instanceToken)
  }
  return undefined
}

/** PHP has one kind of array. */
const toObject = (value: unknown): unknown => (Array.isArray(value) ? {} : value)

const modelArguments: Record<string, unknown> = {
  'instances.create: webhook+eventsSubscribe (model class)': {
    name: 'Support',
    webhook: 'https://example.test/hook',
    eventsSubscribe: ['Message', 'Connected'],
  },
  'instances.list: sort+sortDesc (model class)': { sort: 'name', sortDesc: true },
}

const endpointOf: Record<string, string> = {
  'auth.getAccessToken': 'getAccessToken',
  'client.construct': 'restartInstance',
  'fault: instances.get': 'getInstance',
  'instances.cancel': 'cancelInstance',
  'instances.create': 'createInstance',
  'instances.delete': 'deleteInstance',
  'instances.get': 'getInstance',
  'instances.list': 'listInstances',
  'instances.restart': 'restartInstance',
  'instances.resumeSubscription': 'resumeSubscription',
  'instances.subscribe': 'subscribeInstance',
  'instances.update': 'updateInstance',
  request: 'request',
  'sessions.qr': 'getSessionQr',
  'sessions.status': 'getSessionStatus',
}

const argumentOf = (wireCase: WireCase, args: readonly unknown[]): unknown => {
  const [first, second] = args
  switch (endpointOf[wireCase.operation]) {
    case 'getAccessToken':
      return undefined
    case 'createInstance':
    case 'listInstances':
      return (
        modelArguments[wireCase.name] ??
        toObject(first) ??
        (wireCase.operation.endsWith('create') ? {} : undefined)
      )
    case 'updateInstance':
      return { instanceId: first, data: toObject(second) }
    case 'subscribeInstance':
      return { instanceId: first, ...(second === undefined ? {} : { data: toObject(second) }) }
    case 'request':
      return requestOf(args)
    default:
      return wireCase.operation === 'client.construct' ? 'VZABC123' : first
  }
}

/** TypeScript's `request(method, path, { body, query, ... })` as one argument. */
const requestOf = ([method, path, options]: readonly unknown[]): unknown => {
  const {
    instanceToken: _token,
    signal: _signal,
    ...rest
  } = (options ?? {}) as Record<string, unknown>
  return { method, path, ...rest }
}

/** Makes the case's call with the library, with `retry: false`, and gives what the server saw. */
export const play = async (wireCase: WireCase): Promise<Played> => {
  const record = spokesman(wireCase)
  const args = (revive(record.args) as unknown[]) ?? []
  const server = createWireServer(
    record.faults?.filter(({ match }) => match !== undefined),
    wireCase.situation !== 'connection refused',
  )
  const construct =
    wireCase.operation === 'client.construct' ? (args[0] as Record<string, string>) : {}
  const {
    baseUrl = 'http://127.0.0.1:39101',
    clientToken = 'ct-1',
    clientSecret = 'cs-secret-1',
  } = construct
  const options: VZapsOptions = {
    auth: { clientToken, clientSecret },
    baseUrl,
    retry: false,
    timeoutMs: 50,
    platform: { fetch: server.fetch },
  }
  let error: VZapsError | undefined
  try {
    const vzaps = createVZapsApi(options)
    const { store } = createTestStore({ vzaps })
    const isWarm = record.client?.startsWith('warm') ?? false
    if (isWarm) await vzaps.auth.getAccessToken()
    const token = wireCase.operation === 'request' ? undefined : tokenIn(args)
    if (token) vzaps.tokens.set(String(args[0]), token)
    const before = server.requests.length
    const times = /^five/.test(wireCase.situation) ? 5 : 1
    if (wireCase.situation === 'signal already aborted') {
      await vzaps
        .request('GET', '/x', undefined, { signal: AbortSignal.abort() })
        .catch((thrown) => {
          error = toVZapsError(thrown)
        })
    } else {
      const endpoints = vzaps.endpoints as unknown as Record<
        string,
        { initiate(arg: unknown): never }
      >
      const endpoint = endpoints[endpointOf[wireCase.operation] ?? '']
      if (!endpoint) throw new Error(`No endpoint for ${wireCase.operation}`)
      const call = () =>
        store.dispatch(endpoint.initiate(argumentOf(wireCase, args))) as unknown as Promise<{
          error?: unknown
        }>
      const results = await Promise.all(Array.from({ length: times }, call))
      const failed = results.find((result) => result.error !== undefined)
      if (failed) error = toVZapsError(failed.error)
    }
    vzaps.dispose()
    return { requests: server.requests.slice(before), error }
  } catch (thrown) {
    return { requests: server.requests, error: toVZapsError(thrown) }
  }
}
