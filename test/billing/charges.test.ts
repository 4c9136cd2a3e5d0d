import { beforeEach, describe, expect, test } from 'vitest'
import { errorOf, settle, until } from '../support/async.ts'
import { allowConsole } from '../support/console.ts'
import type { Setup } from '../support/setup.ts'
import { one, setup, two } from '../support/setup.ts'
import { json } from '../support/wire.ts'

// A call that is refused for its argument has nothing to show, and says so.
beforeEach(() => allowConsole('warn', /is not shown optimistically/))

const subscribe = ({ store, e }: Setup, instanceId = one) =>
  store.dispatch(e.subscribeInstance.initiate({ instanceId }))
const read = ({ store, e }: Setup, id = one) =>
  store.dispatch(e.getInstance.initiate(id, { subscribe: false, forceRefetch: true }))
const readList = ({ store, e }: Setup) =>
  store.dispatch(e.listInstances.initiate(undefined, { subscribe: false, forceRefetch: true }))
const charged = ({ wire }: Setup) =>
  wire.lines().filter((line) => line.endsWith('/subscribe')).length

/** The charge is made, and its answer is lost. */
const lose = async (at: Setup) => {
  at.gateway.faults.failNext({ kind: 'dropAnswer' }, { path: /subscribe$/ })
  expect(await errorOf(subscribe(at))).toMatchObject({ kind: 'network', outcome: 'unknown' })
}

const refused = { kind: 'validation', code: 'outcome-unknown', outcome: 'not-sent' }

describe('subscribeInstance, while the outcome of an earlier one is unknown', () => {
  test('is refused, says what to do, and sends nothing', async () => {
    const at = setup()
    await lose(at)
    const error = await errorOf(subscribe(at))
    expect(error).toMatchObject(refused)
    expect(error.message).toContain('getInstance')
    expect(await errorOf(subscribe(at))).toMatchObject(refused)
    expect(charged(at)).toBe(1)
  })

  test.each<[string, (at: Setup) => void]>([
    [
      'the connection broke',
      ({ wire }) => wire.answer(/subscribe$/, () => Promise.reject(Error())),
    ],
    ['the server failed', ({ wire }) => wire.answer(/subscribe$/, json({ message: 'No' }, 502))],
    ['the answer cannot be read', ({ wire }) => wire.answer(/subscribe$/, new Response('<html>'))],
    ['the answer is empty', ({ wire }) => wire.answer(/subscribe$/, new Response(''))],
  ])('because %s', async (_what, fail) => {
    const at = setup()
    fail(at)
    expect(await errorOf(subscribe(at))).toMatchObject({ outcome: 'unknown' })
    expect(await errorOf(subscribe(at))).toMatchObject(refused)
  })

  test('because no answer came in time', async () => {
    const at = setup({ timeoutMs: 1_000 })
    const held = at.wire.hold(/subscribe$/)
    const call = errorOf(subscribe(at))
    await held.arrived
    at.clock.advance(1_000)
    expect(await call).toMatchObject({ kind: 'timeout', outcome: 'unknown' })
    expect(await errorOf(subscribe(at))).toMatchObject(refused)
  })

  test('because its caller aborted it after it was sent', async () => {
    const at = setup()
    const held = at.wire.hold(/subscribe$/, { deaf: true })
    const call = subscribe(at)
    await held.arrived
    call.abort()
    expect(await errorOf(call)).toMatchObject({ kind: 'aborted', outcome: 'unknown' })
    expect(await errorOf(subscribe(at))).toMatchObject(refused)
    held.release()
    await settle()
    expect(await errorOf(subscribe(at))).toMatchObject(refused)
    await read(at)
    await subscribe(at).unwrap()
  })

  test('also when the state was reset, and when the account signed out and in again', async () => {
    const at = setup()
    await lose(at)
    at.store.dispatch(at.vzaps.util.resetApiState())
    expect(await errorOf(subscribe(at))).toMatchObject(refused)
    at.vzaps.auth.signOut()
    await at.vzaps.auth.signIn({ ...at.gateway.credentials, dangerouslyAllowBrowser: true })
    expect(await errorOf(subscribe(at))).toMatchObject(refused)
  })

  test('also when the account signed out under it', async () => {
    const at = setup()
    const held = at.wire.hold(/subscribe$/, { deaf: true })
    const call = errorOf(subscribe(at))
    await held.arrived
    at.vzaps.auth.signOut()
    held.release()
    expect(await call).toMatchObject({ outcome: 'unknown' })
    await at.vzaps.auth.signIn({ ...at.gateway.credentials, dangerouslyAllowBrowser: true })
    expect(await errorOf(subscribe(at))).toMatchObject(refused)
  })

  test('leaves other instances and other mutations alone', async () => {
    const at = setup()
    await lose(at)
    await subscribe(at, two).unwrap()
    const update = at.e.updateInstance.initiate({ instanceId: one, data: { name: 'New' } })
    await at.store.dispatch(update).unwrap()
    expect(charged(at)).toBe(2)
  })

  test('is refused in its own store only', async () => {
    const [at, other] = [setup(), setup()]
    await lose(at)
    await subscribe(other).unwrap()
  })
})

describe('a read that began later tells', () => {
  test.each<[string, (at: Setup) => Promise<unknown>]>([
    ['of the instance', (at) => read(at)],
    ['of a list that shows it', (at) => readList(at)],
    [
      'of a list without end that shows it',
      ({ store, e }) =>
        Promise.resolve(
          store.dispatch(
            e.listInstancePages.initiate(undefined, { subscribe: false, forceRefetch: true }),
          ),
        ),
    ],
    ['that follows by itself, where the instance is shown', () => settle()],
  ])('%s', async (what, tell) => {
    const at = setup()
    if (what.includes('itself')) await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    await lose(at)
    await tell(at)
    // The charge was made: it is the server that says so now.
    expect(await errorOf(subscribe(at))).toMatchObject({ kind: 'http', status: 409 })
    expect(charged(at)).toBe(2)
  })

  test('also that there is no such instance', async () => {
    const at = setup()
    await lose(at)
    at.gateway.instances.remove(one)
    expect((await read(at)).error).toMatchObject({ status: 404 })
    expect(await errorOf(subscribe(at))).toMatchObject({ kind: 'http', status: 404 })
  })

  test.each<[string, (at: Setup) => Promise<unknown>]>([
    ['of another instance', (at) => read(at, two)],
    [
      'of a list that does not show it',
      async (at) => {
        at.wire.answer('POST /instances/list', json({ page: 1, size: 20, total: 0, content: [] }))
        await readList(at)
      },
    ],
    [
      'that failed',
      async (at) => {
        at.wire.answer('POST /instances/get', json({ message: 'No' }, 500))
        await read(at)
      },
    ],
    [
      'that was refused',
      async (at) => {
        at.wire.answer('POST /instances/get', json({ message: 'No' }, 403))
        await read(at)
      },
    ],
    [
      'that the app made up itself',
      async ({ store, vzaps }) => {
        const row = { id: one, name: 'Support' }
        await store.dispatch(vzaps.util.upsertQueryData('getInstance', one, row) as never)
      },
    ],
    [
      'of its session',
      (at) => at.store.dispatch(at.e.getSessionStatus.initiate(one, { subscribe: false })),
    ],
  ])('one %s does not', async (_what, tell) => {
    const at = setup()
    await lose(at)
    await tell(at)
    expect(await errorOf(subscribe(at))).toMatchObject(refused)
  })

  test('one that was under way does not: it may have been answered before', async () => {
    const at = setup()
    const reading = at.wire.hold('POST /instances/get')
    const call = read(at)
    await reading.arrived
    await lose(at)
    reading.release()
    await call
    expect(await errorOf(subscribe(at))).toMatchObject(refused)
  })
})

describe('subscribeInstance, once it is known how an earlier one ended', () => {
  test.each([402, 404, 409, 422, 429])('is sent after a %d', async (status) => {
    const at = setup()
    at.gateway.faults.failNext({ kind: 'status', status }, { path: /subscribe$/ })
    expect(await errorOf(subscribe(at))).toMatchObject({ outcome: 'rejected' })
    await subscribe(at).unwrap()
    expect(charged(at)).toBe(2)
  })

  test('is sent after one that never left', async () => {
    const at = setup({ auth: null })
    expect(await errorOf(subscribe(at))).toMatchObject({ reason: 'signed-out' })
    await at.vzaps.auth.signIn({ ...at.gateway.credentials, dangerouslyAllowBrowser: true })
    const waiting = at.wire.hold(/^PATCH/)
    const update = at.e.updateInstance.initiate({ instanceId: one, data: { name: 'New' } })
    void at.store.dispatch(update)
    await waiting.arrived
    const queued = subscribe(at)
    queued.abort()
    expect(await errorOf(queued)).toMatchObject({ kind: 'aborted', outcome: 'not-sent' })
    waiting.release()
    await settle()
    await subscribe(at).unwrap()
  })

  test('is refused while one is in flight, from the first call to the last action', async () => {
    const at = setup()
    const codes: unknown[] = []
    at.vzaps.activity$.subscribe((activity) => {
      if (activity.type !== 'settle' || activity.endpoint !== 'subscribeInstance') return
      void errorOf(subscribe(at)).then(({ code }) => codes.push(code))
    })
    at.gateway.faults.failNext({ kind: 'dropAnswer' }, { path: /subscribe$/ })
    const call = errorOf(subscribe(at))
    expect(await errorOf(subscribe(at))).toMatchObject({ code: 'in-flight' })
    expect(await call).toMatchObject({ outcome: 'unknown' })
    await until(() => codes.length > 0, 'a call at the very end')
    expect(codes).toEqual(['in-flight'])
    expect(charged(at)).toBe(1)
  })

  test.each([undefined, null, 5, {}, { instanceId: '' }, { instanceId: null }])(
    'refuses %j as before',
    async (arg) => {
      const at = setup()
      for (let i = 0; i < 2; i++) {
        const call = at.store.dispatch(at.e.subscribeInstance.initiate(arg as never))
        expect(await errorOf(call)).toMatchObject({ kind: 'validation', outcome: 'not-sent' })
        expect((await call).error).not.toHaveProperty('code')
      }
      expect(at.wire.sent).toEqual([])
    },
  )
})
