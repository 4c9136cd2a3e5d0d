import type { Faults } from './faults.ts'

/** Throws a RangeError for a fault that is unknown or out of range: they also come over HTTP. */
export function checkFaults(faults: Partial<Faults>): void {
  for (const [name, value] of Object.entries(faults)) {
    const isGood = Object.hasOwn(checks, name) ? checks[name as keyof Faults](value) : false
    if (!isGood) throw new RangeError(`Not a fault of the mock gateway: ${name}`)
  }
}

const isBoolean = (value: unknown) => typeof value === 'boolean'
const isDuration = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value)

const checks: Readonly<Record<keyof Faults, (value: unknown) => boolean>> = {
  latencyMs: (value) => {
    if (!Array.isArray(value)) return isDuration(value)
    const [min, max]: unknown[] = value
    return value.length === 2 && isDuration(min) && isDuration(max) && min <= max
  },
  errorRate: (value) => isDuration(value) && value <= 1,
  offline: isBoolean,
  stall: isBoolean,
  invalidJson: isBoolean,
  dropAnswer: isBoolean,
  status: (value) =>
    value === null || (Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599),
  // A text must be fit for a header.
  retryAfter: (value) =>
    value === null ||
    isDuration(value) ||
    (typeof value === 'string' && /^[\x20-\x7e]+$/.test(value)),
  tokenLifetimeMs: isDuration,
}
