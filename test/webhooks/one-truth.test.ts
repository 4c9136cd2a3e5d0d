import { describe, expect, test } from 'vitest'
import { errorOf, settle, until } from '../support/async.ts'
import { one, setup, two } from '../support/setup.ts'
import { json } from '../support/wire.ts'

const old = 'https://old.test/hook'
const hook = 'https://new.test/hook'

/** A list, a detail and a webhook of the same instance, all watched. */
const open = async (...shown: readonly ('list' | 'detail' | 'webhook')[]) => {
  const at = setup({
    gateway: {
      instances: [
        { id: one, name: 'Alpha', webhook: old, events_subscribe: 'Message' },
        { id: two, name: 'Beta', webhook: old, events_subscribe: 'Message' },
      ],
    },
  })
  const { store, e } = at
  const list = () => store.dispatch(e.listInstances.initiate(undefined, { forceRefetch: true }))
  const detail = () => store.dispatch(e.getInstance.initiate(one, { forceRefetch: true }))
  const webhook = () => store.dispatch(e.getWebhook.initiate(one, { forceRefetch: true }))
  const reads = { list, detail, webhook }
  for (const name of shown) await reads[name]().unwrap()
  const state = () => store.getState() as never
  return {
    ...at,
    ...reads,
    /** The address and events that each place shows. */
    seen: () => {
      const page = e.listInstances.select()(state()).data
      const row = e.getInstance.select(one)(state()).data
      const data = e.getWebhook.select(one)(state()).data
      const inList = page?.content.find(({ id }) => id === one)
      return [
        ...(page ? [[inList?.webhook, inList?.eventsSubscribe?.join()]] : []),
        ...(row ? [[row.webhook, row.eventsSubscribe?.join()]] : []),
        ...(data ? [[data.webhook, data.events?.join()]] : []),
      ]
    },
    other: () =>
      e.listInstances
        .select()(state())
        .data?.content.find(({ id }) => id === two)?.webhook,
  }
}

const all = ['list', 'detail', 'webhook'] as const
const thrice = <T>(value: T) => [value, value, value]

describe('a webhook and the row of its instance', () => {
  test.each([
    ['the webhook', 'webhook'],
    ['the detail', 'detail'],
    ['the list', 'list'],
  ] as const)(
    'show what another client set, in the action in which %s hears of it',
    async (_what, read) => {
      const at = await open(...all)
      expect(at.seen()).toEqual(thrice([old, 'Message']))
      at.gateway.instances.patch(one, { webhook: hook, events_subscribe: 'Connected,Presence' })
      const before = at.actions.length
      await at[read]().unwrap()
      expect(at.seen()).toEqual(thrice([hook, 'Connected,Presence']))
      expect(at.other()).toBe(old)
      const ended = at.actions
        .slice(before)
        .filter(({ type }) => String(type).endsWith('fulfilled'))
      expect(ended).toHaveLength(1)
    },
  )

  test('show an update at once, and take it back when it is refused', async () => {
    const at = await open(...all)
    const held = at.wire.hold(/^PATCH/)
    const data = { webhook: hook, eventsSubscribe: ['Presence'] }
    const call = at.store.dispatch(at.e.updateInstance.initiate({ instanceId: one, data }))
    expect(at.seen()).toEqual(thrice([hook, 'Presence']))
    await held.arrived
    held.release(json({ message: 'No' }, 422))
    await errorOf(call)
    expect(at.seen()).toEqual(thrice([old, 'Message']))
  })

  test.each([
    [{ webhook: hook }, [hook, 'Message']],
    [{ events: ['Presence'] }, [old, 'Presence']],
    [{ webhook: hook, events: [] }, [hook, '']],
  ])('show that %j is being set at once, and take it back', async (args, shown) => {
    const at = await open(...all)
    const held = at.wire.hold(/^(PATCH|POST .*webhook)/)
    const call = at.store.dispatch(at.e.setWebhook.initiate({ instanceId: one, ...args }))
    expect(at.seen()).toEqual(thrice(shown))
    await held.arrived
    held.release(json({ message: 'No' }, 422))
    await errorOf(call)
    expect(at.seen()).toEqual(thrice([old, 'Message']))
  })

  test('show what the answer says, not what was asked for', async () => {
    const at = await open(...all)
    const body = { code: 200, success: true, data: { webhook: 'https://echo.test', events: 'All' } }
    at.wire.answer(/^POST .*webhook$/, json(body))
    const reads = [at.wire.hold('POST /instances/get'), at.wire.hold(/^GET .*webhook$/)]
    await at.store.dispatch(at.e.setWebhook.initiate({ instanceId: one, webhook: hook })).unwrap()
    expect(at.seen()).toEqual(thrice(['https://echo.test', 'All']))
    for (const read of reads) read.release()
    await settle()
  })

  test('agree also when an older answer comes last', async () => {
    const at = await open(...all)
    const held = at.wire.hold(/^GET .*webhook$/)
    const late = at.webhook()
    await held.arrived
    at.gateway.instances.patch(one, { webhook: hook })
    await at.detail().unwrap()
    held.release(json({ code: 200, success: true, data: { webhook: old, subscribe: ['Message'] } }))
    await late.unwrap()
    expect(at.seen()).toEqual(thrice([hook, 'Message']))
  })

  test('keep what the other does not say', async () => {
    const at = await open('list', 'detail')
    const before = at.e.getInstance.select(one)(at.store.getState() as never).data
    at.wire.answer(/^GET .*webhook$/, json({ code: 200, success: true, data: { webhook: hook } }))
    await at.webhook().unwrap()
    expect(at.e.getInstance.select(one)(at.store.getState() as never).data).toEqual({
      ...before,
      webhook: hook,
    })
    expect(at.seen()[2]).toEqual([hook, undefined])
  })

  test('end with the instance', async () => {
    const at = await open(...all)
    await at.store.dispatch(at.e.deleteInstance.initiate(one)).unwrap()
    await until(
      () => at.e.getWebhook.select(one)(at.store.getState() as never).isError,
      'an error of the webhook',
    )
  })

  test('a webhook that is shown alone is set at once too', async () => {
    const at = await open('webhook')
    const held = at.wire.hold(/^POST .*webhook$/)
    const call = at.store.dispatch(at.e.setWebhook.initiate({ instanceId: one, webhook: hook }))
    expect(at.seen()).toEqual([[hook, 'Message']])
    await held.arrived
    held.release()
    await call.unwrap()
    await settle()
    expect(at.seen().at(-1)).toEqual([hook, 'Message'])
  })
})
