import { describe, expect, test } from 'vitest'
import { errorOf, thrownBy } from '../support/async.ts'
import type { Setup } from '../support/setup.ts'
import { one, setup, two } from '../support/setup.ts'
import { enveloped, json } from '../support/wire.ts'

const header = 'x-instance-token'
const tokenOf = ({ gateway }: Setup, id: string) => gateway.instances.get(id)?.token ?? ''
const status = ({ store, e }: Setup, id = one) =>
  store.dispatch(e.getSessionStatus.initiate(id, { forceRefetch: true }))

describe('vzaps.tokens', () => {
  test('gives, takes and forgets tokens, and tells of changes', () => {
    const at = setup()
    const changed: string[] = []
    at.vzaps.tokens.changes$.subscribe((id) => changed.push(id))
    expect(at.vzaps.tokens.get(one)).toBeUndefined()
    at.vzaps.tokens.set(one, 'inst_first')
    at.vzaps.tokens.set(one, 'inst_first')
    at.vzaps.tokens.set(two, 'inst_other')
    expect(at.vzaps.tokens.get(one)).toBe('inst_first')
    at.vzaps.tokens.forget(one)
    at.vzaps.tokens.forget(one)
    expect(at.vzaps.tokens.get(one)).toBeUndefined()
    expect(at.vzaps.tokens.get(two)).toBe('inst_other')
    expect(changed).toEqual([one, two, one])
  })

  test.each<unknown>(['', ' ', 'a\nb', 'naïve', 5, null, undefined])(
    'refuses the token %j',
    (token) => {
      const at = setup()
      const set = () => at.vzaps.tokens.set(one, token as string)
      expect(thrownBy(set)).toMatchObject({ kind: 'validation', field: 'token' })
      expect(at.vzaps.tokens.get(one)).toBeUndefined()
    },
  )

  test.each(['', ' ', '.', '..', 'tmp:1'])('refuses the id %j', (id) => {
    const at = setup()
    expect(thrownBy(() => at.vzaps.tokens.set(id, 'inst_x'))).toMatchObject({ field: 'instanceId' })
  })

  test('learns from lists, details, creates and updates', async () => {
    const at = setup()
    const run = at.store.dispatch
    await run(at.e.getInstance.initiate(one)).unwrap()
    expect(at.vzaps.tokens.get(one)).toBe(tokenOf(at, one))
    expect(at.vzaps.tokens.get(two)).toBeUndefined()
    await run(at.e.listInstances.initiate()).unwrap()
    expect(at.vzaps.tokens.get(two)).toBe(tokenOf(at, two))
    at.vzaps.tokens.forget(one)
    await run(
      at.e.updateInstance.initiate({ instanceId: one, data: { rejectCalls: true } }),
    ).unwrap()
    expect(at.vzaps.tokens.get(one)).toBe(tokenOf(at, one))
  })

  test('follow a rotation by the server', async () => {
    const at = setup()
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    at.gateway.instances.patch(one, { token: 'inst_rotated' })
    await at.store.dispatch(at.e.getInstance.initiate(one, { forceRefetch: true })).unwrap()
    expect(at.vzaps.tokens.get(one)).toBe('inst_rotated')
  })

  test('set by hand are not replaced by learned ones', async () => {
    const at = setup()
    at.vzaps.tokens.set(one, 'inst_by_hand')
    await at.store.dispatch(at.e.listInstances.initiate()).unwrap()
    expect(at.vzaps.tokens.get(one)).toBe('inst_by_hand')
    at.vzaps.tokens.forget(one)
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    expect(at.vzaps.tokens.get(one)).toBe(tokenOf(at, one))
  })

  test('that no header can carry are not learned', async () => {
    const at = setup()
    at.wire.answer('POST /instances/get', json({ id: one, token: 'inst\r\nX-Evil: 1' }))
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    expect(at.vzaps.tokens.get(one)).toBeUndefined()
  })
})

describe('an instance token that is refused', () => {
  test('with 403 is forgotten, and the read goes once more without it', async () => {
    const at = setup()
    at.vzaps.tokens.set(one, 'inst_wrong')
    expect(await status(at).unwrap()).toMatchObject({ connected: true })
    expect(at.wire.calls().map(({ headers }) => headers[header])).toEqual(['inst_wrong', undefined])
    expect(at.vzaps.tokens.get(one)).toBeUndefined()
  })

  test('with 401 after the refresh is forgotten, and the read goes once more without it', async () => {
    const at = setup()
    at.vzaps.tokens.set(one, 'inst_wrong')
    const path = `GET /instances/${one}/session/status`
    at.wire.answer(path, () => json({}, 401), 2)
    at.wire.answer(path, enveloped({ connected: true }))
    await status(at).unwrap()
    expect(at.wire.calls().map(({ headers }) => headers[header])).toEqual([
      'inst_wrong',
      'inst_wrong',
      undefined,
    ])
    expect(at.wire.tokens()).toHaveLength(2)
  })

  test('is forgotten by a mutation, which is not repeated', async () => {
    const at = setup()
    at.vzaps.tokens.set(one, 'inst_wrong')
    const error = await errorOf(at.store.dispatch(at.e.restartInstance.initiate(one)))
    expect(error).toMatchObject({ kind: 'auth', reason: 'forbidden', outcome: 'rejected' })
    expect(at.wire.calls()).toHaveLength(1)
    expect(at.vzaps.tokens.get(one)).toBeUndefined()
    await at.store.dispatch(at.e.restartInstance.initiate(one)).unwrap()
  })

  test('is not forgotten when a newer one came meanwhile', async () => {
    const at = setup()
    at.vzaps.tokens.set(one, 'inst_wrong')
    const held = at.wire.hold(/restart/)
    const running = errorOf(at.store.dispatch(at.e.restartInstance.initiate(one)))
    await held.arrived
    at.vzaps.tokens.set(one, 'inst_newer')
    held.release()
    await running
    expect(at.vzaps.tokens.get(one)).toBe('inst_newer')
  })

  test('is the end when the read without it is refused too', async () => {
    const at = setup({ retry: { baseMs: 0 } })
    at.vzaps.tokens.set(one, 'inst_wrong')
    at.wire.answer(/status/, () => json({}, 403), 9)
    expect(await errorOf(status(at))).toMatchObject({ kind: 'auth', reason: 'forbidden' })
    expect(at.wire.calls()).toHaveLength(2)
  })

  test('does not matter to another status', async () => {
    const at = setup()
    at.vzaps.tokens.set(one, 'inst_by_hand')
    at.wire.answer(/status/, json({}, 404))
    expect(await errorOf(status(at))).toMatchObject({ kind: 'http', status: 404 })
    expect(at.vzaps.tokens.get(one)).toBe('inst_by_hand')
  })
})

describe('a learned token that is refused', () => {
  const row = (token: string) => () => json({ id: one, name: 'Support', token })
  const read = async (at: Setup) => {
    await at.store.dispatch(at.e.getInstance.initiate(one, { forceRefetch: true })).unwrap()
    await status(at).unwrap()
  }
  const sentTokens = (at: Setup) =>
    at.wire
      .calls()
      .filter(({ path }) => path.endsWith('/status'))
      .map(({ headers }) => headers[header])

  test('is not sent again for the next row that shows it, only another one is', async () => {
    const at = setup()
    at.wire.answer(/get$/, row('inst_stale_0123'), 4)
    for (let times = 0; times < 4; times++) await read(at)
    expect(sentTokens(at)).toEqual(['inst_stale_0123', undefined, undefined, undefined, undefined])
    expect(at.vzaps.tokens.get(one)).toBeUndefined()
    const token = at.gateway.instances.get(one)?.token ?? ''
    at.wire.answer(/get$/, row(token))
    await read(at)
    expect(sentTokens(at).at(-1)).toBe(token)
  })

  test('is blacked out all the same, and may be set by hand', async () => {
    const at = setup()
    at.wire.answer(/get$/, row('inst_stale_0123'), 2)
    await read(at)
    await read(at)
    at.wire.answer(/status$/, json({ message: 'not inst_stale_0123' }, 400))
    expect((await errorOf(status(at))).message).toBe('not [REDACTED]')
    at.vzaps.tokens.set(one, 'inst_stale_0123')
    expect(at.vzaps.tokens.get(one)).toBe('inst_stale_0123')
  })

  test('that the app forgot is learned again', async () => {
    const at = setup()
    at.wire.answer(/get$/, row('inst_stale_0123'), 2)
    await at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
    at.vzaps.tokens.forget(one)
    await at.store.dispatch(at.e.getInstance.initiate(one, { forceRefetch: true })).unwrap()
    expect(at.vzaps.tokens.get(one)).toBe('inst_stale_0123')
  })
})
