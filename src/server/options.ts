import type { Platform } from '../core/platform.ts'
import type { Instance } from '../instances/schema.ts'
import type { RelayActivity } from './activity.ts'
import type { Authorize, RelayCall } from './authorize.ts'
import type { RelayRoute } from './operations.ts'
import {
  basePathOf,
  checkKeys,
  checkStore,
  functionOf,
  numberOf,
  originsOf,
  pathsOf,
  platformOf,
  secretOf,
  urlOf,
} from './option-checks.ts'
import type { TokenStore } from './stored-token.ts'

/** What relay and token handler have in common. */
export interface ServerOptions {
  /**
   * The account's credentials: from the environment, never from a file of the repository. Where one is empty (a build
   * runs the module without it) each call is answered with 500, `config`.
   */
  readonly clientToken: string
  readonly clientSecret: string
  /** `https://api.vzaps.com`; https, or http on loopback. A path prefix is kept. */
  readonly baseUrl?: string | undefined
  /** Origins besides the server's own whose pages may ask, e.g. `https://app.example.com`. None. */
  readonly allowedOrigins?: readonly string[] | undefined
  /** ms from sending to the VZaps API's whole answer, and the longest that the app's own functions may take; 30,000. */
  readonly timeoutMs?: number | undefined
  /** Replaces parts of the surroundings: fetch, clock and timers. */
  readonly platform?:
    | Partial<Pick<Platform, 'fetch' | 'now' | 'setTimeout' | 'clearTimeout'>>
    | undefined
}

/** What `createVZapsRelay` takes. */
export interface RelayOptions extends ServerOptions {
  /** Asked before each call: whose session is it, and which instances are theirs? */
  authorize: Authorize<RelayCall>
  /** Where the relay is on its server: the path of the client's `baseUrl`. `/relay`. */
  readonly basePath?: string | undefined
  /**
   * More that may be called, by `vzaps.request` say: `GET /plans/list`, `GET /instances/{id}/webhook/logs/{logId}`. For
   * `authorize` they are the operation `request`. None.
   */
  readonly paths?: readonly string[] | undefined
  /** A new instance is there: note whose it is. The page hears of it when this is done. */
  onCreated?(created: { readonly request: Request; readonly instance: Instance }): unknown
  /** Hears of each call when it is answered; without secrets, fit for logs and metrics. */
  onActivity?(activity: RelayActivity): void
  /** Keeps the JWT for several processes. */
  readonly tokenStore?: TokenStore | undefined
  /** A JWT with less than this to live (ms) is not used again; 60,000. */
  readonly tokenSkewMs?: number | undefined
  /** Of a request's body, in bytes; 262,144. */
  readonly maxBodyBytes?: number | undefined
  /** ms in which a request's body must be there; 10,000. */
  readonly bodyTimeoutMs?: number | undefined
  /** Of an answer of the VZaps API, in bytes; 4 MiB. */
  readonly maxAnswerBytes?: number | undefined
  /** Calls that are answered at once; others wait for their turn. 64. */
  readonly maxConcurrent?: number | undefined
  /** Opens the sockets that events come from: that of the `ws` package on Node before 22. The runtime's own. */
  readonly WebSocket?: (new (url: string) => object) | undefined
  /** Where events come from: `wss://realtime.vzaps.com`; wss, or ws on loopback. */
  readonly realtimeUrl?: string | undefined
  /** Streams of events that are open at once; 1,000. */
  readonly maxStreams?: number | undefined
  /** Of one user (`authorize` says who it is); 20. */
  readonly maxStreamsPerUser?: number | undefined
  /** ms after which `authorize` is asked again whether a stream may go on; 60,000. */
  readonly reauthorizeMs?: number | undefined
}

/** The common options, checked and complete. */
export interface ServerSettings {
  readonly clientToken: string
  readonly clientSecret: string
  readonly baseUrl: string
  readonly allowedOrigins: ReadonlySet<string>
  readonly timeoutMs: number
  readonly platform: Platform
}

/** The relay's options, checked and complete. */
export interface RelaySettings extends ServerSettings {
  readonly authorize: Authorize<RelayCall>
  readonly basePath: string
  readonly paths: readonly RelayRoute[]
  readonly onCreated: RelayOptions['onCreated']
  readonly onActivity: RelayOptions['onActivity']
  readonly tokenStore: TokenStore | undefined
  readonly tokenSkewMs: number
  readonly maxBodyBytes: number
  readonly bodyTimeoutMs: number
  readonly maxAnswerBytes: number
  readonly maxConcurrent: number
  readonly realtimeUrl: string
  readonly maxStreams: number
  readonly maxStreamsPerUser: number
  readonly reauthorizeMs: number
}

const commonKeys = [
  'clientToken',
  'clientSecret',
  'authorize',
  'baseUrl',
  'allowedOrigins',
  'timeoutMs',
  'platform',
] as const

const relayKeys = [
  ...commonKeys,
  'basePath',
  'paths',
  'onCreated',
  'onActivity',
  'tokenStore',
  'tokenSkewMs',
  'maxBodyBytes',
  'bodyTimeoutMs',
  'maxAnswerBytes',
  'maxConcurrent',
  'WebSocket',
  'realtimeUrl',
  'maxStreams',
  'maxStreamsPerUser',
  'reauthorizeMs',
] as const satisfies readonly (keyof RelayOptions)[]

const readCommon = (options: ServerOptions): ServerSettings => ({
  clientToken: secretOf(options, 'clientToken'),
  clientSecret: secretOf(options, 'clientSecret'),
  baseUrl: urlOf('baseUrl', 'http', options.baseUrl ?? 'https://api.vzaps.com'),
  allowedOrigins: originsOf(options.allowedOrigins),
  timeoutMs: numberOf(options, 'timeoutMs', 30_000),
  platform: platformOf(options.platform),
})

const authorizeOf = <Call>(options: object): Authorize<Call> =>
  functionOf(
    options,
    'authorize',
    'must be a function that tells who may do what: without one, everybody could do everything',
  )

/** Checks what relay and token handler have in common; throws one `config` error that names the first bad option. */
export const readServerOptions = <Call>(
  options: ServerOptions,
  name: string,
): ServerSettings & { readonly authorize: Authorize<Call> } => {
  checkKeys(options, name, commonKeys)
  return { ...readCommon(options), authorize: authorizeOf(options) }
}

/** Checks a relay's options; throws one `config` error that names the first bad one. */
export const readRelayOptions = (options: RelayOptions): RelaySettings => {
  checkKeys(options, 'createVZapsRelay', relayKeys)
  const { tokenStore } = options
  checkStore(tokenStore)
  const common = readCommon(options)
  const WebSocket = functionOf<Platform['WebSocket']>(options, 'WebSocket')
  return {
    ...common,
    platform: { ...common.platform, ...(WebSocket && { WebSocket }) },
    authorize: authorizeOf(options),
    basePath: basePathOf(options.basePath),
    paths: pathsOf(options.paths),
    onCreated: functionOf(options, 'onCreated'),
    onActivity: functionOf(options, 'onActivity'),
    tokenStore,
    tokenSkewMs: numberOf(options, 'tokenSkewMs', 60_000, 0),
    maxBodyBytes: numberOf(options, 'maxBodyBytes', 2 ** 18),
    bodyTimeoutMs: numberOf(options, 'bodyTimeoutMs', 10_000),
    maxAnswerBytes: numberOf(options, 'maxAnswerBytes', 2 ** 22),
    maxConcurrent: Math.floor(numberOf(options, 'maxConcurrent', 64)),
    realtimeUrl: urlOf('realtimeUrl', 'ws', options.realtimeUrl ?? 'wss://realtime.vzaps.com'),
    maxStreams: Math.floor(numberOf(options, 'maxStreams', 1_000)),
    maxStreamsPerUser: Math.floor(numberOf(options, 'maxStreamsPerUser', 20)),
    reauthorizeMs: numberOf(options, 'reauthorizeMs', 60_000, 1_000),
  }
}
