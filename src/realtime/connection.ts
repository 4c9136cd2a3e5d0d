import type { VZapsError } from '../core/errors.ts'
import { notLoaded } from '../core/lazy.ts'

/**
 * The realtime connection of one instance: its own state, not that of the instance's WhatsApp session.
 *
 * ```
 *   idle --somebody subscribes--> connecting ---open---> open
 *    ^                            |  ^    |               |
 *    |            refused for good|  |time|failed         |lost
 *    |                            v  |    v               |
 *    |                      stopped  waiting <------------'
 *    '--- the last subscriber leaves, from any state
 * ```
 *
 * An open connection may have a second one beside it for a moment: one that takes its place, because more kinds of
 * events are wanted or because it has said nothing for long. It stays `open` meanwhile.
 */
export type RealtimeConnection =
  | { readonly status: 'idle' }
  | { readonly status: 'connecting' }
  | { readonly status: 'open' }
  | {
      readonly status: 'waiting'
      /** Epoch ms of the next try. */
      readonly retryAt: number
      /** Why there is no connection now. */
      readonly error: VZapsError
    }
  | { readonly status: 'stopped'; readonly error: VZapsError }

/** Nobody is subscribed. */
export const idle: RealtimeConnection = { status: 'idle' }

/** While the code for it is loaded, or did not load and will be tried again then (epoch ms). */
export const whileLoading = (retryAt: number | undefined): RealtimeConnection =>
  retryAt ? { status: 'waiting', retryAt, error: notLoaded } : { status: 'connecting' }
