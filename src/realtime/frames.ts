import { isDangerousKey, isRecord, toCamel } from '../core/casing.ts'
import { redactDeep } from '../core/secrets/redaction.ts'
import type { SecretFinder } from '../core/secrets/secret-finder.ts'
import type { RealtimeEvent } from './events.ts'

/** An event, and the id to acknowledge it with: as it came, a text or a number. */
export interface Frame {
  readonly event: RealtimeEvent
  readonly ackId: string | number | undefined
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

/** Reads a frame; `undefined` for what is no event. Known secrets in it are blacked out. */
export const readFrame = (
  data: unknown,
  instanceId: string,
  secrets: SecretFinder | undefined,
): Frame | undefined => {
  const text = textIn(data)
  const raw = text === undefined ? undefined : parse(text)
  if (text === undefined || !isRecord(raw) || typeof raw.type !== 'string') return undefined
  const clean = secrets?.has(text) ? redactDeep(raw, secrets) : raw
  const { id } = clean
  const ackId = (typeof id === 'string' && id !== '') || typeof id === 'number' ? id : undefined
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
