import type { Account } from '../../account/account.ts'
import { restart } from '../../account/life.ts'
import type { InstanceRow } from '../../account/rows.ts'
import { change } from '../../account/rows.ts'
import { instanceStatus } from '../../account/words.ts'
import type { Answer } from '../answers.ts'
import { refuse, refuseUnknown, reply } from '../answers.ts'
import type { Values } from '../fields.ts'
import { assumed, field, required } from '../fields.ts'
import { boolean, events, id, name, object, webhook } from '../shapes.ts'
import type { Call, Route } from './route.ts'
import { accountRoute, instanceRoute } from './route.ts'

const writable = {
  webhook: field('documented', webhook, { nullIs: '' }),
  events_subscribe: field('documented', events, { also: { eventsSubscribe: 'documented' } }),
  // The Python client writes the names that its caller gives it.
  reject_calls: field('documented', boolean, { also: { rejectCalls: 'seen' } }),
  auto_read_messages: field('documented', boolean, { also: { autoReadMessages: 'seen' } }),
  labels: field('documented', object),
}

const createFields = { name: required('documented', name), ...writable }

const guessed = assumed(writable)

/** The pages show `name` only, the clients two more. */
const updateFields = {
  name: field('documented', name),
  ...guessed,
  webhook: { ...guessed.webhook, evidence: 'seen' },
  events_subscribe: { ...guessed.events_subscribe, evidence: 'seen' },
} as const

const createInstance = ({ account, body }: Call<Values<typeof createFields>>): Answer =>
  refuseName(account, body.name) ?? reply(account.instances.control.add(toRow(body)), 201)

/** 409 for a name that another instance has. */
const refuseName = (account: Account, wanted?: string, ownId?: string): Answer | undefined =>
  account.instances.records().some(({ row }) => row.name.trim() === wanted && row.id !== ownId)
    ? refuse(409, 'name_taken', 'An instance with this name exists')
    : undefined

/** What is not said stays. */
const toRow = (body: Values<typeof updateFields>): Partial<InstanceRow> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))

/** Create, get, update, restart and delete. */
export const instanceRoutes: readonly Route[] = [
  accountRoute(
    { method: 'PUT', path: '/instances/create', evidence: 'documented', access: 'owner' },
    createFields,
    createInstance,
  ),
  // The clients send it what they send to create, and no page says what is different.
  accountRoute(
    { method: 'PUT', path: '/instances/provision', evidence: 'assumed', access: 'owner' },
    assumed(createFields),
    createInstance,
  ),
  accountRoute(
    { method: 'POST', path: '/instances/get', evidence: 'documented', access: 'owner' },
    { id: required('documented', id) },
    ({ account, body }) => {
      const record = account.instances.find(body.id)
      return record ? reply(record.row) : refuseUnknown()
    },
  ),
  instanceRoute(
    { method: 'PATCH', path: '/instances/:id', evidence: 'documented', access: 'owner-of' },
    updateFields,
    ({ account, at, body, record }) =>
      refuseName(account, body.name, record.row.id) ??
      reply(account.instances.save(change(record, at, toRow(body))).row),
  ),
  instanceRoute(
    { method: 'POST', path: '/instances/:id/restart', evidence: 'documented', access: 'owner-of' },
    {},
    ({ account, at, record }) => {
      account.instances.save(restart(record, at, account.rules()))
      return reply({
        instance_id: record.row.id,
        status: instanceStatus.restarting,
        details: 'Instance is restarting',
      })
    },
  ),
  instanceRoute(
    { method: 'DELETE', path: '/instances/:id', evidence: 'documented', access: 'owner-of' },
    {},
    ({ account, record }) => {
      account.instances.remove(record.row.id)
      return { status: 204 }
    },
  ),
]
