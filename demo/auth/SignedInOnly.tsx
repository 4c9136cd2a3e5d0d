import { Outlet } from 'react-router'
import { useAuth } from '../store/account.ts'
import { SignInPanel } from './SignInPanel.tsx'

/** The page, or the sign-in panel in its place: the address stays, so that signing in comes back to it. */
export const SignedInOnly = () => {
  const auth = useAuth()
  return auth.status === 'signed-in' ? <Outlet /> : <SignInPanel auth={auth} />
}
