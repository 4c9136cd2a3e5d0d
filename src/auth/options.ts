import { isRecord } from '../core/casing.ts'
import { misconfigured, throwable } from '../core/errors.ts'
import { isClientSide } from '../core/platform.ts'
import { present } from '../core/present.ts'
import { isHeaderSafe } from './header-safe.ts'

/** What a token provider answers; the VZaps API's own `/token` answer fits as it is. `expiresIn` in s. */
export type TokenAnswer =
  | { readonly accessToken: string; readonly expiresIn: number | string }
  | { readonly access_token: string; readonly expires_in: number | string }

/** The app's backend mints the JWT: for browsers. */
export interface TokenProviderAuth {
  /** Called when a JWT is needed; one call at a time, whatever the number of requests that wait for it. */
  getToken(context: { signal: AbortSignal }): TokenAnswer | Promise<TokenAnswer>
  /** Sent as `X-Client-Token`, and lets instance tokens be sent. */
  clientToken?: string | undefined
}

/** What `new Headers` takes; named here so that the types need no DOM. */
export type ProxyHeaders = NonNullable<ConstructorParameters<typeof Headers>[0]>

/** Which cookies go along with a request. */
export type ProxyCredentials = 'omit' | 'same-origin' | 'include'

/** The app's relay holds the credentials: for browsers, and the safest. Needs a `baseUrl` of one's own. */
export interface ProxyAuth {
  proxy: true
  /** The app's own headers for its relay. */
  headers?:
    | ProxyHeaders
    | ((context: { signal: AbortSignal }) => ProxyHeaders | Promise<ProxyHeaders>)
    | undefined
  /** Which cookies go along; `same-origin`. */
  credentials?: ProxyCredentials | undefined
}

/** The account's credentials themselves: for Node, scripts and desktop main processes. */
export interface CredentialsAuth {
  clientToken: string
  clientSecret: string
  /** A secret in a page is a secret given away; say so to do it all the same. */
  dangerouslyAllowBrowser?: boolean | undefined
}

/** How an account signs in: one of the three ways, told apart by their fields. */
export type AuthOptions = TokenProviderAuth | ProxyAuth | CredentialsAuth

/** The checked form of {@link AuthOptions}, told apart by `mode`. */
export type AuthMode =
  | {
      readonly mode: 'provider'
      readonly getToken: TokenProviderAuth['getToken']
      readonly clientToken: string | undefined
    }
  | {
      readonly mode: 'proxy'
      readonly headers: ProxyAuth['headers']
      readonly credentials: ProxyCredentials
    }
  | { readonly mode: 'credentials'; readonly clientToken: string; readonly clientSecret: string }

const refuse = (message: string, field: string): never => {
  throw throwable(misconfigured(message, field))
}

const secretText = (value: unknown, field: string): string => {
  if (typeof value !== 'string' || value.trim() === '') {
    return refuse(`${field} must be a non-empty string`, field)
  }
  const text = value.trim()
  return isHeaderSafe(text)
    ? text
    : refuse(`${field} holds characters that no header can carry`, field)
}

const checkKeys = (options: Record<string, unknown>, known: readonly string[]): void => {
  // TypeScript reports it too.
  if (process.env.NODE_ENV === 'production') return
  const unknown = Object.keys(options).find((key) => !known.includes(key))
  if (unknown === undefined) return
  refuse(
    `auth.${unknown} is not known beside auth.${known[0]}; it takes ${known.join(', ')}`,
    `auth.${unknown}`,
  )
}

/** Checks `auth` and tells its mode; throws a `config` error that names the option. */
export const readAuthOptions = (given: unknown, hasOwnBaseUrl: boolean): AuthMode => {
  if (!isRecord(given)) return refuse('auth must be an object: see docs/auth.md', 'auth')
  // Apps that choose between modes leave the options of the others undefined.
  const defined = present(given)
  const options = Object.keys(defined).length > 0 ? defined : given
  if ('proxy' in options) {
    if (options.proxy !== true) return refuse('auth.proxy must be true', 'auth.proxy')
    checkKeys(options, ['proxy', 'headers', 'credentials'])
    return readProxy(options, hasOwnBaseUrl)
  }
  if ('getToken' in options) {
    checkKeys(options, ['getToken', 'clientToken'])
    return readProvider(options)
  }
  if ('clientSecret' in options || 'clientToken' in options) {
    checkKeys(options, ['clientToken', 'clientSecret', 'dangerouslyAllowBrowser'])
    return readCredentials(options)
  }
  return refuse('auth needs getToken, proxy: true, or clientToken and clientSecret', 'auth')
}

const readProxy = (options: Record<string, unknown>, hasOwnBaseUrl: boolean): AuthMode => {
  if (!hasOwnBaseUrl)
    return refuse('auth.proxy needs baseUrl: the address of your relay', 'baseUrl')
  const credentials = options.credentials ?? 'same-origin'
  if (credentials !== 'omit' && credentials !== 'same-origin' && credentials !== 'include') {
    return refuse('auth.credentials must be omit, same-origin or include', 'auth.credentials')
  }
  return { mode: 'proxy', headers: options.headers as ProxyAuth['headers'], credentials }
}

const readProvider = ({ getToken, clientToken }: Record<string, unknown>): AuthMode => {
  if (typeof getToken !== 'function')
    return refuse('auth.getToken must be a function', 'auth.getToken')
  return {
    mode: 'provider',
    getToken: getToken as TokenProviderAuth['getToken'],
    clientToken:
      clientToken === undefined ? undefined : secretText(clientToken, 'auth.clientToken'),
  }
}

const readCredentials = (options: Record<string, unknown>): AuthMode => {
  const clientToken = secretText(options.clientToken, 'auth.clientToken')
  const clientSecret = secretText(options.clientSecret, 'auth.clientSecret')
  if (isClientSide() && options.dangerouslyAllowBrowser !== true) {
    return refuse(
      'auth.clientSecret in a browser is given to everybody who opens the page: use getToken or proxy, or say dangerouslyAllowBrowser: true',
      'auth.clientSecret',
    )
  }
  return { mode: 'credentials', clientToken, clientSecret }
}
