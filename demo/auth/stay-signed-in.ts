import { loadApi, useAuth } from '../store/account.ts'
import { gateway } from '../store/gateway.ts'

const key = 'vzaps-rtk playground: stay signed in'

/** The next page of this tab, which has another gateway, is signed in as this one is. */
export const useStaySignedIn = (): (() => void) => {
  const { status } = useAuth()
  return () => {
    if (status === 'signed-in') sessionStorage.setItem(key, 'yes')
  }
}

/** Signs in where the page before wanted it. The credentials are the gateway's own: none is ever stored. */
export const signInAgain = (): void => {
  if (sessionStorage.getItem(key) === null) return
  sessionStorage.removeItem(key)
  // What becomes of it, the sign-in panel shows.
  loadApi()
    .then(({ auth }) => auth.signIn({ ...gateway.credentials, dangerouslyAllowBrowser: true }))
    .catch(() => undefined)
}
