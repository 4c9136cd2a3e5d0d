import { describe, expect, test } from 'vitest'
import { errorOf, settle, until } from '../support/async.ts'
import type { SetupOptions } from '../support/setup.ts'
import { one, setup, two } from '../support/setup.ts'
import { json } from '../support/wire.ts'

/** A list, a searched list, the second page and a detail, all watched. */
const open = async (options: SetupOptions = {}) => {
  const at = setup({ gateway: { instances: rows }, ...options })
  const { store, e } = at
  await store.dispatch(e.listInstances.initiate({ sort: 'name', sortDesc: false })).unwrap()
  await store.dispatch(e.listInstances.initiate({ search: 'alp' })).unwrap()
  await store.dispatch(e.listInstances.initiate({ page: 2, pageSize: 1 })).unwrap()
  await store.dispatch(e.getInstance.initiate(one)).unwrap()
  const page = (arg: Parameters<typeof e.listInstances.select>[0]) =>
    e.listInstances.select(arg)(store.getState() as never).data
  const namesIn = (arg: Parameters<typeof page>[0]) => page(arg)?.content.map(({ name }) => name)
  return {
    ...at,
    names: () => namesIn({ sort: 'name', sortDesc: false }),
    total: () => page({ sort: 'name', sortDesc: false })?.total,
    searched: () => namesIn({ search: 'alp' }),
    second: () => page({ page: 2, pageSize: 1 }),
    row: () => e.getInstance.select(one)(store.getState() as never).data,
    open: () => at.vzaps.util.selectOperations(store.getState()),
    failures: () => at.vzaps.util.selectFailures(store.getState()),
  }
}

const rows = [
  {
    id: one,
    name: 'Alpha',
    connected: true,
    billing_status: 'active',
    cancel_at: '2100-12-24T00:00:00.000Z',
  },
  { id: two, name: 'Beta' },
]
const refusal = () => json({ code: 422, success: false, message: 'No', data: null }, 422)

describe('updateInstance', () => {
  const rename = ({ store, e }: Awaited<ReturnType<typeof open>>, name: string) =>
    store.dispatch(e.updateInstance.initiate({ instanceId: one, data: { name } }))

  test('shows in list and detail at once, where the row stood', async () => {
    const at = await open()
    const held = at.wire.hold(/^PATCH/)
    const call = rename(at, 'Zeta')
    expect(at.names()).toEqual(['Zeta', 'Beta'])
    expect(at.row()?.name).toBe('Zeta')
    expect(at.open()).toMatchObject([{ endpointName: 'updateInstance', status: 'pending' }])
    await held.arrived
    held.release()
    await call.unwrap()
    await until(() => at.names()?.join() === 'Beta,Zeta', "the server's order")
    expect(at.row()?.name).toBe('Zeta')
    expect(at.open()).toEqual([])
  })

  test('stays in a search that it does not fit any more until the server says so', async () => {
    const at = await open()
    const held = at.wire.hold(/^PATCH/)
    const call = rename(at, 'Zeno')
    expect(at.searched()).toEqual(['Zeno'])
    await held.arrived
    held.release()
    await call.unwrap()
    await until(() => at.searched()?.length === 0, 'a search without it')
  })

  test('goes back when it is refused, and says so', async () => {
    const at = await open()
    at.wire.answer(/^PATCH/, refusal)
    const call = rename(at, 'Zeta')
    expect(at.names()).toEqual(['Zeta', 'Beta'])
    await errorOf(call)
    expect(at.names()).toEqual(['Alpha', 'Beta'])
    expect(at.row()?.name).toBe('Alpha')
    expect(at.failures()).toMatchObject([
      { operation: { endpointName: 'updateInstance' }, error: { kind: 'http', status: 422 } },
    ])
    at.store.dispatch(at.vzaps.util.dismissFailure(at.failures()[0]?.operation.requestId ?? ''))
    expect(at.failures()).toEqual([])
  })

  test('is not hidden by a poll that left before it, nor by one that left during it', async () => {
    const at = await open()
    const poll = () =>
      at.store.dispatch(
        at.e.listInstances.initiate({ sort: 'name', sortDesc: false }, { forceRefetch: true }),
      )
    const early = at.wire.hold(/list/)
    const polled = poll()
    await early.arrived
    const held = at.wire.hold(/^PATCH/)
    const call = rename(at, 'Zeta')
    early.release()
    await polled
    expect(at.names()).toEqual(['Zeta', 'Beta'])
    await poll()
    expect(at.names()).toEqual(['Zeta', 'Beta'])
    expect(at.vzaps.util.selectServerValue(at.store.getState(), 'getInstance', one)?.name).toBe(
      'Alpha',
    )
    await held.arrived
    held.release()
    await call.unwrap()
    expect(at.row()?.name).toBe('Zeta')
  })

  test('stays when nobody knows what became of it, until a read that was sent later tells', async () => {
    const at = await open()
    const lost = at.wire.hold(/^PATCH/)
    const later = at.wire.hold(/list/)
    const call = rename(at, 'Zeta')
    await lost.arrived
    lost.break()
    expect(await errorOf(call)).toMatchObject({ outcome: 'unknown' })
    expect(at.open()).toMatchObject([{ status: 'unknown' }])
    expect(at.row()?.name).toBe('Zeta')
    await later.arrived
    later.release()
    await until(() => at.open().length === 0, 'the end of it')
    expect(at.row()?.name).toBe('Alpha')
  })
})

describe('deleteInstance', () => {
  test('takes the row away at once, and counts', async () => {
    const at = await open()
    const held = at.wire.hold(/^DELETE/)
    const call = at.store.dispatch(at.e.deleteInstance.initiate(one))
    expect([at.names(), at.total()]).toEqual([['Beta'], 1])
    await held.arrived
    held.release()
    await call.unwrap()
    await settle()
    expect([at.names(), at.total()]).toEqual([['Beta'], 1])
  })

  test('of two, only the refused one is back', async () => {
    const at = await open()
    at.wire.answer(`DELETE /instances/${one}`, refusal)
    const calls = [one, two].map((id) => at.store.dispatch(at.e.deleteInstance.initiate(id)))
    expect([at.names(), at.total()]).toEqual([[], 0])
    await Promise.all(calls)
    await settle()
    expect([at.names(), at.total()]).toEqual([['Alpha'], 1])
  })

  test('that is deferred shows at once, and is back without a failure when it is taken back', async () => {
    const at = await open()
    const before = at.wire.sent.length
    const call = at.store.dispatch(
      at.e.deleteInstance.initiate({ instanceId: one, deferMs: 5_000 }),
    )
    expect(at.names()).toEqual(['Beta'])
    await settle()
    call.abort()
    expect(await errorOf(call)).toMatchObject({ kind: 'aborted', outcome: 'not-sent' })
    expect([at.names(), at.total()]).toEqual([['Alpha', 'Beta'], 2])
    expect(at.failures()).toEqual([])
    expect(at.wire.sent.length).toBe(before)
  })
})

describe('createInstance', () => {
  test('puts a row on top of the first page of what shows all, and nowhere else', async () => {
    const at = await open()
    const held = at.wire.hold('PUT /instances/create')
    const call = at.store.dispatch(at.e.createInstance.initiate({ name: 'Gamma' }))
    expect([at.names(), at.total()]).toEqual([['Gamma', 'Alpha', 'Beta'], 3])
    expect(at.searched()).not.toContain('Gamma')
    expect(at.second()).toMatchObject({ total: 2 })
    await held.arrived
    held.release()
    const { id } = await call.unwrap()
    const key = at.vzaps.util.selectInstanceKey(at.store.getState(), id)
    expect(key).toBe(`tmp:${call.requestId}`)
    await settle()
    expect([at.names(), at.total()]).toEqual([['Alpha', 'Beta', 'Gamma'], 3])
    expect(at.vzaps.util.selectInstanceKey(at.store.getState(), id)).toBe(key)
  })

  test('goes when it is refused', async () => {
    const at = await open()
    at.wire.answer('PUT /instances/create', refusal)
    const call = at.store.dispatch(at.e.createInstance.initiate({ name: 'Gamma' }))
    expect(at.total()).toBe(3)
    await errorOf(call)
    expect([at.names(), at.total()]).toEqual([['Alpha', 'Beta'], 2])
  })

  test('has an id until then under which nothing is sent', async () => {
    const at = await open()
    const held = at.wire.hold('PUT /instances/create')
    const call = at.store.dispatch(at.e.createInstance.initiate({ name: 'Gamma' }))
    await held.arrived
    const restart = at.store.dispatch(at.e.restartInstance.initiate(`tmp:${call.requestId}`))
    expect(at.wire.lines().filter((line) => line.includes('restart'))).toEqual([])
    held.release()
    const { id } = await call.unwrap()
    await restart.unwrap()
    expect(at.wire.lines()).toContain(`POST /instances/${id}/restart`)
    const other = at.store.dispatch(at.e.restartInstance.initiate('tmp:other'))
    expect(await errorOf(other)).toMatchObject({ code: 'temporary-id', outcome: 'not-sent' })
  })
})

describe('what only the server can say', () => {
  test.each([
    [
      'restartInstance',
      (at: Awaited<ReturnType<typeof open>>) => at.e.restartInstance.initiate(one),
    ],
    ['cancelInstance', (at: Awaited<ReturnType<typeof open>>) => at.e.cancelInstance.initiate(one)],
    [
      'disconnectSession',
      (at: Awaited<ReturnType<typeof open>>) => at.e.disconnectSession.initiate(one),
    ],
    [
      'subscribeInstance',
      (at: Awaited<ReturnType<typeof open>>) =>
        at.e.subscribeInstance.initiate({ instanceId: one }),
    ],
  ])('%s is pending, and changes nothing before its answer', async (name, initiate) => {
    const at = await open()
    const before = at.row()
    at.wire.hold(/./)
    at.store.dispatch(initiate(at) as never)
    expect(at.open()).toMatchObject([{ endpointName: name, row: { id: one } }])
    expect(at.row()).toBe(before)
  })
})

describe('what else can be foreseen', () => {
  test('resumeSubscription has no cancel date, and has it again when it is refused', async () => {
    const at = await open()
    const { cancelAt } = at.row() ?? {}
    expect(cancelAt).toBeTruthy()
    at.wire.answer(/resume/, refusal)
    const call = at.store.dispatch(at.e.resumeSubscription.initiate(one))
    expect(at.row()?.cancelAt).toBeNull()
    await errorOf(call)
    expect(at.row()?.cancelAt).toBe(cancelAt)
  })

  test('setWebhook shows in the webhook and in the row', async () => {
    const at = await open()
    await at.store.dispatch(at.e.getWebhook.initiate(one)).unwrap()
    at.wire.hold(/./)
    const webhook = 'https://example.com/new'
    at.store.dispatch(at.e.setWebhook.initiate({ instanceId: one, webhook }))
    expect(at.e.getWebhook.select(one)(at.store.getState() as never).data?.webhook).toBe(webhook)
    expect(at.row()?.webhook).toBe(webhook)
  })
})

test('signing out ends what is pending, and forgets what failed', async () => {
  const at = await open()
  at.wire.answer(/^DELETE/, refusal)
  await errorOf(at.store.dispatch(at.e.deleteInstance.initiate(two)))
  at.wire.hold(/^PATCH/)
  const call = at.store.dispatch(
    at.e.updateInstance.initiate({ instanceId: one, data: { name: 'Zeta' } }),
  )
  await settle()
  at.vzaps.auth.signOut()
  await errorOf(call)
  expect([at.open(), at.failures()]).toEqual([[], []])
})

test('a snapshot brings what the server said, not what was hoped for', async () => {
  const at = await open()
  at.wire.hold(/^PATCH/)
  at.store.dispatch(at.e.updateInstance.initiate({ instanceId: one, data: { name: 'Zeta' } }))
  const slice = at.store.getState().vzaps as object
  expect(JSON.stringify(at.vzaps.util.snapshot(at.store.getState()))).not.toContain('Zeta')
  const other = setup({
    gateway: { instances: rows },
    extractRehydrationInfo: ({ type, payload }) =>
      type === 'hydrate' ? (payload as never) : undefined,
  })
  other.store.dispatch({ type: 'hydrate', payload: slice })
  expect(other.e.getInstance.select(one)(other.store.getState() as never).data?.name).toBe('Alpha')
  expect(other.vzaps.util.selectOperations(other.store.getState())).toEqual([])
})
