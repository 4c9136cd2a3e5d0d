import type { CreateApiOptions } from '@reduxjs/toolkit/query'
import type { AuthMode, AuthOptions } from './auth/options.ts'
import { readAuthOptions } from './auth/options.ts'
import type { SchemaIssue } from './core/calls/read-answer.ts'
import { misconfigured, throwable } from './core/errors.ts'
import type { RetryOptions } from './core/http/retry.ts'
import { defaultRetry } from './core/http/retry.ts'
import type { Platform } from './core/platform.ts'
import { defaultPlatform } from './core/platform.ts'
import { present } from './core/present.ts'
import { whyUnsafe } from './core/urls.ts'
import type { Instance } from './instances/schema.ts'
import { checkOptions } from './option-checks.ts'
import type { TabsOptions } from './tabs/options.ts'

/** All of it may be absent or `undefined`. */
type Optional<T> = { [Key in keyof T]?: T[Key] | undefined }

/** RTK Query's own options, handed on as they are. */
type RtkOptions = Pick<
  // biome-ignore lint/suspicious/noExplicitAny: `extractRehydrationInfo` gives a state whose type is the api's
  CreateApiOptions<any, any, any, any>,
  | 'keepUnusedDataFor'
  | 'refetchOnMountOrArgChange'
  | 'refetchOnFocus'
  | 'refetchOnReconnect'
  | 'extractRehydrationInfo'
>

/** What `createVZapsApi` takes. Every option has a default. */
export interface VZapsOptions<P extends string = 'vzaps'> extends Optional<RtkOptions> {
  /** How the account signs in; absent: not before `vzaps.auth.signIn(...)`. */
  auth?: AuthOptions | undefined
  /** `https://api.vzaps.com`; https, loopback, or a path of the page's own origin (`/relay`). A path prefix is kept. */
  baseUrl?: string | undefined
  /** `wss://realtime.vzaps.com`; wss, or loopback. */
  realtimeUrl?: string | undefined
  /** http and ws are taken elsewhere too, for a device on the local network: everybody there can read the secrets. */
  allowInsecure?: boolean | undefined
  /** ms from sending to the whole answer; 30,000. */
  timeoutMs?: number | undefined
  /** Of an answer, in bytes; 16 MiB. A longer one is a `parse` error, and no more of it is read. */
  maxAnswerBytes?: number | undefined
  /** A JWT with less than this to live (ms) is not used again; 60,000. */
  tokenSkewMs?: number | undefined
  /** How reads are repeated; false: not at all. */
  retry?: false | Optional<RetryOptions> | undefined
  /** Where the slice lives in the state; `vzaps`. */
  reducerPath?: P | undefined
  /** A field of an answer that does not fit is a `parse` error instead of being left out: for tests. */
  strictAnswers?: boolean | undefined
  /** Called for each field of an answer that was left out because it did not fit. */
  onSchemaIssue?: ((issue: SchemaIssue) => void) | undefined
  /** The most instances that the server gives on a page, for polls of many at once; 100. */
  maxPageSize?: number | undefined
  /** The most sockets that live statuses with `push` open in one store, those of events counted; 20. */
  maxSockets?: number | undefined
  /** The most events that wait for a handler; 1,000. The oldest is dropped then. */
  bufferSize?: number | undefined
  /**
   * Tells from a row that its instance is about to change; live status then polls it more often: every 2 s at first, later
   * less. The words of `status` are not documented, so without this option no row does.
   */
  isTransitional?: ((instance: Instance) => boolean) | undefined
  /** Lets one tab ask and hold the sockets for all tabs of the same scope; absent: each tab works alone. */
  tabs?: TabsOptions | undefined
  /** Replaces parts of the surroundings: fetch, WebSocket, clock, timers, random, visibility, what tabs have in common. */
  platform?: Optional<Platform> | undefined
}

/** The options, checked and complete. */
export interface Settings {
  readonly auth: AuthMode | undefined
  readAuth(options: AuthOptions): AuthMode
  readonly baseUrl: string
  readonly realtimeUrl: string
  readonly timeoutMs: number
  readonly maxAnswerBytes: number
  readonly tokenSkewMs: number
  readonly retry: RetryOptions | undefined
  readonly reducerPath: string
  readonly strictAnswers: boolean
  readonly onSchemaIssue: ((issue: SchemaIssue) => void) | undefined
  readonly maxPageSize: number
  readonly maxSockets: number
  readonly bufferSize: number
  readonly isTransitional: ((instance: Instance) => boolean) | undefined
  readonly tabs: TabsOptions | undefined
  readonly platform: Platform
  readonly rtk: RtkOptions
}

const rtkKeys = [
  'keepUnusedDataFor',
  'refetchOnMountOrArgChange',
  'refetchOnFocus',
  'refetchOnReconnect',
  'extractRehydrationInfo',
] as const satisfies readonly (keyof RtkOptions)[]

const refuse = (field: string, message: string): never => {
  throw throwable(misconfigured(`createVZapsApi: ${field} ${message}`, field))
}

/** A base address, checked, and without its trailing slashes; a path in it stays. */
const addressOf = (
  { allowInsecure, ...options }: VZapsOptions<string>,
  field: 'baseUrl' | 'realtimeUrl',
  byDefault: string,
): string => {
  const value: unknown = options[field]
  if (value === undefined) return byDefault
  const scheme = field === 'baseUrl' ? 'http' : 'ws'
  // Apps are also built and rendered on servers, where there is no page: its origin is only needed when something is sent.
  const isPath = scheme === 'http' && typeof value === 'string' && /^\/(?![/\\])/.test(value)
  const page = globalThis.location?.href ?? ''
  let url: URL
  try {
    const base = page.startsWith('http') ? page : 'https://page.invalid'
    url = new URL(String(value), isPath ? base : undefined)
  } catch {
    return refuse(field, 'must be a URL')
  }
  const hint = ' (allowInsecure: true is for devices on the local network)'
  const why = whyUnsafe(url, scheme, { allowInsecure, hint })
  if (why) return refuse(field, why)
  return (isPath ? url.pathname : url.href).replace(/\/+$/, '')
}

const retryOf = (given: VZapsOptions['retry'] = {}): RetryOptions | undefined => {
  if (given === false) return undefined
  const retry = { ...defaultRetry, ...present(given) }
  return { ...retry, maxTries: Math.floor(retry.maxTries) }
}

/** Does not close over the options: it lives as long as the api, and they may hold a secret. */
const authReader = (hasOwnBaseUrl: boolean) => (auth: AuthOptions) =>
  readAuthOptions(auth, hasOwnBaseUrl)

/** Checks the options; throws one `config` error that names the first bad one. */
export const readOptions = <P extends string>(options: VZapsOptions<P>): Settings => {
  // TypeScript reports these mistakes too, so production builds leave the checks out.
  if (process.env.NODE_ENV !== 'production') checkOptions(options)
  const { auth, platform = {} } = options
  const readAuth = authReader(options.baseUrl !== undefined)
  return {
    auth: auth === undefined ? undefined : readAuth(auth),
    readAuth,
    baseUrl: addressOf(options, 'baseUrl', 'https://api.vzaps.com'),
    realtimeUrl: addressOf(options, 'realtimeUrl', 'wss://realtime.vzaps.com'),
    timeoutMs: options.timeoutMs ?? 30_000,
    maxAnswerBytes: options.maxAnswerBytes ?? 2 ** 24,
    tokenSkewMs: options.tokenSkewMs ?? 60_000,
    retry: retryOf(options.retry),
    reducerPath: options.reducerPath ?? 'vzaps',
    strictAnswers: options.strictAnswers ?? false,
    onSchemaIssue: options.onSchemaIssue,
    maxPageSize: Math.floor(options.maxPageSize ?? 100),
    maxSockets: options.maxSockets ?? 20,
    bufferSize: options.bufferSize ?? 1_000,
    isTransitional: options.isTransitional,
    tabs: options.tabs,
    platform: { ...defaultPlatform(), ...present(platform) },
    rtk: Object.fromEntries(
      rtkKeys.filter((key) => options[key] !== undefined).map((key) => [key, options[key]]),
    ) as RtkOptions,
  }
}
