import { vi } from 'vitest'

/**
 * Makes the page's globals as React Native has them: a `window` without events, no `document`, signals without their
 * younger abilities. Returns the function that undoes it. A renderer for browsers has to be at work before.
 */
export const becomeReactNative = (): (() => void) => {
  const { prototype } = AbortSignal
  const { throwIfAborted } = prototype
  const { any, timeout } = AbortSignal
  vi.stubGlobal('window', {})
  vi.stubGlobal('document', undefined)
  vi.stubGlobal('navigator', { product: 'ReactNative' })
  Object.assign(prototype, { throwIfAborted: undefined })
  Object.assign(AbortSignal, { any: undefined, timeout: undefined })
  return () => {
    vi.unstubAllGlobals()
    Object.assign(prototype, { throwIfAborted })
    Object.assign(AbortSignal, { any, timeout })
  }
}
