import { useSyncExternalStore } from 'react'
import type { AuthState } from 'vzaps-rtk/react'
import type { vzaps } from './api.ts'

type Api = typeof vzaps

const signedOut: AuthState = { status: 'signed-out' }

/** The api is most of the page's code, and no first screen needs it: it is loaded apart. */
const createAccount = () => {
  let api: Api | undefined
  let loading: Promise<Api> | undefined
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const load = (): Promise<Api> => {
    loading ??= import('./api.ts').then((module) => {
      api = module.vzaps
      api.auth.state$.subscribe(tell)
      return api
    })
    return loading
  }
  return {
    load,
    getState: (): AuthState => api?.auth.getState() ?? signedOut,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const account = createAccount()

/** The api, once its code is there. */
export const loadApi = account.load

/** Who is signed in. Until the api is loaded, nobody can be. */
export const useAuth = (): AuthState => useSyncExternalStore(account.subscribe, account.getState)
