import type { Middleware, Reducer } from '@reduxjs/toolkit'
import { combineSlices, configureStore } from '@reduxjs/toolkit'
import { expect, test, vi } from 'vitest'
import { errorOf, thrownBy } from '../support/async.ts'
import { expectConsole } from '../support/console.ts'
import { one, setup } from '../support/setup.ts'

const storeWith = (at: ReturnType<typeof setup>, reducer: Record<string, Reducer>) =>
  configureStore({
    reducer: { other: (state = 0) => state, ...reducer },
    middleware: (getDefault) => getDefault().prepend(at.vzaps.middleware as Middleware),
  })

test.each([
  ['a forgotten reducer', () => ({}), 'state.vzaps'],
  ['a reducer in another place', (reducer: Reducer) => ({ api: reducer }), 'state.vzaps'],
] as const)('%s is said by the call, and nothing is sent', async (_what, reducer, says) => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const at = setup()
  const store = storeWith(at, reducer(at.vzaps.reducer))
  for (const call of [
    () => store.dispatch(at.e.getInstance.initiate(one) as never),
    () => store.dispatch(at.e.restartInstance.initiate(one) as never),
  ]) {
    const error = thrownBy(call)
    expect(error).toMatchObject({ kind: 'config', field: 'reducerPath', outcome: 'not-sent' })
    expect(error.message).toContain(says)
    expect(error.message).toContain('[vzaps.reducerPath]: vzaps.reducer')
  }
  await new Promise((resolve) => setImmediate(resolve))
  expect(at.wire.sent).toEqual([])
  vi.restoreAllMocks()
})

test('a forgotten reducer is the error of a call that comes past other middlewares', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const at = setup()
  const store = configureStore({
    reducer: { other: (state = 0) => state },
    middleware: (getDefault) => getDefault().concat(at.vzaps.middleware as Middleware),
  })
  const call = store.dispatch(at.e.restartInstance.initiate(one) as never) as never
  expect(await errorOf(call)).toMatchObject({ kind: 'config', field: 'reducerPath' })
  expect(at.wire.sent).toEqual([])
  vi.restoreAllMocks()
})

test('a reducer that is injected before the first call is no mistake', async () => {
  // RTK Query's own word, as the session begins before there is a reducer.
  expectConsole('error', /No data found at `state.vzaps`/)
  const at = setup()
  const reducer = combineSlices({ other: (state: number = 0) => state }).withLazyLoadedSlices<
    Record<string, unknown>
  >()
  const store = configureStore({
    reducer,
    middleware: (getDefault) => getDefault().prepend(at.vzaps.middleware as Middleware),
  })
  at.vzaps.auth.signOut()
  await at.vzaps.auth.signIn({ ...at.gateway.credentials, dangerouslyAllowBrowser: true })
  reducer.inject({ reducerPath: 'vzaps', reducer: at.vzaps.reducer as Reducer })
  store.dispatch({ type: 'app/pageLoaded' })
  const call = store.dispatch(at.e.getInstance.initiate(one) as never) as { unwrap(): unknown }
  expect(await call.unwrap()).toMatchObject({ id: one })
})
