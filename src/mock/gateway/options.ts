import type { InstanceSeed } from '../account/rows.ts'
import { isDuration, maxDurationMs } from '../durations.ts'
import type { Faults } from '../faults/faults.ts'

/** How a mock gateway is set up; everything has a default. */
export interface MockGatewayOptions {
  /** Decides ids, tokens, sample rows, error draws and jitter; 1 unless said. */
  readonly seed?: number | undefined
  /** The clock in epoch milliseconds; `Date.now` unless said. `advance` adds to it. */
  readonly now?: (() => number) | undefined
  /** How many sample instances there are, 3 unless said, or exactly these. */
  readonly instances?: number | readonly InstanceSeed[] | undefined
  /** What goes wrong from the start. */
  readonly faults?: Partial<Faults> | undefined
  /** A path in front of every route, such as `/api`; empty unless said. */
  readonly basePath?: string | undefined
  /** From the first QR code until the phone scans by itself, in milliseconds; never unless said. */
  readonly autoScanMs?: number | undefined
  /** From a restart until the session is back, in milliseconds; 3 000 unless said. */
  readonly restartMs?: number | undefined
  /** Where the pretended payment page is; `http://127.0.0.1/checkout`, or the Node server's, unless said. */
  readonly checkoutUrl?: string | undefined
  /**
   * Takes the documented spelling only, where others are known: 422 names the one to write. Not
   * unless said.
   */
  readonly strict?: boolean | undefined
}

/** More rows than this are a slip of the pen. */
const maxInstances = 100_000

/** Throws a RangeError for an option that makes no sense. */
export const checkOptions = ({ instances, basePath, ...durations }: MockGatewayOptions): void => {
  const isCount =
    Number.isInteger(instances) && Number(instances) >= 0 && Number(instances) <= maxInstances
  if (instances !== undefined && !Array.isArray(instances) && !isCount) {
    throw new RangeError(`instances must be a list, or a whole number from 0 to ${maxInstances}`)
  }
  for (const name of ['autoScanMs', 'restartMs'] as const) {
    const value = durations[name]
    if (value !== undefined && !isDuration(value)) {
      throw new RangeError(`${name} must be milliseconds from 0 to ${maxDurationMs}`)
    }
  }
  if (basePath && !basePath.startsWith('/')) throw new RangeError('basePath must start with a /')
}
