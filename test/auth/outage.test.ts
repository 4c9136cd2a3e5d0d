import { describe, expect, test } from 'vitest'
import type { AuthState } from 'vzaps-rtk'
import { errorOf, settle, until } from '../support/async.ts'
import { one, setup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

/** A provider that throws for a while. */
const flaky = (failures: number) => {
  const asked = { times: 0 }
  const getToken = () => {
    asked.times += 1
    if (asked.times <= failures) throw new Error('backend is down')
    return { accessToken: `jwt-number-${asked.times}`, expiresIn: 600 }
  }
  return { asked, getToken }
}

describe('a getToken that throws', () => {
  test('is asked again as a read is that lost the connection: reads, mutations and sign-in wait for it', async () => {
    for (const call of ['read', 'mutation', 'signIn'] as const) {
      const { asked, getToken } = flaky(2)
      const at = setup({ auth: call === 'signIn' ? null : { getToken }, retry: { baseMs: 100 } })
      const states: AuthState['status'][] = []
      at.vzaps.auth.state$.subscribe(({ status }) => states.push(status))
      at.wire.answer(/VZONE|get$/, json({ id: one }))
      const running =
        call === 'signIn'
          ? at.vzaps.auth.signIn({ getToken })
          : call === 'read'
            ? at.store.dispatch(at.e.getInstance.initiate(one)).unwrap()
            : at.store.dispatch(at.e.restartInstance.initiate(one)).unwrap()
      await until(() => at.clock.waiting().length > 0 && asked.times === 1)
      expect(at.clock.waiting()).toEqual([50])
      at.clock.advance(50)
      await until(() => at.clock.waiting().length > 0 && asked.times === 2)
      expect(at.clock.waiting()).toEqual([100])
      at.clock.advance(100)
      await running
      expect(asked.times).toBe(3)
      expect(states).not.toContain('failed')
    }
  })

  test('is asked maxTries times, then all that wait have its error, and the state is failed', async () => {
    const { asked, getToken } = flaky(3)
    const at = setup({ auth: { getToken }, retry: { baseMs: 0 } })
    const running = [one, 'VZTWO'].map((id) =>
      errorOf(at.store.dispatch(at.e.getInstance.initiate(id))),
    )
    for (let times = 0; times < 3; times++) {
      await settle()
      at.clock.advance(0)
    }
    for (const error of await Promise.all(running)) {
      expect(error).toMatchObject({ kind: 'auth', reason: 'provider', outcome: 'not-sent' })
    }
    expect(asked.times).toBe(3)
    expect(at.vzaps.auth.getState()).toMatchObject({ status: 'failed' })
  })

  test('ends with the sign-out while it waits', async () => {
    const { asked, getToken } = flaky(9)
    const at = setup({ auth: { getToken }, retry: {} })
    const running = errorOf(at.vzaps.request('GET', '/plans/list'))
    await until(() => at.clock.waiting().length > 0 && asked.times === 1)
    at.vzaps.auth.signOut()
    expect(await running).toMatchObject({ kind: 'aborted', outcome: 'not-sent' })
    await settle()
    expect(at.clock.waiting()).toEqual([])
    expect(asked.times).toBe(1)
  })

  test.each([null, {}, { token: 'x' }])('is not one that gives no token: %j', async (answer) => {
    let times = 0
    const getToken = () => {
      times += 1
      return answer as never
    }
    const at = setup({ auth: { getToken }, retry: { baseMs: 0 } })
    const error = await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    expect(error).toMatchObject({ kind: 'auth', reason: 'provider' })
    if (answer) expect(error.message).toContain('accessToken')
    expect(times).toBe(1)
    expect(at.clock.waiting()).toEqual([])
  })
})

describe('a failed sign-in state', () => {
  const failed = async (failures: number) => {
    const { asked, getToken } = flaky(failures)
    const at = setup({ auth: { getToken } })
    await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    expect(at.vzaps.auth.getState()).toMatchObject({ status: 'failed' })
    return { at, asked }
  }

  test('returns to signed in by itself when the outage is over', async () => {
    const { at, asked } = await failed(4)
    for (const [tries, ms] of [1_000, 2_000, 4_000, 8_000].entries()) {
      await until(() => at.clock.waiting().length > 0, 'the timer')
      expect(at.clock.waiting()).toEqual([ms])
      expect(at.vzaps.auth.getState()).toMatchObject({ status: 'failed' })
      at.clock.advance(ms)
      await until(() => asked.times === tries + 2)
      await settle()
    }
    expect(at.vzaps.auth.getState()).toMatchObject({ status: 'signed-in' })
    expect(at.clock.waiting()).toEqual([])
  })

  test('asks once a minute at the most, and once at a time', async () => {
    const { at, asked } = await failed(99)
    for (let times = 0; times < 9; times++) {
      await until(() => at.clock.waiting().length > 0)
      at.clock.advance(at.clock.waiting()[0] ?? 0)
      await errorOf(at.store.dispatch(at.e.getInstance.initiate(one, { forceRefetch: true })))
      await settle()
    }
    expect(at.clock.waiting()).toEqual([60_000])
    expect(asked.times).toBeLessThan(20)
  })

  test('is over with a call that gets a token first, with sign-out, and with the next sign-in', async () => {
    for (const end of ['call', 'signOut', 'signIn'] as const) {
      const { at, asked } = await failed(1)
      await until(() => at.clock.waiting().length > 0)
      at.wire.answer(/get$/, json({ id: one }))
      if (end === 'signOut') at.vzaps.auth.signOut()
      else if (end === 'signIn') await at.vzaps.auth.signIn({ getToken: flaky(0).getToken })
      else await at.store.dispatch(at.e.getInstance.initiate(one, { forceRefetch: true })).unwrap()
      const times = asked.times
      at.clock.advance(100_000)
      await settle()
      expect(asked.times).toBe(times)
      expect(at.clock.waiting()).toEqual([])
    }
  })

  test('of refused credentials is final', async () => {
    const at = setup()
    at.wire.answer('POST /token', json({}, 401))
    await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))
    await settle()
    expect(at.vzaps.auth.getState()).toMatchObject({ status: 'failed' })
    expect(at.clock.waiting()).toEqual([])
  })
})

describe('the headers of a relay', () => {
  const relay = (headers: () => HeadersInit) =>
    setup({
      baseUrl: 'https://relay.example',
      auth: { proxy: true, headers },
      retry: { baseMs: 0 },
    })

  test('that fail once are asked for again', async () => {
    let times = 0
    const at = relay(() => {
      times += 1
      if (times === 1) throw new Error('the session is being refreshed')
      return { 'X-CSRF': 'abc' }
    })
    at.wire.answer(/restart$/, json({ status: 'ok' }))
    const running = at.store.dispatch(at.e.restartInstance.initiate(one)).unwrap()
    await until(() => times === 1 && at.clock.waiting().length > 0)
    at.clock.advance(0)
    expect(await running).toMatchObject({ status: 'ok' })
    expect(at.vzaps.auth.getState()).toEqual({ status: 'signed-in' })
  })

  test('that are no headers are not asked for again', async () => {
    let times = 0
    const at = relay(() => {
      times += 1
      return { 'bad name': 'x' }
    })
    expect(await errorOf(at.store.dispatch(at.e.getInstance.initiate(one)))).toMatchObject({
      kind: 'config',
      field: 'auth.headers',
    })
    expect(times).toBe(1)
  })
})
