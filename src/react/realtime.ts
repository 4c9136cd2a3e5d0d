import type { SkipToken } from '@reduxjs/toolkit/query'
import { skipToken } from '@reduxjs/toolkit/query'
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useStore } from 'react-redux'
import type { RealtimeConnection } from '../realtime/connection.ts'
import { idle } from '../realtime/connection.ts'
import type { EventsOptions } from '../realtime/events.ts'
import type { InnerConnection } from '../store-parts.ts'

/** The realtime hooks. */
export interface RealtimeHooks {
  /**
   * Hands an instance's events to `onEvent` while it is mounted, through the one socket that all who want events of that
   * instance share. It renders nothing by itself. `events`, `lastEventId` and `bufferSize` count as they were at first;
   * other `events` subscribe anew.
   */
  useInstanceEvents(instanceId: string | SkipToken, options?: EventsOptions): void
  /** The realtime connection of an instance, which says nothing about its WhatsApp session. It opens none itself. */
  useRealtimeConnection(instanceId: string | SkipToken): RealtimeConnection
}

/** Makes the realtime hooks of one api. */
export const createRealtimeHooks = (api: { connect(store: object): unknown }): RealtimeHooks => {
  const useDoor = () => {
    const store = useStore()
    return useMemo(() => (api.connect(store) as InnerConnection).realtime, [store])
  }

  return {
    useInstanceEvents: (instanceId, options = {}) => {
      const door = useDoor()
      const latest = useRef(options)
      useEffect(() => {
        latest.current = options
      })
      const kinds = options.events?.join()
      // biome-ignore lint/correctness/useExhaustiveDependencies: a new list of the same kinds is no other wish
      useEffect(() => {
        if (instanceId === skipToken) return
        return door.enter(instanceId as string, ({ keep }) =>
          keep(instanceId as string, {
            ...latest.current,
            onEvent: (event) => latest.current.onEvent?.(event),
            onIssue: (issue) => latest.current.onIssue?.(issue),
          }),
        )
      }, [door, instanceId, kinds])
    },

    useRealtimeConnection: (instanceId) => {
      const door = useDoor()
      const subscribe = useCallback(
        (listener: () => void) => {
          const subscription = door.changes$.subscribe(listener)
          return () => subscription.unsubscribe()
        },
        [door],
      )
      // Nobody ever connects to what is skipped.
      const get = () => door.stateOf(instanceId as string)
      return useSyncExternalStore(subscribe, get, () => idle)
    },
  }
}
