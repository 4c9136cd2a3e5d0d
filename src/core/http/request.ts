import type { VZapsError } from '../errors.ts'
import { misconfigured } from '../errors.ts'

/** One HTTP request that has every header it needs. */
export interface HttpRequest {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  /** JSON text. */
  readonly body: string | undefined
  readonly credentials: RequestCredentials
}

/** A base address; a path belongs to the page's origin, and `undefined` where there is no page. */
export const absolute = (text: string): URL | undefined => {
  try {
    const url = new URL(text, text.startsWith('/') ? globalThis.location?.href : undefined)
    return url.protocol.startsWith('http') ? url : undefined
  } catch {
    return undefined
  }
}

/** Makes the request. */
export const buildRequest = (request: HttpRequest, signal: AbortSignal): Request => {
  const { url, method, headers, body, credentials } = request
  const init: RequestInit = {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    credentials,
    // A redirect could carry the credentials to another place, so none is followed.
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
    signal,
  }
  if (!('cache' in Request.prototype)) return new Request(url, init)
  const uncached = new Request(url, { ...init, cache: 'no-store' })
  if (uncached.url === url) return uncached
  // Polyfills that have no cache add a parameter to the URL instead.
  const plain = new Request(url, init)
  return uncached.url === plain.url ? uncached : plain
}

/** Not every fetch takes `redirect: 'manual'`: React Native's follows. */
export const wasRedirected = ({ redirected, url }: Response, asked: Request): boolean =>
  redirected || (!!url && url !== asked.url && absolute(url)?.href !== asked.url)

/** Why a path is no address here. */
export const noPage = (baseUrl: string): VZapsError =>
  misconfigured(
    `baseUrl ${baseUrl} is a path, and there is no page here that it belongs to`,
    'baseUrl',
  )
