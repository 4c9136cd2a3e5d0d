import { Outlet } from 'react-router'
import { useAuth } from '../store/account.ts'
import { lazily } from '../ui/lazily.tsx'
import { SignInPanel } from './SignInPanel.tsx'

const SignIn =
  import.meta.env.MODE === 'relay'
    ? lazily(async () => (await import('./RelaySignIn.tsx')).RelaySignIn)
    : SignInPanel

/** The page, or the sign-in panel in its place: the address stays, so that signing in comes back to it. */
export const SignedInOnly = () => {
  const auth = useAuth()
  return auth.status === 'signed-in' ? <Outlet /> : <SignIn auth={auth} />
}
