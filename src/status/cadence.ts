import type { Instance } from '../instances/schema.ts'

/** What an instance waits for, so that its status is about to change. */
export type Transition = 'create' | 'restart' | 'pairing' | 'billing' | 'row'

/**
 * How often an instance is asked.
 *
 * ```
 *            a transition begins              30 s (billing: 60 s)
 *   steady ----------------------> fast ----------------------------> slowing --.
 *     ^                            |  ^                                |  |  ^   | each poll: 1.5 times longer
 *     |--- it has arrived ---------'  '--- another transition begins --'  |  '---'
 *     '--- it has arrived, or the steady interval is reached -------------'
 * ```
 */
export type Cadence =
  | { readonly kind: 'steady' }
  | (Moving & {
      readonly kind: 'fast'
      /** Epoch ms. */
      readonly until: number
    })
  | (Moving & {
      readonly kind: 'slowing'
      /** ms between polls. */
      readonly intervalMs: number
    })

interface Moving {
  readonly why: Transition
  /** When it began, by the order in which requests leave: an answer that was asked for before says nothing about it. */
  readonly since: number
  /** What was known when it began: billing has arrived when it is something else. */
  readonly billingStatus: Instance['billingStatus']
}

/** The state of an instance that nothing is expected of. */
export const steady: Cadence = { kind: 'steady' }

/** Something is about to happen to an instance. */
export const begin = (
  why: Transition,
  since: number,
  row: Instance | undefined,
  now: number,
): Cadence => ({
  kind: 'fast',
  why,
  since,
  billingStatus: row?.billingStatus,
  until: now + (why === 'billing' ? 60_000 : 30_000),
})

/** An answer shows the row, asked for at `seq`: is what was expected there? */
export const afterAnswer = (cadence: Cadence, row: Instance, seq: number): Cadence => {
  if (cadence.kind === 'steady' || cadence.why === 'row' || seq <= cadence.since) return cadence
  const { why, billingStatus } = cadence
  const hasArrived =
    why === 'billing'
      ? row.billingStatus !== undefined && row.billingStatus !== billingStatus
      : row.connected === true
  return hasArrived ? steady : cadence
}
