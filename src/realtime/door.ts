import { Observable, Subject } from 'rxjs'
import { createLazy } from '../core/lazy.ts'
import type { HubDoor } from '../status/door.ts'
import type { RealtimeConnection } from './connection.ts'
import { idle, whileLoading } from './connection.ts'
import type { EventsOptions, RealtimeEvent } from './events.ts'
import type { Realtime, RealtimeParts } from './realtime.ts'

/** An instance's events, outside React. */
export interface EventsConnection {
  /**
   * The events of an instance as they come, while it is subscribed. All subscribers of an instance share one socket, which
   * is opened for the first and closed after the last. It connects again by itself; it fails with a `VZapsException` when
   * no connection can come of it: a bad id or an unknown instance token (`validation`), nobody signed in (`auth`).
   */
  events$(instanceId: string, options?: EventsOptions): Observable<RealtimeEvent>
}

/** What the hooks work with. */
export interface RealtimeDoor extends EventsConnection {
  stateOf(instanceId: string): RealtimeConnection
  /** The instances that somebody is subscribed to, and their connections. */
  states(): ReadonlyMap<string, RealtimeConnection>
  /** Some connection changed. */
  readonly changes$: Observable<void>
  /** Each event that comes, for whoever is subscribed already: it opens no socket. */
  readonly passing$: Observable<RealtimeEvent>
  /** Does it as soon as the code is there; returns the function that undoes it. */
  enter(instanceId: string, use: (realtime: Realtime) => () => void): () => void
  /** Absent until somebody entered. */
  inside(): Realtime | undefined
}

/** What a door is made of. */
export type DoorParts = Omit<RealtimeParts, 'onState' | 'passing$' | 'hub'> & {
  /** It ends what is subscribed, before the sockets are closed. */
  readonly hub: Pick<HubDoor, 'end$' | 'load'>
}

/** The only way to the rest of this folder, which is a file of its own: most pages open no socket. */
const loadRealtime = () => import('./realtime.ts')

/** Makes the door of a store. */
export const createRealtimeDoor = (parts: DoorParts, load = loadRealtime): RealtimeDoor => {
  const lazy = createLazy(parts.platform, () => Promise.all([load(), parts.hub.load()]))
  const states = new Map<string, RealtimeConnection>()
  const changes$ = new Subject<void>()
  const passing$ = new Subject<RealtimeEvent>()
  let inside: Realtime | undefined

  const onState = (id: string, state: RealtimeConnection) => {
    if (state.status === 'idle') states.delete(id)
    else states.set(id, state)
    changes$.next()
  }

  const enter: RealtimeDoor['enter'] = (id, use) => {
    const leave = lazy.enter(
      ([{ createRealtime }, hub]) => {
        inside ??= createRealtime({ ...parts, hub, onState, passing$ })
        return use(inside)
      },
      (retryAt) => onState(id, whileLoading(retryAt)),
    )
    return () => {
      leave()
      if (!inside) onState(id, idle)
    }
  }

  return {
    changes$,
    passing$,
    states: () => states,
    stateOf: (id) => states.get(id) ?? idle,
    events$: (id, options = {}) =>
      new Observable((out) => {
        out.add(parts.hub.end$.subscribe(() => out.complete()))
        out.add(enter(id, ({ subscribe }) => subscribe(id, options, out)))
      }),
    enter,
    inside: () => inside,
  }
}
