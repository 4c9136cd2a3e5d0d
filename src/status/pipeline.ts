import { mergeMap, Observable, Subject, switchMap } from 'rxjs'
import type { Platform } from '../core/platform.ts'
import type { Round } from './round.ts'
import type { Poll } from './targets.ts'

/** What is polled, and what happens around it. */
export interface PipelineParts {
  readonly platform: Platform
  /** Finds out what is due, and when to look again. */
  makeRound(): Round
  ask(poll: Poll): Promise<void>
  /** Called before the first round. */
  onStart(): void
  /** Called after the last one. */
  onStop(): void
  /** The page is looked at again. */
  onFocus(): void
  /** The network is back. */
  onReconnect(): void
}

/** The one pipeline of a store: wakes, rounds, polls. */
export interface Pipeline {
  start(): void
  stop(): void
  /** Something may be due earlier than it seemed: all that happens in one turn is looked at together. */
  wake(): void
  isVisible(): boolean
  isOnline(): boolean
  /** Takes what RTK Query's `setupListeners` dispatches, where an app tells otherwise than the platform does. */
  hear(type: string): void
}

/** Requests under way at once. */
const MAX_PARALLEL = 6

/** Makes a pipeline that does not run. */
export const createPipeline = (parts: PipelineParts): Pipeline => {
  const { platform, makeRound, ask } = parts
  const wake$ = new Subject<void>()
  const told = { online: true, focused: true }
  let stop: (() => void) | undefined
  let lookNow = () => {}
  let isWoken = false

  const isVisible = () => told.focused && platform.visible.get()
  const isOnline = () => told.online && platform.online.get()

  const wake = () => {
    if (isWoken || !stop) return
    isWoken = true
    queueMicrotask(() => {
      isWoken = false
      wake$.next()
    })
  }

  /** What is due now, at once; and another round when the next is. */
  const round$ = new Observable<Poll>((out) => {
    const { polls, waitMs } = makeRound()
    for (const poll of polls) out.next(poll)
    if (waitMs === Number.POSITIVE_INFINITY) return
    const timer = platform.setTimeout(() => wake$.next(), waitMs)
    return () => platform.clearTimeout(timer)
  })

  const start = () => {
    if (stop) return
    parts.onStart()
    const running = wake$
      .pipe(
        switchMap(() => round$),
        mergeMap(ask, MAX_PARALLEL),
      )
      .subscribe()
    let [wasVisible, wasOnline] = [isVisible(), isOnline()]
    const look = () => {
      const [visible, online] = [isVisible(), isOnline()]
      if (visible && !wasVisible) parts.onFocus()
      if (online && !wasOnline) parts.onReconnect()
      wasVisible = visible
      wasOnline = online
      wake()
    }
    running.add(platform.visible.subscribe(look))
    running.add(platform.online.subscribe(look))
    lookNow = look
    stop = () => {
      running.unsubscribe()
      parts.onStop()
    }
  }

  return {
    start,
    stop: () => {
      stop?.()
      stop = undefined
      lookNow = () => {}
    },
    wake,
    isVisible,
    isOnline,
    hear: (type) => {
      const signal = type.slice(type.indexOf('/') + 1)
      if (signal.startsWith('o')) told.online = signal === 'online'
      else told.focused = signal === 'focused'
      lookNow()
    },
  }
}
