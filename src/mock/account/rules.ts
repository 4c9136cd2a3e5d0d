/** What a card says to a charge. */
export type PaymentOutcome = 'accepted' | 'declined' | 'incomplete'

/** How long things take on the account, in milliseconds, and how payments go. */
export interface Rules {
  /** From a restart until the session is back. */
  readonly restartMs: number
  /** From the first QR code until the phone scans it by itself; null: only `scanQr` does. */
  readonly autoScanMs: number | null
  /** How long a new JWT lives. */
  readonly tokenLifetimeMs: number
  /** From a payment until the instance's row says so. */
  readonly activationMs: number
  /** How long the list still shows an instance after its deletion. */
  readonly lingerMs: number
  readonly payment: PaymentOutcome
}
