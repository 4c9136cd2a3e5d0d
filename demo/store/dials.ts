import type { Faults } from 'vzaps-rtk/mock'
import type { Sentence } from '../words/words.ts'
import { t } from '../words/words.ts'

/** What can go wrong with a call. */
export const faultKinds = ['500', '503', '429', 'stall', 'lost', 'json', 'offline'] as const
export type FaultKind = (typeof faultKinds)[number]

/** Which calls it can be limited to: by method and path. */
const endpoints = {
  token: /^POST \/token$/,
  list: /^POST \/instances\/(list|search)$/,
  read: /^POST \/instances\/get$/,
  create: /^PUT \/instances\/create$/,
  rename: /^PATCH \/instances\/[^/]+$/,
  delete: /^DELETE \/instances\/[^/]+$/,
  restart: /\/restart$/,
  session: /\/session\//,
  billing: /\/(subscribe|resume-subscription|cancel)$/,
  webhook: /\/webhook$/,
} as const
export type Endpoint = keyof typeof endpoints
export const endpointNames = Object.keys(endpoints) as Endpoint[]

/** How the gateway misbehaves, as the page's address says it: a link reproduces it. */
export interface Dials {
  /** ms that an answer takes; the gateway's own unless said. */
  readonly latencyMs: number | undefined
  /** What goes wrong; nothing unless said. */
  readonly fault: FaultKind | undefined
  /** In how many of 100 calls. */
  readonly percent: number
  /** The `Retry-After` of a 429, in seconds. */
  readonly retryAfter: number
  /** Which calls it is about; all unless said. */
  readonly endpoint: Endpoint | undefined
}

export const noDials: Dials = {
  latencyMs: undefined,
  fault: undefined,
  percent: 100,
  retryAfter: 5,
  endpoint: undefined,
}

/** Where each stands in the address. */
const names: Readonly<Record<keyof Dials, string>> = {
  latencyMs: 'latency',
  fault: 'fault',
  percent: 'rate',
  retryAfter: 'retry',
  endpoint: 'on',
}

/** The longest latency that the gateway takes, in ms. */
const maxLatencyMs = 600_000

const wholeNumber = (text: string | null, min: number, max: number): number | undefined => {
  if (text === null || !/^\d{1,6}$/.test(text)) return undefined
  const value = Number(text)
  return value >= min && value <= max ? value : undefined
}

const oneOf = <Word extends string>(words: readonly Word[], text: string | null) =>
  words.find((word) => word === text)

/** Reads the dials from an address; what makes no sense counts as absent. */
export const readDials = (search: string): Dials => {
  const params = new URLSearchParams(search)
  const get = (name: keyof Dials) => params.get(names[name])
  return {
    latencyMs: wholeNumber(get('latencyMs'), 0, maxLatencyMs),
    fault: oneOf(faultKinds, get('fault')),
    percent: wholeNumber(get('percent'), 1, 100) ?? noDials.percent,
    retryAfter: wholeNumber(get('retryAfter'), 0, 3_600) ?? noDials.retryAfter,
    endpoint: oneOf(endpointNames, get('endpoint')),
  }
}

/** Writes dials into an address; what is as usual leaves it, and all else stays. */
export const writeDials = (search: string, changes: Partial<Dials>): URLSearchParams => {
  const params = new URLSearchParams(search)
  const dials = { ...readDials(search), ...changes }
  for (const key of Object.keys(names) as (keyof Dials)[]) {
    if (dials[key] === noDials[key]) params.delete(names[key])
    else params.set(names[key], String(dials[key]))
  }
  return params
}

/** The gateway's own faults for a call that goes wrong in this way. */
const faultsOf = ({ fault, retryAfter }: Dials): Partial<Faults> => {
  switch (fault) {
    case undefined:
      return {}
    case 'stall':
      return { stall: true }
    case 'lost':
      return { dropAnswer: true }
    case 'json':
      return { invalidJson: true }
    case 'offline':
      return { offline: true }
    case '429':
      return { status: 429, retryAfter }
    default:
      return { status: Number(fault) }
  }
}

/** What happens to a call; `draw` gives a number from 0 to 1 and is asked only where chance decides. */
export const pickFaults = (
  dials: Dials,
  method: string,
  path: string,
  draw: () => number,
): Partial<Faults> => {
  const { latencyMs, fault, percent, endpoint } = dials
  if (endpoint && !endpoints[endpoint].test(`${method} ${path}`)) return {}
  const isHit = fault !== undefined && (percent === 100 || draw() * 100 < percent)
  return { ...(latencyMs !== undefined && { latencyMs }), ...(isHit && faultsOf(dials)) }
}

const words: Readonly<Record<Exclude<FaultKind, '503' | '429'>, Sentence>> = {
  500: 'errors',
  stall: 'stalls',
  lost: 'lost answers',
  json: 'bad JSON',
  offline: 'offline',
}

const seconds = (ms: number) => t('{seconds} s', { seconds: ms / 1_000 })

const faultText = (fault: FaultKind, retryAfter: number): string => {
  if (fault === '503') return fault
  return fault === '429'
    ? t('429, retry after {seconds} s', { seconds: retryAfter })
    : t(words[fault])
}

/** What is wrong at the moment, in a few words: `3 s, 20 % errors, only list, seed 7`. Empty when nothing is. */
export const describeDials = (dials: Dials, seed: number): string => {
  const { latencyMs = 0, fault, percent, retryAfter, endpoint } = dials
  const parts: string[] = []
  // Less than half a second is how gateways are.
  if (latencyMs >= 500) parts.push(seconds(latencyMs))
  if (fault) {
    const what = faultText(fault, retryAfter)
    parts.push(percent === 100 ? what : t('{percent} % {what}', { percent, what }))
  }
  if (parts.length === 0) return ''
  if (endpoint) parts.push(t('only {calls}', { calls: t(endpoint) }))
  if (fault && percent < 100) parts.push(t('seed {seed}', { seed: String(seed) }))
  return parts.join(', ')
}

const cards = { declined: 'card declined', incomplete: 'card incomplete' } as const

/** What the console has set besides, in a few words. */
export const describeFaults = (now: Faults, start: Faults): string => {
  const parts: string[] = []
  if (now.offline) parts.push(t('offline'))
  if (now.status !== null) parts.push(String(now.status))
  if (now.stall) parts.push(t('stalls'))
  if (now.invalidJson) parts.push(t('bad JSON'))
  if (now.dropAnswer) parts.push(t('lost answers'))
  if (now.errorRate > 0) {
    const percent = Math.round(now.errorRate * 100)
    parts.push(t('{percent} % {what}', { percent, what: t('errors') }))
  }
  if (
    typeof now.latencyMs === 'number' &&
    now.latencyMs >= 500 &&
    now.latencyMs !== start.latencyMs
  )
    parts.push(seconds(now.latencyMs))
  if (now.payment !== 'accepted') parts.push(t(cards[now.payment]))
  return parts.join(', ')
}
