import { describe, expect, test } from 'vitest'
import type { VZapsMeta } from 'vzaps-rtk'
import { errorOf, settle, until } from '../support/async.ts'
import type { Setup, SetupOptions } from '../support/setup.ts'
import { one, setup as plainSetup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

const setup = (options: SetupOptions = {}) => plainSetup({ retry: {}, ...options })
const get = ({ store, e }: Setup) => store.dispatch(e.getInstance.initiate(one))
const fail = (at: Setup, times: number, answer: () => Response) =>
  at.wire.answer('POST /instances/get', answer, times)

/** Lets each pause come, notes it, and passes it. */
const pauses = async (at: Setup, running: Promise<unknown>): Promise<readonly number[]> => {
  const seen: number[] = []
  let over = false
  void running.finally(() => {
    over = true
  })
  for (;;) {
    await settle()
    if (over) return seen
    const [ms] = at.clock.waiting()
    if (ms === undefined) throw new Error('It neither ends nor waits')
    seen.push(ms)
    at.clock.advance(ms)
  }
}

describe('a read', () => {
  test.each([408, 429, 500, 502, 503, 504])('is tried three times on %i', async (status) => {
    const at = setup()
    fail(at, 9, () => json({}, status))
    const running = errorOf(get(at))
    await pauses(at, running)
    expect(await running).toMatchObject({ status })
    expect(at.wire.calls()).toHaveLength(3)
  })

  test.each([400, 401, 403, 404, 409, 418, 422, 501, 505, 302])(
    'is not repeated on %i',
    async (status) => {
      const at = setup()
      fail(at, 9, () => json({}, status))
      await errorOf(get(at))
      // A 401 goes once more with a new token; that is no retry.
      expect(at.wire.calls()).toHaveLength(status === 401 ? 2 : 1)
    },
  )

  test('is tried again without a network', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    at.gateway.faults.set({ offline: true })
    const running = get(at).unwrap()
    await until(() => at.clock.waiting()[0] === 250)
    at.gateway.faults.set({ offline: false })
    await pauses(at, running)
    expect(await running).toMatchObject({ name: 'Support' })
    expect(at.wire.calls()).toHaveLength(2)
  })

  test('is tried again after a timeout', async () => {
    const at = setup({ timeoutMs: 2_000 })
    const held = at.wire.hold('POST /instances/get')
    const running = get(at).unwrap()
    await held.arrived
    at.clock.advance(2_000)
    await pauses(at, running)
    expect(await running).toMatchObject({ name: 'Support' })
  })

  test('is not repeated when its answer does not fit', async () => {
    const at = setup()
    fail(at, 9, () => new Response('<html>'))
    expect(await errorOf(get(at))).toMatchObject({ kind: 'parse' })
    expect(at.wire.calls()).toHaveLength(1)
  })

  test('gives the answer of a later try', async () => {
    const at = setup()
    fail(at, 2, () => json({}, 503))
    const running = get(at).unwrap()
    await pauses(at, running)
    expect(await running).toMatchObject({ name: 'Support' })
    expect(at.wire.calls()).toHaveLength(3)
    const { meta } = at.actions.at(-1) as unknown as { meta: { baseQueryMeta: VZapsMeta } }
    expect(meta.baseQueryMeta.status).toBe(200)
    // Of the try that was answered: after the first, and before whatever starts later.
    expect(meta.baseQueryMeta.sentSeq).toBeGreaterThan(1)
    expect(meta.baseQueryMeta.sentSeq).toBeLessThan(2)
  })

  test.each<[number, readonly number[]]>([
    [0, [0, 0]],
    [0.5, [250, 500]],
    [0.999, [499.5, 999]],
  ])('waits a random share of twice as long each time: %f', async (random, waits) => {
    const at = setup({ platform: { random: () => random } })
    fail(at, 9, () => json({}, 500))
    expect(await pauses(at, errorOf(get(at)))).toEqual(waits)
  })

  test('waits no longer than the cap, and as often as it is told', async () => {
    const at = setup({
      retry: { maxTries: 6, baseMs: 1_000, capMs: 3_000 },
      platform: { random: () => 1 },
    })
    fail(at, 9, () => json({}, 500))
    expect(await pauses(at, errorOf(get(at)))).toEqual([1_000, 2_000, 3_000, 3_000, 3_000])
  })

  test('is tried once with retry: false, and with maxTries: 1', async () => {
    for (const retry of [false, { maxTries: 1 }] as const) {
      const at = setup({ retry })
      fail(at, 9, () => json({}, 500))
      await errorOf(get(at))
      expect(at.wire.calls()).toHaveLength(1)
    }
  })

  test.each([429, 503])('waits at least as long as Retry-After of a %i says', async (status) => {
    const at = setup()
    fail(at, 2, () => json({}, status, { 'Retry-After': '30' }))
    const running = get(at).unwrap()
    expect(await pauses(at, running)).toEqual([30_250, 30_500])
    await running
  })

  test('waits until the date that Retry-After names', async () => {
    const at = setup({ platform: { random: () => 0 } })
    fail(at, 1, () =>
      json({}, 429, { 'Retry-After': new Date(at.clock.now() + 7_000).toUTCString() }),
    )
    expect(await pauses(at, get(at).unwrap())).toEqual([7_000])
  })

  test('ends with the error when Retry-After is longer than 30 s', async () => {
    const at = setup()
    fail(at, 9, () => json({}, 429, { 'Retry-After': '31' }))
    expect(await errorOf(get(at))).toMatchObject({ kind: 'rate-limit', retryAfterMs: 31_000 })
    expect(at.wire.calls()).toHaveLength(1)
  })

  test('ends when it is aborted during a pause, and is not sent again', async () => {
    const at = setup()
    fail(at, 9, () => json({}, 500))
    const running = get(at)
    await until(() => at.clock.waiting()[0] === 250)
    running.abort()
    expect(await errorOf(running)).toMatchObject({ kind: 'aborted', outcome: 'unknown' })
    await settle()
    expect(at.clock.waiting()).toEqual([])
    expect(at.wire.calls()).toHaveLength(1)
  })

  test('uses a fresh token for each try', async () => {
    const at = setup()
    fail(at, 1, () => json({}, 429, { 'Retry-After': '20' }))
    at.gateway.faults.set({ tokenLifetimeMs: 65_000 })
    await pauses(at, get(at).unwrap())
    const [first, second] = at.wire.calls().map(({ headers }) => headers.authorization)
    expect(first).not.toBe(second)
  })

  test('counts its tries as one request of the store', async () => {
    const at = setup()
    fail(at, 2, () => json({}, 503))
    await pauses(at, get(at).unwrap())
    expect(at.actions.filter(({ type }) => String(type).includes('executeQuery'))).toHaveLength(2)
  })
})

describe('never repeated is', () => {
  const failures: readonly [string, () => Response][] = [
    ['500', () => json({}, 500)],
    ['503 with Retry-After', () => json({}, 503, { 'Retry-After': '0' })],
    ['429', () => json({}, 429, { 'Retry-After': '0' })],
    ['408', () => json({}, 408)],
    [
      'a lost connection',
      () => {
        throw new TypeError('Failed to fetch')
      },
    ],
  ]

  test.each(failures)('a mutation, on %s', async (_what, answer) => {
    const at = setup()
    at.wire.answer(/^(PUT|PATCH|POST|DELETE|GET) \/instances/, answer, 99)
    const run = at.store.dispatch
    const data = { name: 'Renamed' }
    const calls = [
      run(at.e.createInstance.initiate({ name: 'New one' })),
      run(at.e.updateInstance.initiate({ instanceId: one, data })),
      run(at.e.restartInstance.initiate(one)),
      run(at.e.subscribeInstance.initiate({ instanceId: one })),
      run(at.e.resumeSubscription.initiate(one)),
      run(at.e.cancelInstance.initiate(one)),
      run(at.e.disconnectSession.initiate(one)),
      run(at.e.getPairCode.initiate({ instanceId: one, phone: '5511' })),
      run(at.e.setWebhook.initiate({ instanceId: one, webhook: '' })),
      run(at.e.deleteInstance.initiate(one)),
    ]
    for (const call of calls) await errorOf(call)
    expect(at.wire.calls()).toHaveLength(calls.length)
    expect(at.clock.waiting()).toEqual([])
  })

  test.each(failures)('the QR code, on %s', async (_what, answer) => {
    const at = setup()
    at.wire.answer(/qr$/, answer, 9)
    await errorOf(at.store.dispatch(at.e.getSessionQr.initiate(one)))
    expect(at.wire.calls()).toHaveLength(1)
  })
})
