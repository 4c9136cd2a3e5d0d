import { type Answer, refuse, refuseFields, reply } from '../answers.ts'
import * as fields from '../fields.ts'
import { restart } from '../life.ts'
import { change, type InstanceRow } from '../rows.ts'
import { instanceStatus } from '../words.ts'
import type { Call, Route, World } from './route.ts'

/** Create, get, update, restart and delete (contract.md 1.2, 1.4 to 1.7). */
export const instanceRoutes: readonly Route[] = [
  { method: 'PUT', path: '/instances/create', access: 'owner', answer: createInstance },
  { method: 'POST', path: '/instances/get', access: 'owner', answer: getInstance },
  {
    method: 'PATCH',
    path: '/instances/:id',
    access: 'owner-of',
    answer: ({ world, at, body, record }) => {
      const refusal = findRefusal(world, body, record.row.id)
      if (refusal) return refusal
      return reply(world.instances.save(change(record, at, readFields(body))).row)
    },
  },
  {
    method: 'POST',
    path: '/instances/:id/restart',
    access: 'owner-of',
    answer: ({ world, at, record }) => {
      world.instances.save(restart(record, at, world.rules))
      return reply({
        instance_id: record.row.id,
        status: instanceStatus.restarting,
        details: 'Instance is restarting',
      })
    },
  },
  {
    method: 'DELETE',
    path: '/instances/:id',
    access: 'owner-of',
    answer: ({ world, record }) => {
      world.instances.remove(record.row.id)
      return { status: 204 }
    },
  },
]

function createInstance({ world, body }: Call): Answer {
  // The server takes `eventsSubscribe` too, on create (contract.md 1.2).
  const { eventsSubscribe, ...rest } = body
  const wanted =
    eventsSubscribe === undefined ? rest : { events_subscribe: eventsSubscribe, ...rest }
  const refusal = findRefusal(world, { name: null, ...wanted })
  return refusal ?? reply(world.instances.control.add(readFields(wanted)), 201)
}

function getInstance({ world, body }: Call): Answer {
  const { id } = body
  if (typeof id !== 'string' || id === '') return refuseFields({ id: 'must be an instance id' })
  const record = world.instances.find(id)
  return record ? reply(record.row) : refuse(404, 'not_found', 'Instance not found')
}

/** 422 for bad fields, 409 for a name that another instance has. */
function findRefusal(world: World, body: Call['body'], ownId?: string): Answer | undefined {
  const problems = fields.findProblems(body, {
    name: fields.checkName,
    webhook: fields.checkWebhook,
    events_subscribe: fields.checkEvents,
    reject_calls: fields.checkBoolean,
    auto_read_messages: fields.checkBoolean,
    labels: fields.checkObject,
  })
  if (Object.keys(problems).length > 0) return refuseFields(problems)
  const { name } = readFields(body)
  const taken = world.instances
    .records()
    .some(({ row }) => row.name.trim() === name && row.id !== ownId)
  return taken ? refuse(409, 'name_taken', 'An instance with this name exists') : undefined
}

/** The writable fields of a checked body; keys it does not know are ignored (contract.md 1.5). */
function readFields(body: Call['body']): Partial<InstanceRow> {
  const { name, webhook, events_subscribe: events, reject_calls, auto_read_messages, labels } = body
  return {
    ...(typeof name === 'string' && { name: name.trim() }),
    ...(webhook !== undefined && { webhook: String(webhook ?? '') }),
    ...(events !== undefined && { events_subscribe: String(events) }),
    ...(typeof reject_calls === 'boolean' && { reject_calls }),
    ...(typeof auto_read_messages === 'boolean' && { auto_read_messages }),
    ...(fields.isObject(labels) && { labels }),
  }
}
