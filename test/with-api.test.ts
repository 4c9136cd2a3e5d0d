import { describe, expect, test } from 'vitest'
import type { VZapsCoreApi, VZapsStore } from 'vzaps-rtk'
import { withVZapsApi } from 'vzaps-rtk'
import { createMockGateway } from 'vzaps-rtk/mock'
import { errorOf } from './support/async.ts'
import { createWire } from './support/wire.ts'

const setup = () => {
  const gateway = createMockGateway({ instances: 3 })
  const wire = createWire(gateway.fetch)
  const { clientToken, clientSecret } = gateway.credentials
  const options = {
    auth: { clientToken, clientSecret, dangerouslyAllowBrowser: true },
    platform: { fetch: wire.fetch },
  }
  return { gateway, wire, options }
}

const count = (vzaps: VZapsCoreApi, store: VZapsStore) =>
  store
    .dispatch(vzaps.endpoints.listInstances.initiate())
    .unwrap()
    .then(({ total }) => total)

describe('an api for one request', () => {
  test('gives what was made with it', async () => {
    expect(await withVZapsApi(setup().options, count)).toBe(3)
    expect(await withVZapsApi({}, () => 'at once')).toBe('at once')
  })

  test('gives its state on, to a page say', async () => {
    const snapshot = await withVZapsApi(setup().options, async (vzaps, store) => {
      await count(vzaps, store)
      return vzaps.util.snapshot(store.getState())
    })
    expect(JSON.stringify(snapshot)).toContain('"total":3')
  })

  test.each([
    ['it succeeded', async () => 'done'],
    ['it failed', () => Promise.reject(new Error('no'))],
    [
      'it threw',
      () => {
        throw new Error('no')
      },
    ],
  ])('is disposed of when %s', async (_how, run: () => unknown) => {
    const { options, wire } = setup()
    let kept: { vzaps: VZapsCoreApi; store: VZapsStore } | undefined
    await withVZapsApi(options, async (vzaps, store) => {
      kept = { vzaps, store }
      await count(vzaps, store)
      return run()
    }).catch(() => {})
    const sent = wire.sent.length
    if (!kept) throw new Error('It did not run')
    const { vzaps, store } = kept
    const call = store.dispatch(vzaps.endpoints.getInstance.initiate('VZ1'))
    expect(await errorOf(call)).toMatchObject({ kind: 'config', outcome: 'not-sent' })
    expect(wire.sent).toHaveLength(sent)
  })

  test('aborts what is still under way', async () => {
    const { options, wire } = setup()
    const held = wire.hold(/list$/)
    await withVZapsApi(options, async (vzaps, store) => {
      void count(vzaps, store).catch(() => {})
      await held.arrived
    })
    expect((await held.arrived).request.signal.aborted).toBe(true)
  })

  test('knows nothing of the one beside it', async () => {
    const [one, other] = [setup(), setup()]
    other.gateway.instances.remove(other.gateway.instances.list()[0]?.id ?? '')
    const run = ({ options }: typeof one) => withVZapsApi(options, count)
    expect(await Promise.all([run(one), run(other)])).toEqual([3, 2])
  })

  test('of bad options says which', async () => {
    const error = await errorOf(withVZapsApi({ baseUrl: 'http://example.com' }, () => {}))
    expect(error).toMatchObject({ kind: 'config', field: 'baseUrl' })
  })
})
