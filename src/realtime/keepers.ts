import type { Observable, Observer, Subscription } from 'rxjs'
import type { Consumer } from './delivery.ts'
import type { EventsOptions, RealtimeEvent } from './events.ts'

/** Options as other tabs give them. */
export interface ServeOptions extends EventsOptions {
  readonly hand?: Consumer<RealtimeEvent>['hand']
}

/** Where events go: to the end, or to the `VZapsException` that says why none will come. */
export type Sink = Pick<Observer<RealtimeEvent>, 'next' | 'error'>

/** Somebody who stays subscribed whatever ends a subscription, and waits until another one may do. */
interface Keeper {
  readonly instanceId: string
  enter(): void
}

/** What it waits for: that fewer sockets are open, or a token or a session. */
type Lack = 'room' | 'proof'

/** What keeping subscriptions takes. */
export interface KeeperParts {
  /** The id of an instance whose token changed. */
  readonly tokenChanges$: Observable<string>
  subscribe(instanceId: string, options: ServeOptions, sink: Sink): () => void
  /** Would the instance's socket be one too many? */
  isFull(instanceId: string): boolean
  /** Nobody is subscribed, and nobody waits any more. */
  onGone(instanceId: string): void
}

/** Makes what subscribes again and again when that was refused, as soon as there is a token, another session or room. */
export const createKeepers = (parts: KeeperParts) => {
  /** Those who wait. */
  const parked = new Map<Keeper, Lack>()
  let tokenChanges: Subscription | undefined

  /** Only while somebody waits: the account outlives the store. */
  const watchTokens = () => {
    if (parked.size === 0) {
      tokenChanges?.unsubscribe()
      tokenChanges = undefined
    } else {
      tokenChanges ??= parts.tokenChanges$.subscribe((id) =>
        admit(({ instanceId }) => instanceId === id),
      )
    }
  }

  const admit = (isMeant: (keeper: Keeper, lack: Lack) => boolean) => {
    for (const [keeper, lack] of [...parked]) {
      if (isMeant(keeper, lack) && parked.delete(keeper)) keeper.enter()
    }
    watchTokens()
  }

  return {
    keep: (instanceId: string, options: ServeOptions, isLimited = false): (() => void) => {
      let leave: (() => void) | undefined
      let isOver = false
      const park = (lack: Lack) => {
        leave = undefined
        if (!isOver) parked.set(keeper, lack)
        watchTokens()
      }
      const keeper: Keeper = {
        instanceId,
        enter: () => {
          if (isLimited && parts.isFull(instanceId)) return park('room')
          let isRefused = false
          const stopped = () => {
            isRefused = true
            park('proof')
          }
          const leaving = parts.subscribe(instanceId, options, { next: () => {}, error: stopped })
          if (!isRefused) leave = leaving
        },
      }
      keeper.enter()
      return () => {
        isOver = true
        leave?.()
        const wasParked = parked.delete(keeper)
        watchTokens()
        const isAwaited = [...parked.keys()].some((other) => other.instanceId === instanceId)
        if (wasParked && !isAwaited) parts.onGone(instanceId)
      }
    },
    /** A socket less is open. */
    admitToRoom: () => admit((_, lack) => lack === 'room'),
    /** Another session, or none. */
    admitAll: () => admit(() => true),
    dispose: () => {
      parked.clear()
      watchTokens()
    },
  }
}
