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

const networkEvents = ['online', 'offline'] as const

const hearReach = (listener: () => void) => {
  const leave = traffic.subscribe(listener)
  for (const name of networkEvents) window.addEventListener(name, listener)
  return () => {
    leave()
    for (const name of networkEvents) window.removeEventListener(name, listener)
  }
}

const readReach = () => (navigator.onLine ? traffic.get().reach : 'offline')

/** Can the gateway be asked at all? One subscription: each row of a long list has it. */
export const useReach = (): Traffic['reach'] | 'offline' =>
  useSyncExternalStore(hearReach, readReach)

/** How the gateway does; renders when what is selected of it changes. */
export const useTraffic = <Part>(select: (traffic: Traffic) => Part): Part =>
  useSyncExternalStore(traffic.subscribe, () => select(traffic.get()))
