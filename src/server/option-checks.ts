import { isHeaderSafe } from '../auth/header-safe.ts'
import { checkPath } from '../core/calls/paths.ts'
import { misconfigured, throwable } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'
import { defaultPlatform, MAX_TIMER_MS } from '../core/platform.ts'
import { present } from '../core/present.ts'
import { parsedUrl, whyUnsafe } from '../core/urls.ts'
import type { RelayRoute } from './operations.ts'
import { routeOf } from './operations.ts'
import { refusal } from './refusal.ts'

// Each gives an option as it counts, or throws the `config` error that names it.

const refuse: (field: string, message: string) => never = (field, message) => {
  throw throwable(misconfigured(`${field} ${message}`, field))
}

/**
 * A credential. It may be empty: a framework's build runs the module too, where the variable is not set yet. Calls are
 * refused then ({@link requireCredentials}).
 */
export const secretOf = (options: object, field: 'clientToken' | 'clientSecret'): string => {
  const value: unknown = Reflect.get(options, field)
  if (typeof value !== 'string') return refuse(field, 'must be a string')
  const text = value.trim()
  return text === '' || isHeaderSafe(text)
    ? text
    : refuse(field, 'holds characters that no header can carry')
}

/** Refuses a call where a credential is empty. */
export const requireCredentials = (
  settings: Readonly<Record<'clientToken' | 'clientSecret', string>>,
): void => {
  for (const field of ['clientToken', 'clientSecret'] as const) {
    if (settings[field] !== '') continue
    const message = `The server has no ${field}: is its environment variable set?`
    throw refusal(500, 'config', message, { why: message })
  }
}

/** A number of at least `least`. */
export const numberOf = (options: object, field: string, byDefault: number, least = 1): number => {
  const given: unknown = Reflect.get(options, field)
  const value = given === undefined ? byDefault : given
  if (typeof value === 'number' && value >= least && value <= MAX_TIMER_MS) return value
  return refuse(field, `must be a number from ${least} to ${MAX_TIMER_MS}`)
}

/** A function; it has to be there where `hint` says why. */
export const functionOf = <T>(options: object, field: string, hint?: string): T => {
  const value: unknown = Reflect.get(options, field)
  const isThere = typeof value === 'function' || (hint === undefined && value === undefined)
  return isThere ? (value as T) : refuse(field, hint ?? 'must be a function')
}

/** An address of the VZaps API, without its trailing slashes. */
export const urlOf = (field: string, scheme: 'http' | 'ws', value: unknown): string => {
  const url = parsedUrl(String(value))
  if (!url) return refuse(field, 'must be a URL')
  const why = whyUnsafe(url, scheme)
  return why ? refuse(field, why) : url.href.replace(/\/+$/, '')
}

/** Origins of pages. */
export const originsOf = (value: unknown = []): ReadonlySet<string> => {
  if (!Array.isArray(value)) return refuse('allowedOrigins', 'must be a list of origins')
  for (const origin of value) {
    const url = parsedUrl(String(origin))
    if (!url || url.origin !== origin || !url.protocol.startsWith('http')) {
      refuse(
        'allowedOrigins',
        `must be whole origins, e.g. https://app.example.com; ${origin} is none`,
      )
    }
  }
  return new Set(value as string[])
}

/** The path of the relay, without its trailing slashes. */
export const basePathOf = (value: unknown = '/relay'): string => {
  const path = typeof value === 'string' ? value.replace(/\/+$/, '') : undefined
  const url = path === undefined ? undefined : parsedUrl(`https://relay.invalid${path}`)
  // As the URL parser writes it, which is how it will come in.
  if (path === undefined || (path !== '' && url?.pathname !== path)) {
    return refuse('basePath', 'must be the path of the relay, e.g. /relay')
  }
  return path
}

/** Free paths, as routes. */
export const pathsOf = (value: unknown = []): readonly RelayRoute[] => {
  if (!Array.isArray(value)) return refuse('paths', 'must be a list of "METHOD /path"')
  return value.map((line: unknown) => {
    const [, path] = /^(?:GET|POST|PUT|PATCH|DELETE) (\/[^\s?#%]*)$/.exec(String(line)) ?? []
    const refused = path === undefined ? undefined : checkPath(path.replace(/[{}]/g, ''))
    const isTemplate = path?.split('/').every((part) => /^(\{\w+\}|[^{}]*)$/.test(part))
    if (path === undefined || refused || !isTemplate) {
      return refuse(
        'paths',
        `must be like "GET /plans/list"; ${line} is not (${refused?.message ?? 'METHOD /path, without a query'})`,
      )
    }
    return routeOf('request', String(line))
  })
}

/** Checks a token store. */
export const checkStore = (store: unknown): void => {
  if (store === undefined) return
  const { get, set } = Object(store)
  if (typeof get !== 'function' || typeof set !== 'function') {
    refuse('tokenStore', 'must have the functions get and set')
  }
}

/** The surroundings, with what the app replaces of them. */
export const platformOf = (given: object = {}): Platform => ({
  ...defaultPlatform(),
  ...present(given),
})

/** Refuses options that there are not. */
export const checkKeys = (options: unknown, name: string, known: readonly string[]): object => {
  if (typeof options !== 'object' || options === null) return refuse('options', 'must be an object')
  const unknown = Object.keys(options).find((key) => !known.includes(key))
  if (unknown !== undefined) {
    refuse(unknown, `is not known to ${name}; options are ${known.join(', ')}`)
  }
  return options
}
