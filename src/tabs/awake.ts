import type { PlatformSignal } from '../core/platform.ts'

const events = [
  ['freeze', false],
  ['pagehide', false],
  ['resume', true],
  ['pageshow', true],
] as const

/** Pages tell that they fall asleep and wake up, and not which of the two they are. */
export const createAwake = (): PlatformSignal => {
  let isAwake = true
  return {
    get: () => isAwake,
    subscribe: (listener) => {
      const stops = events.map(([name, now]) => {
        // Freezing is told of by the document, leaving by the window.
        const target = name.startsWith('page') ? globalThis.window : globalThis.document
        const hear = () => {
          isAwake = now
          listener()
        }
        target?.addEventListener(name, hear)
        return () => target?.removeEventListener(name, hear)
      })
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
