import type { Middleware, Reducer, Store, ThunkDispatch, UnknownAction } from '@reduxjs/toolkit'
import { configureStore } from '@reduxjs/toolkit'
import type { VZapsCoreApi } from '../../api.ts'
import { createVZapsApi } from '../../create.ts'
import type { VZapsOptions } from '../../options.ts'
import type { MockGateway } from '../gateway/gateway.ts'
import { createMockGateway } from '../gateway/gateway.ts'

/** What a store needs of an api to mount it. */
export interface MountableApi {
  readonly reducerPath: string
  readonly reducer: Reducer
  readonly middleware: Middleware
}

/** The state of a test's store: the api's slice under its reducer path, and whatever else the test mounted. */
export type TestState<A> = Record<string, unknown> &
  (A extends { reducerPath: infer P extends string; reducer: (...args: never[]) => infer S }
    ? { [K in P]: S }
    : unknown)

/** The store of a test: dispatches thunks. */
export type TestStore<A = unknown> = Store<TestState<A>> & {
  dispatch: ThunkDispatch<TestState<A>, undefined, UnknownAction>
}

/** How a test store is set up. */
export interface TestStoreOptions<A> {
  /** The backend; a fresh one unless given. */
  gateway?: MockGateway | undefined
  /** An api of one's own, mounted as it is; else one is made that signs in at the gateway. */
  vzaps?: A | undefined
  /** More slices of the app under test. */
  reducer?: Record<string, Reducer> | undefined
  preloadedState?: Record<string, unknown> | undefined
}

/** A store with an api on a fake gateway. */
export interface TestSetup<A> {
  readonly store: TestStore<A>
  readonly vzaps: A
  readonly gateway: MockGateway
}

/** The options of an api that is signed in at a gateway and reports every answer that does not fit. */
export const optionsFor = (gateway: MockGateway): VZapsOptions => ({
  auth: { ...gateway.credentials, dangerouslyAllowBrowser: true },
  platform: { fetch: gateway.fetch, WebSocket: gateway.WebSocket },
  strictAnswers: true,
  retry: false,
})

/** Mounts an api in a store as the README does. */
export const mount = <A>(vzaps: A, options: TestStoreOptions<A>): TestStore<A> => {
  const api = vzaps as unknown as MountableApi
  return configureStore({
    reducer: { ...options.reducer, [api.reducerPath]: api.reducer } as Record<string, Reducer>,
    middleware: (getDefault) => getDefault().prepend(api.middleware),
    ...(options.preloadedState ? { preloadedState: options.preloadedState } : {}),
  }) as unknown as TestStore<A>
}

/**
 * Makes a store with an api on a fake gateway, for tests without React.
 *
 * @example
 * const { store, vzaps, gateway } = createTestStore({ gateway: createMockGateway({ instances: 2 }) })
 * const page = await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
 */
export const createTestStore = <A = VZapsCoreApi>(
  options: TestStoreOptions<A> = {},
): TestSetup<A> => {
  const gateway = options.gateway ?? createMockGateway()
  const vzaps = options.vzaps ?? (createVZapsApi(optionsFor(gateway)) as unknown as A)
  return { store: mount(vzaps, options), vzaps, gateway }
}
