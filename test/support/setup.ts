import type { Middleware, Reducer, UnknownAction } from '@reduxjs/toolkit'
import { configureStore } from '@reduxjs/toolkit'
import type { AuthOptions, Platform, VZapsOptions } from 'vzaps-rtk'
import { createVZapsApi } from 'vzaps-rtk'
import type { MockGatewayOptions, MountableApi, TestStore } from 'vzaps-rtk/mock'
import { createMockGateway } from 'vzaps-rtk/mock'
import { createClock } from './clock.ts'
import { createWire } from './wire.ts'

/** The instances there are unless a test says otherwise. */
export const one = 'VZONE'
export const two = 'VZTWO'

export interface SetupOptions extends Omit<VZapsOptions, 'auth' | 'platform'> {
  /** null: nobody is signed in; absent: the gateway's credentials. */
  auth?: AuthOptions | null
  platform?: Partial<Platform>
  gateway?: MockGatewayOptions
}

/** The checks stay; how long they take is no news. */
const quiet = { warnAfter: 60_000 }

/** Mounts apis as the README does, our middleware first, with a record of all that passes it. */
export const mountStore = (apis: readonly object[], more: Record<string, Reducer> = {}) => {
  const mounted = apis as readonly MountableApi[]
  const actions: UnknownAction[] = []
  const states: unknown[] = []
  const record: Middleware = (store) => (next) => (action) => {
    actions.push(action as UnknownAction)
    const result = next(action)
    states.push(store.getState())
    return result
  }
  const store = configureStore({
    reducer: {
      ...more,
      ...Object.fromEntries(mounted.map(({ reducerPath, reducer }) => [reducerPath, reducer])),
    } as Record<string, Reducer>,
    middleware: (getDefault) =>
      getDefault({ immutableCheck: quiet, serializableCheck: quiet }).prepend(
        ...mounted.map(({ middleware }) => middleware),
        record,
      ),
  }) as TestStore
  return { store, actions, states }
}

/** An api on a fake gateway, with a clock that stands still and a record of what goes out and comes in. */
export const setup = ({ auth, platform, gateway: seed, ...options }: SetupOptions = {}) => {
  const clock = createClock()
  const gateway = createMockGateway({
    now: clock.now,
    instances: [
      { id: one, name: 'Support', connected: true },
      { id: two, name: 'Sales' },
    ],
    ...seed,
  })
  const wire = createWire(gateway.fetch)
  const vzaps = createVZapsApi({
    ...(auth === null
      ? {}
      : { auth: auth ?? { ...gateway.credentials, dangerouslyAllowBrowser: true } }),
    platform: {
      fetch: wire.fetch,
      now: clock.now,
      setTimeout: clock.setTimeout,
      clearTimeout: clock.clearTimeout,
      random: () => 0.5,
      ...platform,
    },
    strictAnswers: true,
    retry: false,
    ...options,
  })
  const { store, actions, states } = mountStore([vzaps])
  return { vzaps, store, gateway, wire, clock, actions, states, e: vzaps.endpoints }
}

export type Setup = ReturnType<typeof setup>
