import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { filter } from 'rxjs'
import type { AuthState, VZapsAuth, VZapsTokens } from '../auth/auth.ts'

/** The auth slice's own hooks. */
export interface AuthHooks {
  /** Who is signed in; renders when that changes. */
  useAuthState(): AuthState
  /** The instance's token, or `undefined` while it is unknown; renders when it changes. It never enters Redux. */
  useInstanceToken(instanceId: string): string | undefined
}

/** Makes the hooks of one api. */
export const createAuthHooks = (auth: VZapsAuth, tokens: VZapsTokens): AuthHooks => {
  const subscribeToAuth = (listener: () => void) => {
    const subscription = auth.state$.subscribe(listener)
    return () => subscription.unsubscribe()
  }
  return {
    useAuthState: () => useSyncExternalStore(subscribeToAuth, auth.getState, auth.getState),
    useInstanceToken: (instanceId) => {
      const changes$ = useMemo(
        () => tokens.changes$.pipe(filter((id) => id === instanceId)),
        [instanceId],
      )
      const subscribe = useCallback(
        (listener: () => void) => {
          const subscription = changes$.subscribe(listener)
          return () => subscription.unsubscribe()
        },
        [changes$],
      )
      const get = () => tokens.get(instanceId)
      // A server never renders a secret into a page.
      return useSyncExternalStore(subscribe, get, () => undefined)
    },
  }
}
