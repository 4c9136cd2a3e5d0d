import { mergeMap, Observable, Subject, switchMap } from 'rxjs'
import type { Platform } from '../core/platform.ts'
import type { Round } from './round.ts'
import type { Poll } from './targets.ts'

/** What is polled, and what happens around it. */
export interface PipelineParts {
  readonly platform: Platform
  isVisible(): boolean
  isOnline(): boolean
  /** Finds out what is due, and when to look again. */
  makeRound(): Round
  ask(poll: Poll): Promise<void>
  /** The page is looked at again. */
  onFocus(): void
  /** The network is back. */
  onReconnect(): void
}

/** The one pipeline of a store: wakes, rounds, polls. */
export interface Pipeline {
  stop(): void
  /** Something may be due earlier than it seemed: all that happens in one turn is looked at together. */
  wake(): void
  /** The page may be visible now, or online, or not any more. */
  look(): void
}

/** Requests under way at once. */
const MAX_PARALLEL = 6

/** Starts it. */
export const startPipeline = (parts: PipelineParts): Pipeline => {
  const { platform, makeRound, ask, isVisible, isOnline } = parts
  const wake$ = new Subject<void>()
  let isWoken = false
  let [wasVisible, wasOnline] = [isVisible(), isOnline()]

  const wake = () => {
    if (isWoken) return
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

  const look = () => {
    const [visible, online] = [isVisible(), isOnline()]
    if (visible && !wasVisible) parts.onFocus()
    if (online && !wasOnline) parts.onReconnect()
    wasVisible = visible
    wasOnline = online
    wake()
  }

  const running = wake$
    .pipe(
      switchMap(() => round$),
      mergeMap(ask, MAX_PARALLEL),
    )
    .subscribe()
  running.add(platform.visible.subscribe(look))
  running.add(platform.online.subscribe(look))
  wake()

  return { stop: () => running.unsubscribe(), wake, look }
}
