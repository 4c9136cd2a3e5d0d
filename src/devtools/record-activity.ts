import type { Activity, ActivityDetails } from '../core/calls/activity.ts'
import type { InspectableVZapsApi } from './inspected.ts'

/** An activity of the api, and what else is known of it. */
export interface Recorded {
  readonly activity: Activity
  /**
   * Read when it is looked at, and kept: taking secrets out of a whole answer takes long. Of an answer there is none until
   * the call has ended: by then the session knows each secret that came with it.
   */
  readonly details?: ActivityDetails | undefined
}

/** The last activities of an api. */
export interface ActivityRecord {
  /** Another list whenever there is another one. */
  list(): readonly Recorded[]
  subscribe(listener: () => void): () => void
  isPaused(): boolean
  /** What happens in a pause is not recorded. */
  pause(isPaused: boolean): void
  clear(): void
  end(): void
}

const MAX = 1_000

interface Recording extends Recorded {
  /** The call has ended, or this is how it began. */
  isComplete: boolean
}

const record = (activity: Activity, detailsOf: InspectableVZapsApi['detailsOf']): Recording => {
  let details: ActivityDetails | undefined
  return {
    activity,
    isComplete: activity.type === 'start',
    get details() {
      if (this.isComplete) details ??= detailsOf(activity)
      return details
    },
  }
}

const isOf =
  (id: number) =>
  ({ activity }: Recorded) =>
    'id' in activity && activity.id === id

/** Records what goes on between the api and its server, from now on. */
export const recordActivity = ({
  activity$,
  detailsOf,
}: Pick<InspectableVZapsApi, 'activity$' | 'detailsOf'>): ActivityRecord => {
  let list: readonly Recording[] = []
  let isPaused = false
  const listeners = new Set<() => void>()
  const change = (next: readonly Recording[]) => {
    list = next
    for (const listener of listeners) listener()
  }
  const subscription = activity$.subscribe((activity) => {
    if (isPaused) return
    if (activity.type === 'settle') {
      for (const one of list.filter(isOf(activity.id))) one.isComplete = true
    }
    change([...list.slice(1 - MAX), record(activity, detailsOf)])
  })
  return {
    list: () => list,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    isPaused: () => isPaused,
    pause: (next) => {
      isPaused = next
      change([...list])
    },
    clear: () => change([]),
    end: () => subscription.unsubscribe(),
  }
}
