import { vzaps } from '../store/api.ts'
import { useReach } from '../store/use-traffic.ts'
import type { Sentence } from '../words/words.ts'

/** Can what is shown of an instance be believed, and if not, why not. */
export type Certainty = 'confirmed' | 'offline' | 'unreachable' | 'failing'

/** What the last checks of an instance came to, where it is known whether they fail. */
export const useCertaintyWhen = (isFailing: boolean): Certainty => {
  const reach = useReach()
  if (reach === 'offline' || reach === 'unreachable') return reach
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
