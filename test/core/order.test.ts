import { describe, expect, test } from 'vitest'
import { errorOf, settle } from '../support/async.ts'
import type { ById } from '../support/calls.ts'
import { byId } from '../support/calls.ts'
import type { Setup } from '../support/setup.ts'
import { mountStore, one, setup, two } from '../support/setup.ts'
import { json } from '../support/wire.ts'

const rename = ({ store, e }: Setup, name: string, instanceId = one) =>
  store.dispatch(e.updateInstance.initiate({ instanceId, data: { name } }))

const names = ({ wire }: Setup) => wire.calls().map(({ body }) => (body as { name: string }).name)

describe('mutations on one instance', () => {
  test('leave one after the other, in call order', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    const first = at.wire.hold(/^PATCH/)
    const second = at.wire.hold(/^PATCH/)
    const running = ['First', 'Second', 'Third'].map((name) => rename(at, name).unwrap())
    await first.arrived
    await settle()
    expect(names(at)).toEqual(['First'])
    first.release()
    await second.arrived
    await settle()
    expect(names(at)).toEqual(['First', 'Second'])
    second.release()
    await Promise.all(running)
    expect(names(at)).toEqual(['First', 'Second', 'Third'])
    expect(at.gateway.instances.get(one)?.name).toBe('Third')
  })

  test('keep their order across endpoints', async () => {
    const at = setup()
    const calls = [
      byId.restartInstance as ById,
      byId.updateInstance as ById,
      byId.disconnectSession as ById,
      byId.getPairCode as ById,
      byId.request as ById,
    ].map((call) => call(at, one))
    await Promise.all(calls.map((call) => call.unwrap()))
    expect(at.wire.lines()).toEqual([
      `POST /instances/${one}/restart`,
      `PATCH /instances/${one}`,
      `POST /instances/${one}/session/disconnect`,
      `GET /instances/${one}/session/paircode/5511999999999`,
      'GET /plans/list',
    ])
  })

  test('go on after one that fails', async () => {
    const at = setup()
    at.wire.answer(/^PATCH/, json({}, 500))
    const failing = errorOf(rename(at, 'First'))
    const next = rename(at, 'Second').unwrap()
    expect(await failing).toMatchObject({ status: 500 })
    expect(await next).toMatchObject({ name: 'Second' })
  })

  test('go on after one that is aborted in flight', async () => {
    const at = setup()
    const held = at.wire.hold(/^PATCH/, { deaf: true })
    const failing = rename(at, 'First')
    const next = rename(at, 'Second').unwrap()
    await held.arrived
    failing.abort()
    expect(await errorOf(failing)).toMatchObject({ kind: 'aborted', outcome: 'unknown' })
    expect(await next).toMatchObject({ name: 'Second' })
  })

  test('skip one that is aborted while it waits, and keep their order', async () => {
    const at = setup()
    const held = at.wire.hold(/^PATCH/)
    const first = rename(at, 'First').unwrap()
    const second = rename(at, 'Second')
    const third = rename(at, 'Third').unwrap()
    await held.arrived
    second.abort()
    expect(await errorOf(second)).toMatchObject({ kind: 'aborted', outcome: 'not-sent' })
    await settle()
    expect(names(at)).toEqual(['First'])
    held.release()
    await Promise.all([first, third])
    expect(names(at)).toEqual(['First', 'Third'])
  })

  test('run beside those on another instance', async () => {
    const at = setup()
    const held = at.wire.hold(`PATCH /instances/${one}`)
    const first = rename(at, 'First').unwrap()
    await held.arrived
    expect(await rename(at, 'Other', two).unwrap()).toMatchObject({ name: 'Other' })
    held.release()
    await first
  })

  test('do not hold reads up', async () => {
    const at = setup()
    const held = at.wire.hold(`PATCH /instances/${one}`)
    const first = rename(at, 'First').unwrap()
    await held.arrived
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    held.release()
    await first
  })

  test('do not spend their timeout in the queue', async () => {
    const at = setup({ timeoutMs: 5_000 })
    const slow = at.wire.hold(/^PATCH/)
    const slowToo = at.wire.hold(/^PATCH/)
    const first = rename(at, 'First').unwrap()
    const next = rename(at, 'Second').unwrap()
    await slow.arrived
    at.clock.advance(4_000)
    slow.release()
    await first
    await slowToo.arrived
    at.clock.advance(4_000)
    slowToo.release()
    expect(await next).toMatchObject({ name: 'Second' })
  })

  test('of two stores do not wait for each other', async () => {
    const at = setup()
    const other = mountStore([at.vzaps])
    const held = at.wire.hold(/^PATCH/)
    const first = rename(at, 'First').unwrap()
    await held.arrived
    await other.store
      .dispatch(at.e.updateInstance.initiate({ instanceId: one, data: { name: 'Second' } }))
      .unwrap()
    held.release()
    await first
  })
})

describe('a call that must not be made twice', () => {
  const calls: readonly [string, RegExp, (at: Setup) => ReturnType<ById>][] = [
    ['subscribe', /subscribe$/, (at) => (byId.subscribeInstance as ById)(at, one)],
    ['resume', /resume-subscription$/, (at) => (byId.resumeSubscription as ById)(at, one)],
    ['cancel', /cancel$/, (at) => (byId.cancelInstance as ById)(at, one)],
    ['restart', /restart$/, (at) => (byId.restartInstance as ById)(at, one)],
    [
      'create',
      /create$/,
      ({ store, e }) => store.dispatch(e.createInstance.initiate({ name: 'New one' })),
    ],
  ]

  test.each(calls)('%s: is refused while one is in flight', async (_name, path, call) => {
    const at = setup()
    const held = at.wire.hold(path)
    const first = call(at)
    const ended = first.unwrap().catch(() => {})
    await held.arrived
    expect(await errorOf(call(at))).toMatchObject({
      kind: 'validation',
      code: 'in-flight',
      outcome: 'not-sent',
    })
    held.release()
    await ended
    expect(at.wire.calls()).toHaveLength(1)
  })

  test.each(calls)(
    '%s: may be made again once it ended, well or not',
    async (_name, path, call) => {
      const at = setup()
      at.wire.answer(path, json({}, 500))
      await errorOf(call(at))
      // Where a subscription may have been paid for, a read has to tell first.
      await at.store.dispatch(at.e.getInstance.initiate(one, { subscribe: false })).unwrap()
      at.wire.answer(path, json({}, 422))
      expect(await errorOf(call(at))).toMatchObject({ status: 422 })
      await call(at)
        .unwrap()
        .catch(() => {})
      expect(at.wire.lines().filter((line) => path.test(line))).toHaveLength(3)
    },
  )

  test('is refused while one waits in the queue, and not when that one gave up', async () => {
    const at = setup()
    const held = at.wire.hold(/^PATCH/)
    const first = rename(at, 'First').unwrap()
    await held.arrived
    const queued = at.store.dispatch(at.e.restartInstance.initiate(one))
    expect(await errorOf(at.store.dispatch(at.e.restartInstance.initiate(one)))).toMatchObject({
      code: 'in-flight',
    })
    queued.abort()
    expect(await errorOf(queued)).toMatchObject({ outcome: 'not-sent' })
    await settle()
    const again = at.store.dispatch(at.e.restartInstance.initiate(one)).unwrap()
    held.release()
    await Promise.all([first, again])
    expect(at.wire.lines().filter((line) => line.endsWith('/restart'))).toHaveLength(1)
  })

  test('is another one for another instance, name, kind or store', async () => {
    const at = setup()
    const other = mountStore([at.vzaps])
    const held = at.wire.hold(/restart$/)
    const created = at.wire.hold(/create$/)
    const create = (name: string) =>
      at.store.dispatch(at.e.createInstance.initiate({ name })).unwrap()
    const running = [
      at.store.dispatch(at.e.restartInstance.initiate(one)).unwrap(),
      create('New one'),
    ]
    await Promise.all([held.arrived, created.arrived])
    await at.store.dispatch(at.e.restartInstance.initiate(two)).unwrap()
    await create('New two')
    await other.store.dispatch(at.e.restartInstance.initiate(one)).unwrap()
    held.release()
    created.release()
    await Promise.all(running)
  })

  test('create knows a name by its trimmed form', async () => {
    const at = setup()
    const held = at.wire.hold(/create$/)
    const first = at.store.dispatch(at.e.createInstance.initiate({ name: 'New one' })).unwrap()
    await held.arrived
    const second = at.store.dispatch(at.e.createInstance.initiate({ name: '  New one\n' }))
    expect(await errorOf(second)).toMatchObject({ code: 'in-flight' })
    held.release()
    await first
  })
})

describe('a deferred delete', () => {
  const remove = ({ store, e }: Setup, deferMs: number, instanceId = one) =>
    store.dispatch(e.deleteInstance.initiate({ instanceId, deferMs }))

  test('is not sent before its time', async () => {
    const at = setup()
    const running = remove(at, 5_000)
    await settle()
    at.clock.advance(4_999)
    await settle()
    expect(at.wire.sent).toEqual([])
    at.clock.advance(1)
    expect(await running.unwrap()).toBeNull()
    expect(at.wire.lines()).toEqual([`DELETE /instances/${one}`])
  })

  test('is never sent when it is aborted before', async () => {
    const at = setup()
    const running = remove(at, 5_000)
    await settle()
    running.abort()
    expect(await errorOf(running)).toMatchObject({ kind: 'aborted', outcome: 'not-sent' })
    at.clock.advance(9_000)
    await settle()
    expect(at.wire.sent).toEqual([])
    expect(at.clock.waiting()).toEqual([])
  })

  test('is ended by resetApiState', async () => {
    const at = setup()
    const running = errorOf(remove(at, 5_000))
    await settle()
    at.store.dispatch(at.vzaps.util.resetApiState())
    expect(await running).toMatchObject({ kind: 'aborted', outcome: 'not-sent' })
    at.clock.advance(9_000)
    await settle()
    expect(at.wire.sent).toEqual([])
  })

  test('is ended by the dispose of its store’s connection, not of another’s', async () => {
    const at = setup()
    const other = mountStore([at.vzaps])
    const mine = errorOf(remove(at, 5_000))
    const theirs = other.store.dispatch(
      at.e.deleteInstance.initiate({ instanceId: two, deferMs: 5_000 }),
    )
    await settle()
    at.vzaps.connect(at.store).dispose()
    expect(await mine).toMatchObject({ kind: 'aborted', outcome: 'not-sent' })
    at.clock.advance(5_000)
    expect(await theirs.unwrap()).toBeNull()
  })

  test('does not hold the instance’s queue while it waits', async () => {
    const at = setup()
    const running = remove(at, 5_000).unwrap()
    await rename(at, 'Renamed').unwrap()
    at.clock.advance(5_000)
    await running
    expect(at.wire.lines()).toEqual([`PATCH /instances/${one}`, `DELETE /instances/${one}`])
  })

  test('enters the queue when it falls due', async () => {
    const at = setup()
    const held = at.wire.hold(/^PATCH/)
    const running = remove(at, 5_000).unwrap()
    const renaming = rename(at, 'Renamed').unwrap()
    await held.arrived
    at.clock.advance(5_000)
    await settle()
    expect(at.wire.lines()).toEqual([`PATCH /instances/${one}`])
    held.release()
    await Promise.all([renaming, running])
  })

  test('of 0 ms leaves at once', async () => {
    const at = setup()
    expect(await remove(at, 0).unwrap()).toBeNull()
  })

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '5', true])(
    'refuses %j ms',
    async (deferMs) => {
      const at = setup()
      expect(await errorOf(remove(at, deferMs as number))).toMatchObject({
        kind: 'validation',
        field: 'deferMs',
      })
      expect(at.wire.sent).toEqual([])
    },
  )
})
