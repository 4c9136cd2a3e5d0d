import { describe, expect, test } from 'vitest'
import { errorOf } from '../support/async.ts'
import { one, setup } from '../support/setup.ts'

describe('an instance that was deleted', () => {
  test('and that a later list still shows, can be opened and deleted again', async () => {
    // The service goes on with it a while after it answered.
    const { store, e, gateway, wire } = setup()
    gateway.faults.set({ lingerMs: 60_000 })
    const list = () =>
      store.dispatch(e.listInstances.initiate(undefined, { forceRefetch: true })).unwrap()
    const detail = () => store.dispatch(e.getInstance.initiate(one, { forceRefetch: true }))
    await list()
    await store.dispatch(e.deleteInstance.initiate(one)).unwrap()
    expect(await errorOf(detail())).toMatchObject({ status: 404, code: 'deleted' })

    const shown = await list()
    if (!shown.content.some(({ id }) => id === one)) throw new Error('the list does not show it')
    const sent = wire.calls().length
    await detail()
    expect(wire.calls().length).toBeGreaterThan(sent)
    await store.dispatch(e.deleteInstance.initiate(one))
    expect(wire.lines().filter((line) => line === `DELETE /instances/${one}`)).toHaveLength(2)
  })

  test('stays so while only reads that left before show it', async () => {
    const { store, e, wire } = setup()
    const held = wire.hold(/list$/)
    const list = store.dispatch(e.listInstances.initiate())
    await held.arrived
    await store.dispatch(e.deleteInstance.initiate(one)).unwrap()
    held.release()
    await list
    const detail = store.dispatch(e.getInstance.initiate(one))
    expect(await errorOf(detail)).toMatchObject({ status: 404, code: 'deleted' })
  })
})
