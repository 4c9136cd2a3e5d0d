import { useNetwork } from '@mantine/hooks'
import { vzaps } from '../store/api.ts'
import { useTraffic } from '../store/use-traffic.ts'
import type { Sentence } from '../words/words.ts'

/** Can what is shown of an instance be believed, and if not, why not. */
export type Certainty = 'confirmed' | 'offline' | 'unreachable' | 'failing'

/** What the last checks of an instance came to. */
export const useCertainty = (instanceId: string): Certainty => {
  const { online } = useNetwork()
  const isUnreachable = useTraffic(({ reach }) => reach === 'unreachable')
  const isFailing = vzaps.useInstanceStatus(instanceId, {
    selectFromResult: ({ isStale, isError }) => isStale || isError,
  })
  if (!online) return 'offline'
  if (isUnreachable) return 'unreachable'
  return isFailing ? 'failing' : 'confirmed'
}

/** Why it is not confirmed. */
export const reasons: Readonly<Record<Exclude<Certainty, 'confirmed'>, Sentence>> = {
  offline: 'you are offline',
  unreachable: 'the gateway cannot be reached',
  failing: 'the last check failed',
}
