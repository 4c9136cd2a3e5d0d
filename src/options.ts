import type { CreateApiOptions } from '@reduxjs/toolkit/query'
import type { AuthMode, AuthOptions } from './auth/options.ts'
import { readAuthOptions } from './auth/options.ts'
import { isRecord } from './core/casing.ts'
import { misconfigured, throwable } from './core/errors.ts'
import type { Platform } from './core/platform.ts'
import { defaultPlatform, MAX_TIMER_MS } from './core/platform.ts'
import type { SchemaIssue } from './core/read-answer.ts'
import type { RetryOptions } from './core/retry.ts'
import { defaultRetry } from './core/retry.ts'
import { isLoopback } from './core/urls.ts'
import type { Instance } from './instances/schema.ts'

/** All of it may be absent or `undefined`. */
type Optional<T> = { [Key in keyof T]?: T[Key] | undefined }

/** RTK Query's own options, handed on as they are. */
type RtkOptions = Pick<
  // biome-ignore lint/suspicious/noExplicitAny: none of the picked options depends on the type arguments
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
  /** Hears of each field of an answer that was left out because it did not fit. */
  onSchemaIssue?: ((issue: SchemaIssue) => void) | undefined
  /** The most instances that the server gives on a page, for polls of many at once; 100. */
  maxPageSize?: number | undefined
  /**
   * Does a row say itself that its instance is about to change? Live status asks for such a one more often: every 2 s,
   * then by and by less. The server's words are not documented, so none does unless said.
   */
  isTransitional?: ((instance: Instance) => boolean) | undefined
  /** Replaces parts of the surroundings: fetch, clock, timers, random, online and visibility. */
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
  readonly isTransitional: ((instance: Instance) => boolean) | undefined
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

const ownKeys = [
  'auth',
  'baseUrl',
  'realtimeUrl',
  'allowInsecure',
  'timeoutMs',
  'maxAnswerBytes',
  'tokenSkewMs',
  'retry',
  'reducerPath',
  'strictAnswers',
  'onSchemaIssue',
  'maxPageSize',
  'isTransitional',
  'platform',
] as const satisfies readonly (keyof VZapsOptions)[]

const refuse = (field: string, message: string): never => {
  throw throwable(misconfigured(`createVZapsApi: ${field} ${message}`, field))
}

const numberOf = (field: string, value: unknown, byDefault: number, least: number): number => {
  if (value === undefined) return byDefault
  if (typeof value === 'number' && value >= least && value <= MAX_TIMER_MS) return value
  return refuse(field, `must be a number from ${least} to ${MAX_TIMER_MS}`)
}

const optionalOf = <T>(types: readonly string[], field: string, value: T): T =>
  value === undefined || types.includes(typeof value)
    ? value
    : refuse(field, `must be a ${types.join(' or a ')}`)

/** A base address without its trailing slashes (decisions.md, `baseUrl`). */
const addressOf = (
  { allowInsecure, ...options }: VZapsOptions<string>,
  field: 'baseUrl' | 'realtimeUrl',
  byDefault: string,
): string => {
  const value: unknown = options[field]
  if (value === undefined) return byDefault
  const scheme = field === 'baseUrl' ? 'http' : 'ws'
  // Apps are built and rendered on servers too: whose path it is, is only asked when something is sent.
  const isPath = scheme === 'http' && typeof value === 'string' && /^\/(?![/\\])/.test(value)
  const page = globalThis.location?.href ?? ''
  let url: URL
  try {
    const base = page.startsWith('http') ? page : 'https://page.invalid'
    url = new URL(String(value), isPath ? base : undefined)
  } catch {
    return refuse(field, 'must be a URL')
  }
  const isLocal = url.protocol === `${scheme}:` && (allowInsecure || isLoopback(url.hostname))
  if (url.protocol !== `${scheme}s:` && !isLocal) {
    return refuse(
      field,
      `must be ${scheme}s, or ${scheme} on loopback: credentials are sent there (allowInsecure: true is for devices on the local network)`,
    )
  }
  if (url.username || url.password) return refuse(field, 'must not hold credentials')
  if (/[?#]/.test(url.href)) return refuse(field, 'must not hold a query or a fragment')
  return (isPath ? url.pathname : url.href).replace(/\/+$/, '')
}

const retryOf = (value: VZapsOptions['retry']): RetryOptions | undefined => {
  if (value === false) return undefined
  if (value === undefined) return defaultRetry
  if (!isRecord(value)) return refuse('retry', 'must be false or an object')
  const unknown = Object.keys(value).find((key) => !Object.hasOwn(defaultRetry, key))
  if (unknown !== undefined) return refuse(`retry.${unknown}`, 'is not known')
  const read = (key: keyof RetryOptions, least: number) =>
    numberOf(`retry.${key}`, value[key], defaultRetry[key], least)
  return {
    maxTries: Math.floor(read('maxTries', 1)),
    baseMs: read('baseMs', 0),
    capMs: read('capMs', 0),
    maxRetryAfterMs: read('maxRetryAfterMs', 0),
  }
}

const platformOf = (given: Optional<Platform> = {}): Platform => {
  if (!isRecord(given)) return refuse('platform', 'must be an object')
  const byDefault = defaultPlatform()
  for (const [key, part] of Object.entries(given)) {
    if (!Object.hasOwn(byDefault, key)) refuse(`platform.${key}`, 'is not known')
    const isSignal = key === 'online' || key === 'visible'
    const fits = isSignal
      ? isRecord(part) && typeof part.get === 'function'
      : typeof part === 'function'
    if (part !== undefined && !fits) refuse(`platform.${key}`, 'has the wrong type')
  }
  const present = Object.entries(given).filter(([, part]) => part !== undefined)
  return { ...byDefault, ...Object.fromEntries(present) }
}

/** Made apart from the options: what it closes over lives as long as the api, and they may hold a secret. */
const authReader = (hasOwnBaseUrl: boolean) => (auth: AuthOptions) =>
  readAuthOptions(auth, hasOwnBaseUrl)

/** Checks the options; throws one `config` error that names the first bad one. */
export const readOptions = <P extends string>(options: VZapsOptions<P>): Settings => {
  if (typeof options !== 'object' || options === null) return refuse('options', 'must be an object')
  const known: readonly string[] = [...ownKeys, ...rtkKeys]
  const unknown = Object.keys(options).find((key) => !known.includes(key))
  if (unknown !== undefined) return refuse(unknown, `is not known; options are ${known.join(', ')}`)
  const { reducerPath = 'vzaps' } = options
  if (typeof reducerPath !== 'string' || reducerPath === '')
    refuse('reducerPath', 'must be a non-empty string')
  for (const key of [
    'allowInsecure',
    'strictAnswers',
    'refetchOnFocus',
    'refetchOnReconnect',
  ] as const) {
    optionalOf(['boolean'], key, options[key])
  }
  optionalOf(['boolean', 'number'], 'refetchOnMountOrArgChange', options.refetchOnMountOrArgChange)
  const { keepUnusedDataFor = 0 } = options
  if (!(typeof keepUnusedDataFor === 'number' && keepUnusedDataFor >= 0)) {
    refuse('keepUnusedDataFor', 'must be a number of s, 0 or more')
  }
  optionalOf(['function'], 'extractRehydrationInfo', options.extractRehydrationInfo)

  const readAuth = authReader(options.baseUrl !== undefined)
  return {
    auth: options.auth === undefined ? undefined : readAuth(options.auth),
    readAuth,
    baseUrl: addressOf(options, 'baseUrl', 'https://api.vzaps.com'),
    realtimeUrl: addressOf(options, 'realtimeUrl', 'wss://realtime.vzaps.com'),
    timeoutMs: numberOf('timeoutMs', options.timeoutMs, 30_000, 1),
    maxAnswerBytes: numberOf('maxAnswerBytes', options.maxAnswerBytes, 2 ** 24, 1),
    tokenSkewMs: numberOf('tokenSkewMs', options.tokenSkewMs, 60_000, 0),
    retry: retryOf(options.retry),
    reducerPath,
    strictAnswers: options.strictAnswers ?? false,
    onSchemaIssue: optionalOf(['function'], 'onSchemaIssue', options.onSchemaIssue),
    maxPageSize: Math.floor(numberOf('maxPageSize', options.maxPageSize, 100, 1)),
    isTransitional: optionalOf(['function'], 'isTransitional', options.isTransitional),
    platform: platformOf(options.platform),
    rtk: Object.fromEntries(
      rtkKeys.filter((key) => options[key] !== undefined).map((key) => [key, options[key]]),
    ) as RtkOptions,
  }
}
