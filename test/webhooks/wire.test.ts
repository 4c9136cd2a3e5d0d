import { describe, expect, test } from 'vitest'
import type { SetWebhookArgs } from 'vzaps-rtk'
import { errorOf } from '../support/async.ts'
import { one, setup } from '../support/setup.ts'
import { enveloped } from '../support/wire.ts'

const hook = 'https://a.test/Hook?aB=%20#x'

describe('setWebhook', () => {
  test.each<[Partial<SetWebhookArgs>, object]>([
    [{}, { webhookURL: hook }],
    [{ events: undefined }, { webhookURL: hook }],
    [{ events: [] }, { webhookURL: hook, events: '' }],
    [{ events: ['Message'] }, { webhookURL: hook, events: 'Message' }],
    [{ events: ['Message', 'ReadReceipt'] }, { webhookURL: hook, events: 'Message,ReadReceipt' }],
  ])('sends the address verbatim, and %j joined', async (more, body) => {
    const at = setup()
    at.wire.answer(`POST /instances/${one}/webhook`, enveloped({ webhook: hook }))
    const args = { instanceId: one, webhook: hook, ...more }
    await at.store.dispatch(at.e.setWebhook.initiate(args)).unwrap()
    expect(at.wire.last().body).toEqual(body)
  })

  test.each<[string, object]>([
    ['webhook', {}],
    ['webhook', { webhook: null }],
    ['webhook', { webhook: null, events: ['Message'] }],
    ['webhook', { webhook: 5 }],
    ['events', { webhook: hook, events: 'Message' }],
    ['events', { webhook: hook, events: null }],
    ['events', { events: 'Message' }],
    ['events', { events: null }],
  ])('refuses a bad %s in %j', async (field, more) => {
    const at = setup()
    const args = { instanceId: one, ...more } as unknown as SetWebhookArgs
    expect(await errorOf(at.store.dispatch(at.e.setWebhook.initiate(args)))).toMatchObject({
      kind: 'validation',
      field,
    })
    expect(at.wire.sent).toEqual([])
  })

  test('changes what getWebhook answers, and what is absent stays', async () => {
    const at = setup()
    const set = (args: Omit<SetWebhookArgs, 'instanceId'>) =>
      at.store.dispatch(at.e.setWebhook.initiate({ instanceId: one, ...args })).unwrap()
    const events = ['Message', 'Connected'] as const
    const answer = { instanceId: one, webhook: hook, events }
    expect(await set({ webhook: hook, events })).toEqual(answer)
    const moved = { ...answer, webhook: 'https://b.test' }
    expect(await set({ webhook: 'https://b.test' })).toEqual(moved)
    expect(await at.store.dispatch(at.e.getWebhook.initiate(one)).unwrap()).toEqual(moved)
    const quiet = { ...moved, events: ['Connected'] }
    expect(await set({ events: ['Connected'] })).toEqual(quiet)
    expect(await set({ events: [] })).toEqual({ ...quiet, events: [] })
  })

  test('sends events that were touched alone, and the address that another client set stays', async () => {
    const at = setup()
    const other = 'https://another.test/hook'
    at.gateway.instances.patch(one, { webhook: other, events_subscribe: 'Message' })
    const args = { instanceId: one, events: ['Connected', 'Presence'] }
    const answer = await at.store.dispatch(at.e.setWebhook.initiate(args)).unwrap()
    expect(answer).toEqual({ instanceId: one, webhook: other, events: args.events })
    expect(at.wire.lines()).toEqual([`PATCH /instances/${one}`])
    expect(at.wire.last().body).toEqual({ events_subscribe: args.events })
    // The answer was the whole row, and its token went where tokens go.
    expect(JSON.stringify(at.actions)).not.toContain('inst_')
  })

  test('leaves in call order, whichever part of it was touched', async () => {
    const at = setup()
    at.gateway.instances.patch(one, { webhook: 'https://old.test', events_subscribe: 'Message' })
    const set = (args: Omit<SetWebhookArgs, 'instanceId'>) =>
      at.store.dispatch(at.e.setWebhook.initiate({ instanceId: one, ...args })).unwrap()
    await Promise.all([
      set({ events: ['Presence'] }),
      set({ webhook: hook }),
      set({ events: ['Connected'] }),
    ])
    expect(at.gateway.instances.get(one)).toMatchObject({
      webhook: hook,
      events_subscribe: 'Connected',
    })
  })
})
