import type { VZapsError } from '../core/errors.ts'
import type { InstanceEvent } from '../instances/schema.ts'

/** Something that happened to an instance, as the server pushed it. Top-level fields that are not listed are kept. */
export interface RealtimeEvent {
  /** Absent where the server gave none: such an event cannot be acknowledged. */
  readonly id?: string | undefined
  readonly type: InstanceEvent
  readonly instanceId: string
  /** ISO 8601, by the server's clock. */
  readonly createdAt?: string | undefined
  /** What a webhook gets: `{ type, event, media_url? }`, its keys as they came. */
  readonly data?: unknown
}

/** What went wrong with one event; the connection goes on. */
export type EventIssue<Event = RealtimeEvent> =
  /** More than `bufferSize` events waited for `onEvent`: this one, the oldest, was given up. It is not acknowledged. */
  | { readonly kind: 'dropped'; readonly event: Event }
  /** `onEvent` threw, or its promise was rejected: the event is not acknowledged, and may come again. */
  | { readonly kind: 'failed'; readonly event: Event; readonly error: unknown }
  /** What the server sent is no event; it was skipped. */
  | { readonly kind: 'unreadable'; readonly error: VZapsError }

/** Which events are wanted, and what handles them. */
export interface EventsOptions {
  /**
   * The kinds of events; absent or empty: those that the instance is set up to post. All subscribers of an instance share
   * one socket, which carries what any of them wants.
   */
  readonly events?: readonly InstanceEvent[] | undefined
  /**
   * Handles an event; the next one waits until its promise resolves, and only then the event is acknowledged. Every event
   * comes at least once: again after a lost connection, if its acknowledgement was lost with it.
   */
  readonly onEvent?: ((event: RealtimeEvent) => unknown) | undefined
  /** Begins after this event. Counts for the first subscriber of an instance: later ones join what there is. */
  readonly lastEventId?: string | undefined
  /** The most events that wait for `onEvent`; that of `createVZapsApi` unless said. */
  readonly bufferSize?: number | undefined
  /** Hears of events that were dropped, not handled, or unreadable. */
  readonly onIssue?: ((issue: EventIssue) => void) | undefined
}
