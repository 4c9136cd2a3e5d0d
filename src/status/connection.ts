import { Observable, Subscription } from 'rxjs'
import type { VZapsError } from '../core/errors.ts'
import { aborted, invalid, throwable, toVZapsError } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'
import type { Transition } from './cadence.ts'
import type { HubDoor } from './door.ts'
import type { InstanceStatus } from './status.ts'
import type { InstanceStatusResult } from './view.ts'
import type { LiveOptions } from './watch.ts'

/** How the status of one instance is kept up to date. */
export interface WatchOptions extends LiveOptions<InstanceStatus> {
  /**
   * false. Opens a socket over which changes come at once, if there are fewer than `maxSockets`; while it is open, polls
   * come every 60 s unless `pollingInterval` says otherwise.
   */
  readonly push?: boolean | undefined
}

/** How long {@link StatusConnection.waitFor} waits. */
export interface WaitOptions extends WatchOptions {
  /** ms; absent: as long as it takes. */
  readonly timeoutMs?: number | undefined
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined
}

/** The live status of instances, outside React. */
export interface StatusConnection {
  /** The status as the store's cache shows it; nothing is asked. */
  get(instanceId: string): InstanceStatus | undefined
  /**
   * The status now, and each time it changes; polled while anybody is subscribed. A poll that fails is no error here: the
   * next may do. It completes when the connection is disposed of.
   */
  watch(instanceId: string, options?: WatchOptions): Observable<InstanceStatus>
  /**
   * Waits until a status is as wanted.
   *
   * @throws (rejects with) a `VZapsException`: `timeout` after `timeoutMs`, `aborted` by the signal or the end of the
   * connection, and what ended the polls: a 404, or a refusal of the account. Or with what the predicate threw.
   */
  waitFor(
    instanceId: string,
    predicate: (status: InstanceStatus) => boolean,
    options?: WaitOptions,
  ): Promise<InstanceStatus>
  /**
   * Says that something is about to happen to an instance that this store did not do, such as a payment on another page:
   * it is asked every 2 s for a while.
   */
  expect(instanceId: string, change: ExpectedChange): void
}

/** What can be expected of an instance. */
export type ExpectedChange = Exclude<Transition, 'row'>

/** What the hooks work with. */
export interface LiveConnection {
  readonly hub: HubDoor
}

const timedOut = (timeoutMs: number): VZapsError => ({
  kind: 'timeout',
  outcome: 'not-sent',
  message: `The status did not come within ${timeoutMs / 1000} s`,
})

/** Makes what a store's connection offers about status. */
export const createConnection = (
  hub: HubDoor,
  platform: Platform,
): { readonly status: StatusConnection; readonly live: LiveConnection } => {
  /** Each result, the one that is there included. */
  const results = (id: string, options: WatchOptions) =>
    new Observable<InstanceStatusResult>((out) => {
      if (typeof id !== 'string' || id === '') {
        out.error(throwable(invalid('watch takes the id of an instance', { field: 'instanceId' })))
        return
      }
      const tell = () => out.next(hub.read(id))
      out.add(hub.end$.subscribe(() => out.complete()))
      out.add(hub.watch(id, { options: () => options, notify: tell, push: options.push }))
      tell()
    })

  const watch: StatusConnection['watch'] = (id, options = {}) =>
    new Observable((out) => {
      let last: InstanceStatus | undefined
      return results(id, options).subscribe({
        next: ({ data }) => {
          if (!data || data === last) return
          last = data
          out.next(data)
        },
        error: (error) => out.error(error),
        complete: () => out.complete(),
      })
    })

  const waitFor: StatusConnection['waitFor'] = (
    id,
    predicate,
    { timeoutMs, signal, ...options } = {},
  ) =>
    new Promise((resolve, reject) => {
      const waiting = new Subscription()
      const end = (tell: () => void) => {
        waiting.unsubscribe()
        tell()
      }
      const refuse = (error: VZapsError) => end(() => reject(throwable(error)))
      const onAbort = () => refuse(aborted('not-sent'))
      if (signal?.aborted) return onAbort()
      signal?.addEventListener('abort', onAbort)
      waiting.add(() => signal?.removeEventListener('abort', onAbort))
      if (timeoutMs !== undefined) {
        const timer = platform.setTimeout(() => refuse(timedOut(timeoutMs)), timeoutMs)
        waiting.add(() => platform.clearTimeout(timer))
      }
      // What is there already is told while this is being set up, and may end it.
      waiting.add(
        results(id, options).subscribe({
          next: ({ data, error }) => {
            try {
              if (data && predicate(data)) end(() => resolve(data))
              else if (error && hub.isOver(id)) refuse(toVZapsError(error))
            } catch (thrown) {
              end(() => reject(thrown))
            }
          },
          error: (error) => end(() => reject(error)),
          complete: () => refuse(aborted('not-sent', 'The connection was disposed of')),
        }),
      )
    })

  return {
    live: { hub },
    status: { get: hub.statusOf, watch, waitFor, expect: hub.expect },
  }
}
