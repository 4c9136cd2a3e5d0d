import { isRecord } from './core/casing.ts'
import { misconfigured, throwable } from './core/errors.ts'
import { defaultRetry } from './core/http/retry.ts'
import { defaultPlatform, MAX_TIMER_MS } from './core/platform.ts'

// Mistakes in options that TypeScript would report, for callers in JavaScript. Only in development.

type Check = (value: unknown, field: string) => void

const refuse: (field: string, message: string) => never = (field, message) => {
  throw throwable(misconfigured(`createVZapsApi: ${field} ${message}`, field))
}

const isOf =
  (...types: readonly string[]): Check =>
  (value, field) => {
    if (!types.includes(typeof value)) refuse(field, `must be a ${types.join(' or a ')}`)
  }

const isNumber =
  (least: number): Check =>
  (value, field) => {
    if (typeof value === 'number' && value >= least && value <= MAX_TIMER_MS) return
    refuse(field, `must be a number from ${least} to ${MAX_TIMER_MS}`)
  }

const checkRetry: Check = (value) => {
  if (value === false) return
  if (!isRecord(value)) refuse('retry', 'must be false or an object')
  for (const [key, part] of Object.entries(value)) {
    const field = `retry.${key}`
    if (!Object.hasOwn(defaultRetry, key)) refuse(field, 'is not known')
    if (part !== undefined) isNumber(key === 'maxTries' ? 1 : 0)(part, field)
  }
}

const MAX_SCOPE = 200

/** Parts of the platform that are objects, and what each of them can do. */
const methods: Readonly<Record<string, string>> = {
  online: 'get',
  visible: 'get',
  awake: 'get',
  locks: 'request',
}

const checkPlatform: Check = (value) => {
  if (!isRecord(value)) refuse('platform', 'must be an object')
  const byDefault = defaultPlatform()
  for (const [key, part] of Object.entries(value)) {
    if (!Object.hasOwn(byDefault, key)) refuse(`platform.${key}`, 'is not known')
    const method = methods[key]
    const fits = method
      ? isRecord(part) && typeof part[method] === 'function'
      : typeof part === 'function'
    if (part !== undefined && !fits) refuse(`platform.${key}`, 'has the wrong type')
  }
}

const checkTabs: Check = (value) => {
  if (!isRecord(value)) refuse('tabs', 'must be an object: { scope }')
  const unknown = Object.keys(value).find((key) => key !== 'scope' && key !== 'events')
  if (unknown !== undefined) refuse(`tabs.${unknown}`, 'is not known; it takes scope and events')
  const { scope, events } = value
  if (typeof scope !== 'string' || scope.trim() === '' || scope.length > MAX_SCOPE) {
    refuse('tabs.scope', `must be a text of 1 to ${MAX_SCOPE} characters: your own id of the user`)
  }
  if (events !== undefined) isOf('boolean')(events, 'tabs.events')
}

/** Addresses and `auth` are checked where they are read, in production too. */
const elsewhere: Check = () => {}

/** Throws one `config` error that names the first bad option. */
export const checkOptions = (options: unknown): void => {
  const checks: Readonly<Record<string, Check>> = {
    auth: elsewhere,
    baseUrl: elsewhere,
    realtimeUrl: elsewhere,
    allowInsecure: isOf('boolean'),
    timeoutMs: isNumber(1),
    maxAnswerBytes: isNumber(1),
    tokenSkewMs: isNumber(0),
    retry: checkRetry,
    reducerPath: (value, field) => {
      if (typeof value !== 'string' || value === '') refuse(field, 'must be a non-empty string')
    },
    strictAnswers: isOf('boolean'),
    onSchemaIssue: isOf('function'),
    maxPageSize: isNumber(1),
    maxSockets: isNumber(0),
    bufferSize: isNumber(1),
    isTransitional: isOf('function'),
    tabs: checkTabs,
    platform: checkPlatform,
    keepUnusedDataFor: (value, field) => {
      if (typeof value === 'number' && value >= 0) return
      refuse(field, 'must be a number of s, 0 or more')
    },
    refetchOnMountOrArgChange: isOf('boolean', 'number'),
    refetchOnFocus: isOf('boolean'),
    refetchOnReconnect: isOf('boolean'),
    extractRehydrationInfo: isOf('function'),
  }
  if (typeof options !== 'object' || options === null) refuse('options', 'must be an object')
  const known = Object.keys(checks)
  const unknown = Object.keys(options).find((key) => !known.includes(key))
  if (unknown !== undefined) refuse(unknown, `is not known; options are ${known.join(', ')}`)
  for (const [key, check] of Object.entries(checks)) {
    const value: unknown = Reflect.get(options, key)
    if (value !== undefined) check(value, key)
  }
}
