import { isDuration, maxDurationMs } from '../durations.ts'
import type { Fault, FaultMatch, Faults } from './faults.ts'

type Check = (value: unknown) => boolean

/** What a value must be, in words, and the test of it. */
type Rule = readonly [must: string, check: Check]

/** The longest latency, in milliseconds. A timer of more than 24 days would fire at once. */
const maxLatencyMs = 600_000

const isLatency = (value: unknown): value is number => isDuration(value) && value <= maxLatencyMs
const isText: Check = (value) => typeof value === 'string'
const isStatus: Check = (value) =>
  Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599
// A text must be fit for a header.
const isRetryAfter: Check = (value) =>
  isDuration(value) || (typeof value === 'string' && /^[\x20-\x7e]+$/.test(value))
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(String(value))

const flag: Rule = ['true or false', (value) => typeof value === 'boolean']
const duration: Rule = [`milliseconds from 0 to ${maxDurationMs}`, isDuration]
const retryAfter = 'a number of seconds or an HTTP date'
const status = 'an HTTP status from 200 to 599'

const standing: Readonly<Record<keyof Faults, Rule>> = {
  latencyMs: [
    `milliseconds from 0 to ${maxLatencyMs}, or [min, max]`,
    (value) => {
      if (!Array.isArray(value)) return isLatency(value)
      const [min, max]: unknown[] = value
      return value.length === 2 && isLatency(min) && isLatency(max) && min <= max
    },
  ],
  errorRate: ['a number from 0 to 1', (value) => isDuration(value) && value <= 1],
  offline: flag,
  stall: flag,
  invalidJson: flag,
  dropAnswer: flag,
  status: [`${status}, or null`, orNull(isStatus)],
  retryAfter: [`${retryAfter}, or null`, orNull(isRetryAfter)],
  tokenLifetimeMs: duration,
  payment: ['accepted, declined or incomplete', oneOf('accepted', 'declined', 'incomplete')],
  activationMs: duration,
  lingerMs: duration,
}

const match: Readonly<Record<keyof FaultMatch, Rule>> = {
  method: ['an HTTP method', isText],
  path: ['a path or an expression', (value) => isText(value) || value instanceof RegExp],
  times: ['a whole number from 1 on', (value) => Number.isInteger(value) && Number(value) > 0],
}

const kinds: Readonly<Record<Fault['kind'], Readonly<Record<string, Rule>>>> = {
  offline: {},
  stall: {},
  invalidJson: {},
  dropAnswer: {},
  status: {
    status: [status, isStatus],
    retryAfter: [retryAfter, isRetryAfter],
    isApplied: flag,
  },
  latency: { ms: [`milliseconds from 0 to ${maxLatencyMs}`, isLatency] },
}

/** What a fault of one call cannot do without. */
const required: Readonly<Record<string, string>> = { status: 'status', latency: 'ms' }

/** Throws a RangeError for a fault that is unknown or out of range: they also come over HTTP. */
export const checkFaults = (faults: Partial<Faults>): void => checkAll('fault', faults, standing)

/** Throws a RangeError for what `failNext` cannot use. */
export const checkFailNext = (fault: Fault, given: FaultMatch): void => {
  const { kind, ...rest } = fault
  if (!Object.hasOwn(kinds, String(kind))) {
    throw new RangeError(
      `Not a fault of the mock gateway: kind must be one of ${Object.keys(kinds).join(', ')}`,
    )
  }
  const name = required[kind]
  checkAll('fault', name === undefined ? rest : { [name]: undefined, ...rest }, kinds[kind], name)
  checkAll('match', given, match)
}

const checkAll = (
  what: string,
  given: object,
  rules: Readonly<Record<string, Rule>>,
  requiredName?: string,
): void => {
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (!rule) throw new RangeError(`Not a ${what} of the mock gateway: ${name}`)
    const [must, check] = rule
    const isAbsent = value === undefined && name !== requiredName
    if (!isAbsent && !check(value)) {
      throw new RangeError(`Not a ${what} of the mock gateway: ${name} must be ${must}`)
    }
  }
}
