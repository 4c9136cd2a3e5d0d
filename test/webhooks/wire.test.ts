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
    ['webhook', { webhook: null }],
    ['webhook', { webhook: 5 }],
    ['events', { webhook: hook, events: 'Message' }],
    ['events', { webhook: hook, events: null }],
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
    expect(await set({ webhook: hook, events })).toEqual({ webhook: hook, events })
    expect(await set({ webhook: 'https://b.test' })).toEqual({ webhook: 'https://b.test', events })
    expect(await at.store.dispatch(at.e.getWebhook.initiate(one)).unwrap()).toEqual({
      webhook: 'https://b.test',
      events,
    })
  })
})
