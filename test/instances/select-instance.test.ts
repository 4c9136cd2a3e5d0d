import { describe, expect, test } from 'vitest'
import { one, setup } from '../support/setup.ts'

describe('selectInstance', () => {
  test('gives an instance as lists, details and webhooks show it', async () => {
    const { vzaps, store, e } = setup()
    const shown = () => vzaps.util.selectInstance(store.getState(), one)
    expect(shown()).toBeUndefined()
    await store.dispatch(e.getWebhook.initiate(one))
    expect(shown()?.id).toBe(one)
    const { content } = await store.dispatch(e.listInstances.initiate()).unwrap()
    expect(shown()).toEqual(content.find(({ id }) => id === one))
    const before = shown()
    await store.dispatch(e.listInstances.initiate(undefined, { forceRefetch: true }))
    expect(shown()).toBe(before)
    const update = store.dispatch(
      e.updateInstance.initiate({ instanceId: one, data: { name: 'Renamed' } }),
    )
    expect(shown()?.name).toBe('Renamed')
    await update.unwrap()
    expect(shown()?.name).toBe('Renamed')
  })

  test('gives none that is being deleted, or was', async () => {
    const { vzaps, store, e } = setup()
    const shown = () => vzaps.util.selectInstance(store.getState(), one)
    await store.dispatch(e.listInstances.initiate())
    await store.dispatch(e.getInstance.initiate(one))
    const gone = store.dispatch(e.deleteInstance.initiate(one))
    expect(shown()).toBeUndefined()
    await gone.unwrap()
    await Promise.all(store.dispatch(vzaps.util.getRunningQueriesThunk() as never))
    expect(shown()).toBeUndefined()
  })
})

describe('what is told of an instance', () => {
  test('brings no token into the state, an instance’s own or a known one', async () => {
    const { vzaps, store, e, actions, gateway } = setup()
    await store.dispatch(e.listInstances.initiate())
    const { clientToken } = gateway.credentials
    const row = { id: one, name: `call me ${clientToken}`, token: 'a token of the instance' }
    store.dispatch(vzaps.util.tellRows([{ type: 'Instance', row }]))
    const seen = JSON.stringify([store.getState(), actions])
    expect(vzaps.util.selectInstance(store.getState(), one)?.name).toContain('call me')
    expect(seen).not.toContain(clientToken)
    expect(seen).not.toContain('a token of the instance')
  })

  test('shows wherever the instance does', async () => {
    const { vzaps, store, e } = setup()
    await store.dispatch(e.listInstances.initiate())
    await store.dispatch(e.getInstance.initiate(one))
    const { tellRows } = vzaps.util
    store.dispatch(tellRows([{ type: 'Instance', id: one, fields: { connected: true } }]))
    const detail = e.getInstance.select(one)(store.getState() as never).data
    expect(detail?.connected).toBe(true)
    expect(vzaps.util.selectInstance(store.getState(), one)).toEqual(detail)
  })
})
