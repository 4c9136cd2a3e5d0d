import { createReading, MISFIT } from '../core/answers/reading.ts'
import { checkId } from '../core/calls/paths.ts'
import type { SchemaIssue } from '../core/calls/read-answer.ts'
import { isDangerousKey, isRecord } from '../core/casing.ts'
import type { VZapsError } from '../core/errors.ts'
import { isVZapsError } from '../core/errors.ts'
import { redactText } from '../core/secrets/redaction.ts'
import type { SecretFinder } from '../core/secrets/secret-finder.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import { toListBody } from '../instances/list-args.ts'
import type { Instance, InstancePage } from '../instances/schema.ts'
import { instanceAnswer, pageAnswer } from '../instances/schema.ts'
import type { News, Wish } from '../status/others.ts'

/** Tabs that speak another language do not hear each other: the version is in the name of the channel, too. */
export const VERSION = 1

/** What one tab does for all. */
export type Duty = 'asks' | 'sockets'

/** What tabs say to each other. None of it holds a secret. */
export type Message =
  /** Somebody is there, from now on or all along; or goes. */
  | { readonly kind: 'hello' | 'here' | 'bye' }
  /** Is the one who does it alive? It is. It is another one from now on. */
  | { readonly kind: 'ping' | 'pong' | 'lead'; readonly duty: Duty }
  | ({ readonly kind: 'ask' } & Wish)
  | News
  /** A tab wants events of an instance by way of the one that holds the sockets, since then (epoch ms). */
  | {
      readonly kind: 'attach'
      readonly key: string
      readonly id: string
      /** null: those that the instance is set up to post. */
      readonly events: readonly string[] | null
      readonly since: number
    }
  | { readonly kind: 'detach'; readonly key: string }
  /** To the one who attached: events come from now on, or do not. */
  | { readonly kind: 'attached' | 'detached'; readonly to: string }
  | {
      readonly kind: 'event'
      readonly to: string
      readonly event: Readonly<Record<string, unknown>>
    }
  /** An event was handled. */
  | { readonly kind: 'ack'; readonly key: string; readonly id: string }

/** A message, and where it is from. */
export interface Envelope {
  readonly from: string
  /** When somebody last signed out of this scope, as far as its sender knows: epoch ms. */
  readonly epoch: number
  readonly message: Message
}

/** How messages are read: as answers are. */
export interface MessageRules {
  readonly secrets: SecretFinder
  now(): number
  /** Characters. */
  readonly maxLength: number
  readonly strictAnswers: boolean
  readonly onSchemaIssue: ((issue: SchemaIssue) => void) | undefined
}

/** Clocks are the same, but may be set while a message is on its way. */
const AHEAD_MS = 1_000
const MAX_TEXT = 500
const MAX_ITEMS = 10_000

type Fields = Record<string, unknown>

const isShort = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_TEXT

const isId = (value: unknown): value is string => isShort(value) && checkId(value) === undefined

/** A time in epoch ms, a status, a duration. */
const isAmount = (value: unknown): value is number => typeof value === 'number' && value >= 0

const isListOf = <T>(value: unknown, is: (item: unknown) => item is T): value is readonly T[] =>
  Array.isArray(value) && value.length <= MAX_ITEMS && value.every(is)

const isArgs = (value: unknown): value is ListInstancesArgs | undefined => {
  try {
    return JSON.stringify(toListBody(value as ListInstancesArgs)).length <= MAX_TEXT * 10
  } catch {
    return false
  }
}

/** JSON has no undefined. */
const argsIn = (value: unknown): unknown => value ?? undefined

const readAsk = ({ ids, lists, since, isForced }: Fields, now: number): Message | undefined => {
  const args = Array.isArray(lists) ? lists.map(argsIn) : lists
  return isListOf(ids, isId) && isListOf(args, isArgs) && isAmount(since)
    ? { kind: 'ask', ids, lists: args, since: Math.min(since, now), isForced: isForced === true }
    : undefined
}

const readList = (list: unknown) => {
  if (list === undefined) return {}
  const args = isRecord(list) ? argsIn(list.args) : null
  return isArgs(args) && isRecord(list) ? { list: { args, page: list.page } } : undefined
}

const readTold = (raw: Fields, rules: MessageRules): Message | undefined => {
  const { askedAt, confirmedAt } = raw
  const list = readList(raw.list)
  if (!list || !isAmount(askedAt) || !isAmount(confirmedAt)) return undefined
  if (askedAt > confirmedAt || confirmedAt > rules.now() + AHEAD_MS) return undefined
  const reading = createReading(rules.secrets)
  const read = (): readonly Instance[] | undefined => {
    if (list.list) {
      const page = pageAnswer({ page: 1, size: 1 }).read(list.list.page, reading)
      if (page === MISFIT) return undefined
      list.list.page = page
      return (page as InstancePage).content
    }
    if (!Array.isArray(raw.rows) || raw.rows.length > MAX_ITEMS) return undefined
    const rows = raw.rows.map((row) => instanceAnswer.read(row, reading))
    return rows.includes(MISFIT) ? undefined : (rows as Instance[])
  }
  const rows = read()
  for (const { path, expected } of reading.issues) {
    rules.onSchemaIssue?.({ endpoint: 'tabs', path, expected })
  }
  if (!rows || reading.fatal || (rules.strictAnswers && reading.issues.length > 0)) return undefined
  return { kind: 'told', rows, askedAt, confirmedAt, ...list }
}

/** Of an error only what is needed, and what fits. */
const readError = (raw: unknown, { secrets }: MessageRules): VZapsError | undefined => {
  if (!isVZapsError(raw)) return undefined
  const error = raw as unknown as Fields
  const picked: Fields = { kind: raw.kind }
  for (const name of ['code', 'message', 'outcome', 'reason', 'path', 'field']) {
    const value = error[name]
    if (isShort(value)) picked[name] = redactText(value, secrets)
  }
  for (const name of ['status', 'retryAfterMs']) {
    const value = error[name]
    if (isAmount(value)) picked[name] = value
  }
  return isVZapsError(picked) ? picked : undefined
}

const readFailed = (raw: Fields, rules: MessageRules): Message | undefined => {
  const { ids, id, askedAt } = raw
  const list = readList(raw.list)
  const error = readError(raw.error, rules)
  if (!list || !error || !isListOf(ids, isId) || !isAmount(askedAt)) return undefined
  return { kind: 'failed', error, ids, askedAt, ...list, ...(isId(id) && { id }) }
}

const readMessage = (raw: Fields, rules: MessageRules): Message | undefined => {
  const { kind, duty, key, to, id, events, since, event } = raw
  switch (kind) {
    case 'hello':
    case 'here':
    case 'bye':
      return { kind }
    case 'ping':
    case 'pong':
    case 'lead':
      return duty === 'asks' || duty === 'sockets' ? { kind, duty } : undefined
    case 'ask':
      return readAsk(raw, rules.now())
    case 'told':
      return readTold(raw, rules)
    case 'failed':
      return readFailed(raw, rules)
    case 'attach': {
      const isFilter = events === null || isListOf(events, isShort)
      if (!isShort(key) || !isId(id) || !isFilter || !isAmount(since)) return undefined
      return { kind, key, id, events, since }
    }
    case 'detach':
      return isShort(key) ? { kind, key } : undefined
    case 'attached':
    case 'detached':
      return isShort(to) ? { kind, to } : undefined
    case 'event':
      return isShort(to) && isRecord(event) ? { kind, to, event } : undefined
    case 'ack':
      return isShort(key) && isShort(id) ? { kind, key, id } : undefined
    default:
      return undefined
  }
}

/** Reads what came over the channel; `undefined` for what no tab of this version says. */
export const readEnvelope = (data: unknown, rules: MessageRules): Envelope | undefined => {
  if (typeof data !== 'string' || data.length > rules.maxLength) return undefined
  try {
    const raw: unknown = JSON.parse(data, (key, value) => (isDangerousKey(key) ? undefined : value))
    if (!isRecord(raw) || raw.v !== VERSION || !isRecord(raw.message)) return undefined
    const { from, epoch } = raw
    // Nobody signs out in the future: that would end every session until then.
    if (!isShort(from) || !isAmount(epoch) || epoch > rules.now() + AHEAD_MS) return undefined
    const message = readMessage(raw.message, rules)
    return message && { from, epoch, message }
  } catch {
    return undefined
  }
}
