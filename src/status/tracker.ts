import type { Observable } from 'rxjs'
import { Subject } from 'rxjs'
import { isRecord } from '../core/casing.ts'
import type { Platform, TimerHandle } from '../core/platform.ts'
import type { InstanceStatus } from './news.ts'
import { newsOf } from './news.ts'

/** The status of each instance that a store has heard of, made from the answers that pass through it. */
export interface StatusTracker {
  get(instanceId: string): InstanceStatus | undefined
  /** Was it restarted, or is it being paired, so recently that its state is about to change? */
  isInTransition(instanceId: string): boolean
  /** The id of an instance whose status or transition changed. */
  readonly changes$: Observable<string>
}

/** The tracker as its store feeds it. */
export interface FedTracker extends StatusTracker {
  /** Looks at an action of the api after the reducers have. */
  observe(action: unknown): void
  reset(): void
}

/** ms without news after which a transition counts as over. */
const TRANSITION_MS = 30_000

interface Settled {
  readonly requestStatus: 'fulfilled'
  readonly arg: { readonly endpointName: string; readonly originalArgs: unknown }
  readonly baseQueryMeta?: { readonly sentSeq?: number }
}

/** Makes an empty tracker; `onArrival` hears of each instance that was about to change and is connected now. */
export const createStatusTracker = (
  platform: Platform,
  onArrival: (instanceId: string) => void,
): FedTracker => {
  const known = new Map<string, { readonly data: InstanceStatus; readonly seq: number }>()
  const moving = new Map<string, { readonly timer: TimerHandle; readonly seq: number }>()
  const changes$ = new Subject<string>()

  const settle = (id: string) => {
    const move = moving.get(id)
    if (!move) return
    platform.clearTimeout(move.timer)
    moving.delete(id)
    changes$.next(id)
  }

  const move = (id: string, seq: number) => {
    const before = moving.get(id)
    if (before) platform.clearTimeout(before.timer)
    const timer = platform.setTimeout(() => settle(id), TRANSITION_MS)
    // Nobody waits for it: a script in Node may end.
    if (typeof timer === 'object') timer.unref?.()
    moving.set(id, { timer, seq })
    if (!before) changes$.next(id)
  }

  const see = (
    id: string,
    seen: Partial<Pick<InstanceStatus, 'status' | 'connected' | 'billingStatus'>>,
    source: InstanceStatus['source'],
    seq: number,
  ) => {
    const before = known.get(id)
    // An older question's answer says nothing new.
    if (before && seq < before.seq) return
    const { status = null, connected = null, billingStatus = null } = { ...before?.data, ...seen }
    const moved = moving.get(id)
    // A question that left before the restart did is answered with what was before it.
    const hasArrived = connected === true && moved !== undefined && seq > moved.seq
    if (hasArrived) settle(id)
    const data = before?.data
    if (
      data &&
      data.status === status &&
      data.connected === connected &&
      data.billingStatus === billingStatus
    ) {
      known.set(id, { data, seq })
    } else {
      const changed = { status, connected, billingStatus, changedAt: platform.now(), source }
      known.set(id, { data: changed, seq })
      changes$.next(id)
      if (hasArrived) onArrival(id)
    }
  }

  return {
    get: (id) => known.get(id)?.data,
    isInTransition: (id) => moving.has(id),
    changes$: changes$.asObservable(),
    observe: (action) => {
      const settled = fulfilled(action)
      if (!settled) return
      const { arg, baseQueryMeta } = settled.meta
      const { endpointName, originalArgs } = arg
      const news = newsOf(endpointName, originalArgs, settled.payload)
      const seq = baseQueryMeta?.sentSeq ?? 0
      if (news.moves !== undefined) return move(news.moves, seq)
      for (const { id, ...seen } of news.seen ?? []) {
        see(id, seen, news.source ?? 'poll', seq)
      }
    },
    reset: () => {
      const ids = new Set([...known.keys(), ...moving.keys()])
      for (const { timer } of moving.values()) platform.clearTimeout(timer)
      known.clear()
      moving.clear()
      for (const id of ids) changes$.next(id)
    },
  }
}

const fulfilled = (action: unknown): { payload: unknown; meta: Settled } | undefined => {
  if (!isRecord(action) || !isRecord(action.meta) || !isRecord(action.meta.arg)) return undefined
  if (action.meta.requestStatus !== 'fulfilled') return undefined
  return action as unknown as { payload: unknown; meta: Settled }
}
