import type { CoreModule, SkipToken } from '@reduxjs/toolkit/query'
import { skipToken } from '@reduxjs/toolkit/query'
import type { reactHooksModuleName } from '@reduxjs/toolkit/query/react'
import { useCallback, useSyncExternalStore } from 'react'
import { useStore } from 'react-redux'
import type { VZapsRtkApi } from '../api-types.ts'
import type { Platform } from '../core/platform.ts'
import type { PairingMethod } from '../sessions/look.ts'
import { createLook } from '../sessions/look.ts'
import type { InstancePairing, Pairing } from '../sessions/pairing.ts'
import { createPairing } from '../sessions/pairing.ts'

type ReactApi = VZapsRtkApi<'vzaps', CoreModule | typeof reactHooksModuleName>

/** A store that was set up wrongly throws: that is how the pairing failed, or it would be `preparing` for ever. */
const caught = async <T extends object>(call: () => PromiseLike<T>): Promise<T | Thrown> => {
  try {
    return await call()
  } catch (error) {
    return { error }
  }
}
interface Thrown {
  readonly data?: undefined
  readonly error: unknown
}

const quiet = { refetchOnFocus: false, refetchOnReconnect: false }

/**
 * Makes the hooks of `getSessionQr` not refetch on focus or reconnect unless asked to: asking starts the pairing worker.
 * In place, so that `endpoints.getSessionQr` and the named hooks are the same.
 */
export const quietQrHooks = (api: ReactApi): void => {
  const endpoint = api.endpoints.getSessionQr
  const { useQuery, useQuerySubscription, useLazyQuery, useLazyQuerySubscription } = endpoint
  const quietHooks: Partial<typeof endpoint> = {
    useQuery: (arg, options) => useQuery(arg, { ...quiet, ...options } as typeof options),
    useQuerySubscription: (arg, options) => useQuerySubscription(arg, { ...quiet, ...options }),
    useLazyQuery: (options) => useLazyQuery({ ...quiet, ...options } as typeof options),
    useLazyQuerySubscription: (options) => useLazyQuerySubscription({ ...quiet, ...options }),
  }
  Object.assign(endpoint, quietHooks)
  Object.assign(api, {
    useGetSessionQrQuery: endpoint.useQuery,
    useLazyGetSessionQrQuery: endpoint.useLazyQuery,
  })
}

/** The hook that pairs. */
export interface PairingHooks {
  /**
   * Pairs an instance with a phone, by a code to scan or to type: gives the current code, gets the next one before that
   * is stale, and ends: when a phone is connected, when a request failed, or after two minutes; `restart()` begins anew.
   * It pauses while the page is hidden. Components that pair one instance in one way share one pairing, which begins
   * when the first of them is mounted. With `skipToken` it is `preparing`, and asks nothing.
   *
   * @example
   * const pairing = useInstancePairing(instanceId, { method: 'qr' })
   * if (pairing.status === 'qr') return <img alt="Scan me" src={pairing.qrCode} />
   */
  useInstancePairing(instanceId: string | SkipToken, options: PairingMethod): InstancePairing
}

type Store = ReturnType<typeof useStore>

/** Makes the pairing hook of one api. */
export const createPairingHooks = (api: ReactApi, platform: Platform): PairingHooks => {
  const { getSessionStatus, getSessionQr, getPairCode } = api.endpoints
  const byStore = new WeakMap<Store, Map<string, Pairing>>()
  const idle: InstancePairing = { status: 'preparing', restart: () => {} }
  const fresh = { subscribe: false, forceRefetch: true }

  const make = (store: Store, key: string, onEnd: () => void): Pairing => {
    const [instanceId, options] = JSON.parse(key) as [string, PairingMethod]
    const run = store.dispatch as <R>(thunk: (...args: never[]) => R) => R
    const getStatus = async () => {
      const answer = await run(getSessionStatus.initiate(instanceId, fresh))
      if (answer.data?.connected) {
        store.dispatch(api.util.invalidateTags([{ type: 'Instance', id: instanceId }]))
      }
      return answer
    }
    const calls = {
      getStatus: () => caught(getStatus),
      getQr: () => caught(() => run(getSessionQr.initiate(instanceId, fresh))),
      getCode: (phone: string) =>
        caught(() => run(getPairCode.initiate({ instanceId, phone }, { track: false }))),
    }
    return createPairing(createLook(options, calls, platform), platform, onEnd)
  }

  /** The pairing of this key, for all who watch it. */
  const open = (store: Store, key: string): Pairing => {
    const pairings = byStore.get(store) ?? new Map<string, Pairing>()
    byStore.set(store, pairings)
    const pairing = pairings.get(key) ?? make(store, key, () => pairings.delete(key))
    pairings.set(key, pairing)
    return pairing
  }

  return {
    useInstancePairing: (instanceId, options) => {
      const store = useStore()
      const { method, phone } = { phone: undefined, ...options }
      const key =
        instanceId === skipToken ? undefined : JSON.stringify([instanceId, { method, phone }])
      const subscribe = useCallback(
        (watcher: () => void) =>
          key === undefined ? idle.restart : open(store, key).subscribe(watcher),
        [store, key],
      )
      const get = () =>
        byStore
          .get(store)
          ?.get(key ?? '')
          ?.get() ?? idle
      return useSyncExternalStore(subscribe, get, get)
    },
  }
}
