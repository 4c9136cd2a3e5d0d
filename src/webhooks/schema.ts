import * as v from 'valibot'
import type { Answer } from '../core/answer.ts'
import { isRecord } from '../core/casing.ts'
import { camel, link, open, unwrap } from '../core/fields.ts'
import type { InstanceEvent } from '../instances/schema.ts'
import { eventNames, instanceAnswer, toEvents } from '../instances/schema.ts'

/** Where an instance posts its events, and which. The same values as `webhook` and `eventsSubscribe` of its row. */
export interface Webhook {
  /** The instance that it is of. */
  readonly instanceId: string
  /** Where events are posted; empty or null: nowhere. */
  readonly webhook?: string | null | undefined
  /** The names of the events that are posted. */
  readonly events?: readonly InstanceEvent[] | null | undefined
}

const webhookSchema: v.GenericSchema<unknown, Webhook> = open({
  instanceId: v.string(),
  webhook: link,
  events: eventNames,
})

/** Reads it out of an instance's row, as changing the instance answers. */
export const webhookOfRow: Answer<Webhook> = {
  ...instanceAnswer,
  shape: (json) => {
    const row = instanceAnswer.shape(json)
    if (!isRecord(row)) return row
    const { id, webhook, eventsSubscribe } = row
    return { instanceId: id, webhook, events: eventsSubscribe }
  },
  schema: webhookSchema,
}

/** Reads an instance's webhook: reading it answers `subscribe` as a list, setting it `events` as a comma-joined text. */
export const webhookAnswer = (instanceId: string): Answer<Webhook> => ({
  shape: (json) => {
    const data = camel(unwrap(json))
    if (!isRecord(data)) return data
    const { subscribe, ...rest } = data
    return { ...rest, instanceId, events: toEvents(rest.events ?? subscribe) }
  },
  schema: webhookSchema,
})
