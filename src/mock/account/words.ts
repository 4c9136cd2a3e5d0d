/** The values of an instance's `status` that the gateway uses. All assumed: no page lists them. */
export const instanceStatus = {
  disconnected: 'disconnected',
  pairing: 'pairing',
  connected: 'connected',
  restarting: 'restarting',
} as const

/**
 * The values of `billing_status` that the gateway uses. Only `TRIALING` is documented, the others
 * are assumed: an app must not switch over them exhaustively.
 */
export const billingStatus = {
  trialing: 'TRIALING',
  active: 'ACTIVE',
  /** A renewal was not paid; the session goes on until the subscription is cancelled. */
  pastDue: 'PAST_DUE',
  /** The first payment waits for its owner, e.g. for a confirmation at the bank. */
  incomplete: 'INCOMPLETE',
  expired: 'EXPIRED',
} as const
