import { vi } from 'vitest'

/**
 * React Native's addresses end with a slash where no query follows, whether or not they were written with one, and know
 * the host of http alone.
 */
class NativeUrl extends URL {
  override get hostname(): string {
    return /^https?:/.test(this.protocol) ? super.hostname : ''
  }

  override get href(): string {
    const href = super.href
    return /[?#]|\/$/.test(href) ? href : `${href}/`
  }

  override toString(): string {
    return this.href
  }
}

/** React Native's requests keep an address as it was written. */
class NativeRequest extends Request {
  constructor(input: string, init?: RequestInit) {
    super(input, init)
    Object.defineProperty(this, 'url', { value: input })
  }
}

/**
 * Makes the page's globals as React Native has them: a `window` without events, no `document`, signals without their
 * younger abilities, `URL` and `Request` of its own making. Returns the function that undoes it. A renderer for browsers has to be at work before.
 */
export const becomeReactNative = (): (() => void) => {
  const { prototype } = AbortSignal
  const { throwIfAborted } = prototype
  const { any, timeout } = AbortSignal
  vi.stubGlobal('window', {})
  vi.stubGlobal('document', undefined)
  vi.stubGlobal('navigator', { product: 'ReactNative' })
  vi.stubGlobal('URL', NativeUrl)
  vi.stubGlobal('Request', NativeRequest)
  Object.assign(prototype, { throwIfAborted: undefined })
  Object.assign(AbortSignal, { any: undefined, timeout: undefined })
  return () => {
    vi.unstubAllGlobals()
    Object.assign(prototype, { throwIfAborted })
    Object.assign(AbortSignal, { any, timeout })
  }
}
