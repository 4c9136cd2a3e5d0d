import { describe, expect, test } from 'vitest'
import type { CreateInstanceArgs, ListInstancesArgs, UpdateInstanceArgs } from 'vzaps-rtk'
import { errorOf } from '../support/async.ts'
import { one, setup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

const page = () => json({ page: 1, size: 20, total: 0, total_pages: 0, content: [] })

describe('listInstances', () => {
  test.each<[unknown, object]>([
    [undefined, { page: 1, size: 20, filter: {} }],
    [{}, { page: 1, size: 20, filter: {} }],
    [
      { page: null, pageSize: null, search: null, sort: null, sortDesc: null, filter: null },
      { page: 1, size: 20, filter: {} },
    ],
    [
      { page: undefined, pageSize: undefined },
      { page: 1, size: 20, filter: {} },
    ],
    [
      { page: 3, pageSize: 50 },
      { page: 3, size: 50, filter: {} },
    ],
    [{ search: '  ana ' }, { page: 1, size: 20, filter: { query: 'ana' } }],
    [{ search: '   ' }, { page: 1, size: 20, filter: {} }],
    [
      { search: '', filter: { query: 'kept' } },
      { page: 1, size: 20, filter: { query: 'kept' } },
    ],
    [
      { search: 'ana', filter: { query: 'bob', billing_status: 'ACTIVE' } },
      { page: 1, size: 20, filter: { query: 'ana', billing_status: 'ACTIVE' } },
    ],
    [
      { filter: { someKey: { nestedKey: 1 } } },
      { page: 1, size: 20, filter: { someKey: { nestedKey: 1 } } },
    ],
    [{ sort: 'createdAt' }, { page: 1, size: 20, filter: {}, sort: 'createdAt' }],
    [
      { sort: 'createdAt', sortDesc: true },
      { page: 1, size: 20, filter: {}, sort: 'createdAt', sort_desc: true },
    ],
    [{ sortDesc: false }, { page: 1, size: 20, filter: {}, sort_desc: false }],
    [{ sort: '' }, { page: 1, size: 20, filter: {} }],
    [
      { limit: 5, size: 7 },
      { page: 1, size: 20, filter: {} },
    ],
  ])('%j is sent as %j', async (args, body) => {
    const at = setup()
    at.wire.answer('POST /instances/list', page)
    await at.store.dispatch(at.e.listInstances.initiate(args as ListInstancesArgs)).unwrap()
    expect(at.wire.last().body).toEqual(body)
  })

  test.each<[string, object]>([
    ['page', { page: 0 }],
    ['page', { page: -1 }],
    ['page', { page: 1.5 }],
    ['page', { page: Number.NaN }],
    ['page', { page: Number.POSITIVE_INFINITY }],
    ['page', { page: '1' }],
    ['page', { page: 2 ** 53 }],
    ['pageSize', { pageSize: 0 }],
    ['pageSize', { pageSize: true }],
    ['search', { search: 5 }],
    ['sort', { sort: ['name'] }],
    ['sortDesc', { sortDesc: 'yes' }],
    ['filter', { filter: 'x' }],
    ['filter', { filter: [] }],
  ])('refuses a bad %s in %o and sends nothing', async (field, args) => {
    const at = setup()
    const error = await errorOf(at.store.dispatch(at.e.listInstances.initiate(args)))
    expect(error).toMatchObject({ kind: 'validation', field, outcome: 'not-sent' })
    expect(at.wire.sent).toEqual([])
  })

  test.each(['support', '', 5, true, ['support']])(
    'refuses %j for an argument, and says what it takes',
    async (args) => {
      const at = setup()
      const error = await errorOf(at.store.dispatch(at.e.listInstances.initiate(args as never)))
      expect(error).toMatchObject({ kind: 'validation', outcome: 'not-sent' })
      expect(error.message).toContain('search')
      expect(at.wire.sent).toEqual([])
    },
  )
})

describe('createInstance', () => {
  test.each<[CreateInstanceArgs & Record<string, unknown>, object]>([
    [{ name: ' Support ' }, { name: ' Support ' }],
    [
      {
        name: 'Support',
        webhook: 'https://a.test/Hook?aB=1',
        eventsSubscribe: ['Message', 'ReadReceipt'],
        rejectCalls: true,
        autoReadMessages: false,
        labels: { teamName: 'Sales', nested: { deepKey: 1 } },
      },
      {
        name: 'Support',
        webhook: 'https://a.test/Hook?aB=1',
        events_subscribe: ['Message', 'ReadReceipt'],
        reject_calls: true,
        auto_read_messages: false,
        labels: { teamName: 'Sales', nested: { deepKey: 1 } },
      },
    ],
    [
      { name: 'Support', webhook: null, labels: null },
      { name: 'Support', webhook: null, labels: null },
    ],
    [
      { name: 'Support', eventsSubscribe: 'Message' as never },
      { name: 'Support', events_subscribe: ['Message'] },
    ],
    [
      { name: 'Support', webhookURL: 'x', aB1C: 1, plan_id: 2, gone: undefined },
      { name: 'Support', webhook_url: 'x', a_b1_c: 1, plan_id: 2 },
    ],
  ])('%j is sent as %j', async (args, body) => {
    const at = setup()
    at.wire.answer('PUT /instances/create', json({ id: 'VZNEW' }, 201))
    await at.store.dispatch(at.e.createInstance.initiate(args)).unwrap()
    expect(at.wire.last().body).toEqual(body)
  })

  test('is carried out by the gateway', async () => {
    const at = setup()
    const made = await at.store
      .dispatch(at.e.createInstance.initiate({ name: 'New one', labels: { teamName: 'a' } }))
      .unwrap()
    expect(made).toMatchObject({
      name: 'New one',
      labels: { teamName: 'a' },
      billingStatus: 'TRIALING',
    })
    expect(at.gateway.instances.get(made.id)?.name).toBe('New one')
  })

  test('keeps the token of the new instance in the vault alone', async () => {
    const at = setup()
    const made = await at.store.dispatch(at.e.createInstance.initiate({ name: 'New one' })).unwrap()
    expect(made).not.toHaveProperty('token')
    expect(at.vzaps.tokens.get(made.id)).toBe(at.gateway.instances.get(made.id)?.token)
  })
})

describe('updateInstance', () => {
  test.each<[object, object]>([
    [{}, {}],
    [{ name: undefined }, {}],
    [
      { name: 'X', webhook: null },
      { name: 'X', webhook: null },
    ],
    [
      { autoReadMessages: true, unknownField: { someKey: 1 } },
      { auto_read_messages: true, unknown_field: { someKey: 1 } },
    ],
  ])('%j is sent as %j', async (data, body) => {
    const at = setup()
    at.wire.answer(`PATCH /instances/${one}`, json({ id: one }))
    await at.store.dispatch(at.e.updateInstance.initiate({ instanceId: one, data })).unwrap()
    expect(at.wire.last().body).toEqual(body)
  })

  test.each([undefined, null])('refuses %j for the data', async (arg) => {
    const at = setup()
    const args = { instanceId: one, data: arg } as unknown as UpdateInstanceArgs
    expect(await errorOf(at.store.dispatch(at.e.updateInstance.initiate(args)))).toMatchObject({
      kind: 'validation',
    })
    expect(at.wire.sent).toEqual([])
  })
})
