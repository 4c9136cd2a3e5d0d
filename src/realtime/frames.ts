import { isDangerousKey, isRecord, toCamel } from '../core/casing.ts'
import { redactDeep } from '../core/secrets/redaction.ts'
import type { SecretFinder } from '../core/secrets/secret-finder.ts'
import type { Frame } from './delivery.ts'
import type { RealtimeEvent } from './events.ts'

/** What came, if it is an event: its text, and its JSON without keys that reach a prototype. */
export interface RawFrame {
  readonly text: string
  readonly raw: Readonly<Record<string, unknown>> & { readonly type: string }
}

const textIn = (data: unknown): string | undefined => {
  if (typeof data === 'string') return data
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data)
    ? new TextDecoder().decode(data)
    : undefined
}

const parse = (text: string): unknown => {
  try {
    // A reviver takes its time, and is hardly ever needed.
    return /__proto__|constructor|prototype/.test(text)
      ? JSON.parse(text, (key, value) => (isDangerousKey(key) ? undefined : value))
      : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Parses what came over a connection; `undefined` for what is no event. */
export const parseFrame = (data: unknown): RawFrame | undefined => {
  const text = textIn(data)
  const raw = text === undefined ? undefined : parse(text)
  if (text === undefined || !isRecord(raw) || typeof raw.type !== 'string') return undefined
  return { text, raw: raw as RawFrame['raw'] }
}

/** The id to acknowledge an event with, if it has one. */
export const ackIdOf = ({ id }: Readonly<Record<string, unknown>>): string | number | undefined =>
  (typeof id === 'string' && id !== '') || typeof id === 'number' ? id : undefined

/** Makes an event of a frame. Known secrets in it are blacked out. */
export const readFrame = (
  { text, raw }: RawFrame,
  instanceId: string,
  secrets: SecretFinder | undefined,
): Frame<RealtimeEvent> => {
  const clean = secrets?.has(text) ? redactDeep(raw, secrets) : raw
  const ackId = ackIdOf(clean)
  const event: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(clean)) {
    const name = toCamel(key)
    if (!isDangerousKey(name)) event[name] = value
  }
  if (typeof event.createdAt !== 'string') delete event.createdAt
  if (typeof event.instanceId !== 'string') event.instanceId = instanceId
  if (ackId === undefined) delete event.id
  else event.id = String(ackId)
  return { event: event as unknown as RealtimeEvent, ackId }
}
