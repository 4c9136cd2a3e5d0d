import { useSyncExternalStore } from 'react'
import { vzaps } from '../store/api.ts'
import { useTraffic } from '../store/use-traffic.ts'
import type { Sentence } from '../words/words.ts'

/** Can what is shown of an instance be believed, and if not, why not. */
export type Certainty = 'confirmed' | 'offline' | 'unreachable' | 'failing'

const onNetwork = ['online', 'offline'] as const

const hearNetwork = (listener: () => void) => {
  for (const name of onNetwork) window.addEventListener(name, listener)
  return () => {
    for (const name of onNetwork) window.removeEventListener(name, listener)
  }
}

const isOnline = () => navigator.onLine

/** What the last checks of an instance came to, where they fail or not. */
export const useCertaintyWhen = (isFailing: boolean): Certainty => {
  const online = useSyncExternalStore(hearNetwork, isOnline)
  const isUnreachable = useTraffic(({ reach }) => reach === 'unreachable')
  if (!online) return 'offline'
  if (isUnreachable) return 'unreachable'
  return isFailing ? 'failing' : 'confirmed'
}

/** What the last checks of an instance came to. */
export const useCertainty = (instanceId: string): Certainty =>
  useCertaintyWhen(
    vzaps.useInstanceStatus(instanceId, {
      selectFromResult: ({ isStale, isError }) => isStale || isError,
    }),
  )

/** Why it is not confirmed. */
export const reasons: Readonly<Record<Exclude<Certainty, 'confirmed'>, Sentence>> = {
  offline: 'you are offline',
  unreachable: 'the gateway cannot be reached',
  failing: 'the last check failed',
}
