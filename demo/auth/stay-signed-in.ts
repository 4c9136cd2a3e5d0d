import { loadApi, useAuth } from '../store/account.ts'
import { gateway } from '../store/gateway.ts'
import { hasRelaySession, throughRelay } from './relay-session.ts'

const key = 'vzaps-rtk playground: stay signed in'

/** The next page of this tab, which has another gateway, is signed in as this one is. */
export const useStaySignedIn = (): (() => void) => {
  const { status } = useAuth()
  return () => {
    if (status === 'signed-in') sessionStorage.setItem(key, 'yes')
  }
}

/** Signs in where the page before wanted it; behind a relay, where there is a session. */
export const signInAgain = async (): Promise<void> => {
  if (import.meta.env.MODE === 'relay') {
    if (await hasRelaySession()) await (await loadApi()).auth.signIn(throughRelay)
    return
  }
  if (sessionStorage.getItem(key) === null) return
  sessionStorage.removeItem(key)
  // The credentials are the gateway's own: none is ever stored.
  const { auth } = await loadApi()
  await auth.signIn({ ...gateway.credentials, dangerouslyAllowBrowser: true })
}
