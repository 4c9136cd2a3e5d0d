import { useSyncExternalStore } from 'react'
import type { Activity } from 'vzaps-rtk/react'
import { vzaps } from './api.ts'
import type { Traffic } from './traffic.ts'
import { follow, noTraffic } from './traffic.ts'

interface Activities {
  subscribe(next: (activity: Activity) => void): unknown
}

/** Follows the calls from the first one on, whoever looks at them when. */
const createTraffic = (activity$: Activities) => {
  const listeners = new Set<() => void>()
  let traffic = noTraffic
  activity$.subscribe((activity) => {
    traffic = follow(traffic, activity)
    for (const listener of listeners) listener()
  })
  return {
    get: () => traffic,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

const traffic = createTraffic(vzaps.activity$)

/** How the gateway does; renders when what is selected of it changes. */
export const useTraffic = <Part>(select: (traffic: Traffic) => Part): Part =>
  useSyncExternalStore(traffic.subscribe, () => select(traffic.get()))
