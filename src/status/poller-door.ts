import { createLazy } from '../core/lazy.ts'
import type { Poller, PollerParts } from './poller.ts'

/** What starts and ends the polls of a store. */
export interface PollerDoor extends Pick<Poller, 'wake' | 'release' | 'releaseAll' | 'stop'> {
  start(): void
  /** Takes what `setupListeners` dispatches. */
  hear(type: string): void
}

/** What a door is made of. */
export interface PollerDoorParts extends Omit<PollerParts, 'told'> {
  /** The code did not load; it is tried again. */
  onFailure(): void
}

/** The only way to what polls, which is a file of its own: until something is watched, there is nothing to poll. */
const loadPoller = () => import('./poller.ts')

/** Makes the door of a store. */
export const createPollerDoor = (parts: PollerDoorParts, load = loadPoller): PollerDoor => {
  const lazy = createLazy(parts.parts.platform, load)
  const told = { online: true, focused: true }
  let poller: Poller | undefined
  let leave: (() => void) | undefined

  return {
    start: () => {
      leave ??= lazy.enter(
        ({ startPolling }) => {
          const started = startPolling({ ...parts, told })
          poller = started
          return started.stop
        },
        (retryAt) => {
          if (retryAt) parts.onFailure()
        },
      )
    },
    stop: () => {
      leave?.()
      leave = poller = undefined
    },
    wake: () => poller?.wake(),
    release: (id) => poller?.release(id),
    releaseAll: () => poller?.releaseAll(),
    hear: (type) => {
      const signal = type.slice(type.indexOf('/') + 1)
      if (signal.startsWith('o')) told.online = signal === 'online'
      else told.focused = signal === 'focused'
      poller?.look()
    },
  }
}
