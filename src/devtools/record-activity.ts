import type { Activity, ActivityDetails } from '../core/calls/activity.ts'
import type { InspectableVZapsApi } from './inspected.ts'

/** An activity of the api, and what else is known of it. */
export interface Recorded {
  readonly activity: Activity
  /** Of an answer, it is read when the call has ended: by then the session knows each secret that came with it. */
  details?: ActivityDetails | undefined
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

const isOf =
  (id: number) =>
  ({ activity }: Recorded) =>
    'id' in activity && activity.id === id

/** Records what goes on between the api and its server, from now on. */
export const recordActivity = ({
  activity$,
  detailsOf,
}: Pick<InspectableVZapsApi, 'activity$' | 'detailsOf'>): ActivityRecord => {
  let list: readonly Recorded[] = []
  let isPaused = false
  const listeners = new Set<() => void>()
  const change = (next: readonly Recorded[]) => {
    list = next
    for (const listener of listeners) listener()
  }
  const subscription = activity$.subscribe((activity) => {
    if (isPaused) return
    if (activity.type === 'settle') {
      for (const one of list.filter(isOf(activity.id))) one.details ??= detailsOf(one.activity)
    }
    const details = activity.type === 'start' ? detailsOf(activity) : undefined
    change([...list.slice(1 - MAX), { activity, details }])
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
