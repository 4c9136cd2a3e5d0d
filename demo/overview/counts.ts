import type { InstancePage } from 'vzaps-rtk/react'
import type { BillingFilter, StatusFilter } from './filters.ts'

/** How many instances of the whole account are in which state. */
export type Counts = Readonly<Record<StatusFilter | BillingFilter, number>>

/** Reads the counts that come with a list; what is absent is none. */
export const readCounts = (summary: InstancePage['summary']): Counts => {
  const count = (name: string) => {
    const value = summary?.[name]
    return typeof value === 'number' && value > 0 ? value : 0
  }
  const [restarting, pairing] = [count('restarting'), count('pairing')]
  return {
    connected: count('connected'),
    restarting,
    pairing,
    // The gateway counts all that are not connected as disconnected.
    disconnected: Math.max(0, count('disconnected') - restarting - pairing),
    ACTIVE: count('active'),
    TRIALING: count('trialing'),
    EXPIRED: count('expired'),
  }
}

/** The counts at a moment (epoch ms). */
export interface Sample extends Counts {
  readonly at: number
}

/** How long samples are kept, in ms. */
const keptMs = 15 * 60_000

/** Adds a sample; one that says the same as the last two only moves the last one on. */
export const addSample = (samples: readonly Sample[], next: Sample): readonly Sample[] => {
  const isSame = (one: Sample | undefined) =>
    one !== undefined &&
    Object.entries(next).every(([key, value]) => key === 'at' || one[key as keyof Counts] === value)
  const kept = samples.filter(({ at }) => at > next.at - keptMs)
  const isStill = isSame(kept.at(-1)) && isSame(kept.at(-2))
  return [...(isStill ? kept.slice(0, -1) : kept), next]
}
