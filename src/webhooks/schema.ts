import type { Answer } from '../core/answers/answer.ts'
import { link, someText, unwrap } from '../core/answers/fields.ts'
import { object } from '../core/answers/objects.ts'
import { isRecord } from '../core/casing.ts'
import type { InstanceEvent } from '../instances/schema.ts'
import { eventNames, instanceAnswer } from '../instances/schema.ts'

/** Where an instance posts its events, and which. The same values as `webhook` and `eventsSubscribe` of its row. */
export interface Webhook {
  /** The instance that it is of. */
  readonly instanceId: string
  /** Where events are posted; empty or null: nowhere. */
  readonly webhook?: string | null | undefined
  /** The names of the events that are posted. */
  readonly events?: readonly InstanceEvent[] | null | undefined
}

const readWebhook = object<Webhook>({ instanceId: someText, webhook: link, events: eventNames }, [
  'instanceId',
])

/** Reads it out of an instance's row, as changing the instance answers. */
export const webhookOfRow: Answer<Webhook> = {
  ...instanceAnswer,
  read: (json, reading) => {
    if (!isRecord(json)) return readWebhook(json, reading)
    const { id, webhook, events_subscribe, eventsSubscribe } = json
    const events = events_subscribe ?? eventsSubscribe
    return readWebhook({ instance_id: id, webhook, events }, reading)
  },
}

/** Reads an instance's webhook: reading it answers `subscribe` as a list, setting it `events` as a comma-joined text. */
export const webhookAnswer = (instanceId: string): Answer<Webhook> => ({
  read: (json, reading) => {
    const data = unwrap(json, ['webhook', 'events', 'subscribe'])
    if (!isRecord(data)) return readWebhook(data, reading)
    const { subscribe, ...rest } = data
    const events = rest.events ?? subscribe
    return readWebhook({ ...rest, instance_id: instanceId, events }, reading)
  },
})
