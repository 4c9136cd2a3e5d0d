import { Outlet } from 'react-router'
import { vzaps } from '../store/api.ts'
import { SignInPanel } from './SignInPanel.tsx'

/** The page, or the sign-in panel in its place: the address stays, so that signing in comes back to it. */
export const SignedInOnly = () => {
  const auth = vzaps.useAuthState()
  return auth.status === 'signed-in' ? <Outlet /> : <SignInPanel auth={auth} />
}
