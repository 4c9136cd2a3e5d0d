import { describe, expect, test } from 'vitest'
import { errorOf } from '../support/async.ts'
import { setup } from '../support/setup.ts'

const setupList = async () => {
  const made = setup()
  const { store, e } = made
  await store.dispatch(e.listInstances.initiate()).unwrap()
  const first = () => e.listInstances.select(undefined)(store.getState() as never).data?.content[0]
  return { ...made, first }
}

describe('an instance that is still being created', () => {
  test('can be changed and deleted: sent after the create, in order, with its id', async () => {
    const { store, e, wire, first } = await setupList()
    const held = wire.hold(/create$/)
    const creating = store.dispatch(e.createInstance.initiate({ name: 'New' }))
    await held.arrived
    const temporary = first()?.id ?? ''
    expect(temporary).toMatch(/^tmp:/)
    const renaming = store.dispatch(
      e.updateInstance.initiate({ instanceId: temporary, data: { name: 'Renamed' } }),
    )
    const deleting = store.dispatch(e.deleteInstance.initiate(temporary))
    expect(first()?.id).not.toBe(temporary)
    held.release()
    const { id } = await creating.unwrap()
    expect(await renaming.unwrap()).toMatchObject({ id, name: 'Renamed' })
    await deleting.unwrap()
    const writes = wire.lines().filter((line) => /^(PATCH|DELETE)/.test(line))
    expect(writes).toEqual([`PATCH /instances/${id}`, `DELETE /instances/${id}`])
  })

  test('ends what was called on it, unsent, when it is not created', async () => {
    const { store, e, gateway, wire, first } = await setupList()
    gateway.faults.failNext({ kind: 'status', status: 409 })
    const creating = store.dispatch(e.createInstance.initiate({ name: 'New' }))
    const temporary = first()?.id ?? ''
    const renaming = store.dispatch(
      e.updateInstance.initiate({ instanceId: temporary, data: { name: 'Renamed' } }),
    )
    await errorOf(creating)
    expect(await errorOf(renaming)).toMatchObject({
      kind: 'validation',
      code: 'not-created',
      outcome: 'not-sent',
    })
    expect(wire.lines().filter((line) => line.includes('tmp'))).toEqual([])
    expect(first()?.name).not.toBe('Renamed')
  })
})
