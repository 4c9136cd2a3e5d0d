import { Observable, Subject } from 'rxjs'
import type { VZapsError } from '../core/errors.ts'
import type { Hub } from '../status/hub.ts'
import type { RealtimeConnection } from './connection.ts'
import { idle } from './connection.ts'
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
  /** Another tab holds the sockets now, or this one. */
  reroute(): void
  /** Another session, or none. */
  reset(): void
  /** Ends all that runs. */
  dispose(): void
}

/** What a door is made of. */
export type DoorParts = Omit<RealtimeParts, 'onState' | 'onEvent'> & {
  /** It ends what is subscribed, before `dispose` does. */
  readonly hub: Pick<Hub, 'end$'>
}

/** Why the rest of the code is not there. */
const notLoaded: VZapsError = {
  kind: 'network',
  code: 'not-loaded',
  outcome: 'not-sent',
  message: 'Realtime did not load',
}

const RETRY_MS = 5_000

/** The only way to the rest of this folder, which is a file of its own: most pages open no socket. */
const loadRealtime = () => import('./realtime.ts')

/** Makes the door of a store. */
export const createRealtimeDoor = (parts: DoorParts, load = loadRealtime): RealtimeDoor => {
  const { platform, hub } = parts
  const states = new Map<string, RealtimeConnection>()
  const changes$ = new Subject<void>()
  const passing$ = new Subject<RealtimeEvent>()
  const onEvent = (event: RealtimeEvent) => passing$.next(event)
  let inside: Realtime | undefined
  let loading: Promise<void> | undefined

  const onState = (id: string, state: RealtimeConnection) => {
    if (state.status === 'idle') states.delete(id)
    else states.set(id, state)
    changes$.next()
  }

  const open = () => {
    loading ??= load()
      .then(({ createRealtime }) => {
        inside = createRealtime({ ...parts, onState, onEvent })
      })
      // A failure is not kept: whoever comes next loads again.
      .finally(() => {
        loading = undefined
      })
    return loading
  }

  const enter: RealtimeDoor['enter'] = (id, use) => {
    let undo: (() => void) | undefined
    let timer: ReturnType<typeof platform.setTimeout> | undefined
    let isOver = false
    const go = () => {
      if (isOver) return
      if (inside) {
        undo = use(inside)
        // It may have been refused at once.
        if (isOver) undo()
        return
      }
      onState(id, { status: 'connecting' })
      open().then(go, () => {
        if (isOver) return
        onState(id, { status: 'waiting', retryAt: platform.now() + RETRY_MS, error: notLoaded })
        timer = platform.setTimeout(go, RETRY_MS)
      })
    }
    go()
    return () => {
      isOver = true
      if (timer !== undefined) platform.clearTimeout(timer)
      if (undo) undo()
      else if (!inside) onState(id, idle)
    }
  }

  return {
    changes$,
    passing$,
    states: () => states,
    stateOf: (id) => states.get(id) ?? idle,
    events$: (id, options = {}) =>
      new Observable((out) => {
        out.add(hub.end$.subscribe(() => out.complete()))
        out.add(enter(id, ({ subscribe }) => subscribe(id, options, out)))
      }),
    enter,
    reroute: () => inside?.reroute(),
    reset: () => inside?.reset(),
    dispose: () => inside?.dispose(),
  }
}
