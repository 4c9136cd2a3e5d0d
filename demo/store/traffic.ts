import type { Activity } from 'vzaps-rtk/react'

/** How the gateway does, as the calls of this page found it. */
export interface Traffic {
  /** `unknown` until the first answer. */
  readonly reach: 'unknown' | 'reached' | 'unreachable'
  /** Why a read waits for its next try, and until when (epoch ms). */
  readonly waits: ReadonlyMap<number, { readonly until: number; readonly isAsked: boolean }>
  /** Epoch ms of the last answer. */
  readonly answeredAt: number | undefined
}

/** Before any call. */
export const noTraffic: Traffic = { reach: 'unknown', waits: new Map(), answeredAt: undefined }

/**
 * Did nothing come back? An answer that says no comes from a gateway that is there, unless a relay says that it is not.
 */
const isUnanswered = (
  error: { readonly kind: string; readonly code?: string | undefined } | undefined,
) => error?.kind === 'network' || error?.kind === 'timeout' || error?.code === 'unreachable'

const without = (waits: Traffic['waits'], id: number): Traffic['waits'] =>
  waits.has(id) ? new Map([...waits].filter(([other]) => other !== id)) : waits

/** What is known after one more activity. */
export const follow = (traffic: Traffic, activity: Activity): Traffic => {
  if (activity.type === 'answer') return { ...traffic, reach: 'reached', answeredAt: activity.at }
  if (activity.type === 'start') return { ...traffic, waits: without(traffic.waits, activity.id) }
  // A call that was never sent, or was given up, says nothing about the gateway.
  const { error } = activity
  const isSilent = error?.kind === 'aborted' || ('tries' in activity && activity.tries === 0)
  const heard: Pick<Traffic, 'reach' | 'answeredAt'> = isSilent
    ? traffic
    : isUnanswered(error)
      ? { reach: 'unreachable', answeredAt: traffic.answeredAt }
      : { reach: 'reached', answeredAt: activity.at }
  if (activity.type === 'refresh') return { ...traffic, ...heard }
  if (activity.type === 'settle') {
    return { ...heard, waits: without(traffic.waits, activity.id) }
  }
  const { id, at, delayMs } = activity
  const wait = { until: at + delayMs, isAsked: error?.kind === 'rate-limit' }
  return { ...heard, waits: new Map(traffic.waits).set(id, wait) }
}
