/** What the page's address says of what the fake gateway holds: `?seed=7&instances=57&restart=4000&scan=9000`. */
export interface Knobs {
  readonly seed: number
  readonly instances: number
  /** ms from a restart until the session is back. */
  readonly restartMs: number
  /** ms from the first QR code until the phone scans it. */
  readonly autoScanMs: number
}

const wholeNumber = (text: string | null): number | undefined =>
  text !== null && /^\d{1,6}$/.test(text) ? Number(text) : undefined

/** Reads the knobs; whatever is no whole number counts as absent. */
export const readKnobs = (search: string): Knobs => {
  const params = new URLSearchParams(search)
  return {
    seed: wholeNumber(params.get('seed')) ?? 7,
    instances: wholeNumber(params.get('instances')) ?? 57,
    restartMs: wholeNumber(params.get('restart')) ?? 4_000,
    // Long enough to look at the QR code, short enough to wait for it.
    autoScanMs: wholeNumber(params.get('scan')) ?? 9_000,
  }
}
