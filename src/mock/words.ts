/**
 * The words of an instance's `status` and `billing_status`, here and nowhere else. Assumed: the
 * public documents show one of them, `TRIALING` (contract.md 1.2 and part 4, row 2), so an app must
 * not switch over them exhaustively.
 */

/** The values of an instance's `status` that the mock uses, all assumed (contract.md part 4). */
export const instanceStatus = {
  disconnected: 'disconnected',
  pairing: 'pairing',
  connected: 'connected',
  restarting: 'restarting',
} as const

/**
 * The values of `billing_status` that the mock uses; only `TRIALING` is documented (contract.md
 * 1.2).
 */
export const billingStatus = {
  trialing: 'TRIALING',
  active: 'ACTIVE',
  expired: 'EXPIRED',
} as const
