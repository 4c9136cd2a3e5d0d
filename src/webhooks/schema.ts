import * as v from 'valibot'
import type { Answer } from '../core/answer.ts'
import { isRecord } from '../core/casing.ts'
import { camel, link, open, unwrap } from '../core/fields.ts'
import type { InstanceEvent } from '../instances/schema.ts'
import { toEvents } from '../instances/schema.ts'

const webhookEntries = {
  webhook: link,
  events: v.nullish(v.array(v.string() as v.GenericSchema<string, InstanceEvent>)),
}

/** Where an instance posts its events, and which (contract.md 1.15, 1.16). */
export type Webhook = Readonly<v.InferOutput<v.ObjectSchema<typeof webhookEntries, undefined>>>

/** Reads a webhook: reading it answers `subscribe` as a list, setting it answers `events` as a comma-joined text. */
export const webhookAnswer: Answer<Webhook> = {
  shape: (json) => {
    const data = camel(unwrap(json))
    if (!isRecord(data)) return data
    const { subscribe, ...rest } = data
    return { ...rest, events: toEvents(rest.events ?? subscribe) }
  },
  schema: open(webhookEntries),
}
