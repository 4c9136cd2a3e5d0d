import { useSyncExternalStore } from 'react'
import type { Activity } from 'vzaps-rtk/react'
import type { Traffic } from './traffic.ts'
import { follow, noTraffic } from './traffic.ts'

interface Activities {
  subscribe(next: (activity: Activity) => void): unknown
}

const createTraffic = () => {
  const listeners = new Set<() => void>()
  let traffic = noTraffic
  return {
    get: () => traffic,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    follow: (activity$: Activities) => {
      activity$.subscribe((activity) => {
        traffic = follow(traffic, activity)
        for (const listener of listeners) listener()
      })
    },
  }
}

const traffic = createTraffic()

/** Follows the api's calls from the first one on, whoever looks at them when. */
export const followTraffic = traffic.follow

/** How the gateway does; renders when what is selected of it changes. */
export const useTraffic = <Part>(select: (traffic: Traffic) => Part): Part =>
  useSyncExternalStore(traffic.subscribe, () => select(traffic.get()))
