import { useEffect, useRef } from 'react'
import { Outlet } from 'react-router'
import { useAuth } from '../store/account.ts'
import { SignInPanel } from './SignInPanel.tsx'

/** The page, or the sign-in panel in its place: the address stays, so that signing in comes back to it. */
export const SignedInOnly = () => {
  const auth = useAuth()
  const isSignedIn = auth.status === 'signed-in'
  const wasSignedIn = useRef(isSignedIn)
  useEffect(() => {
    if (wasSignedIn.current === isSignedIn) return
    wasSignedIn.current = isSignedIn
    // What had the focus is gone with the other one: reading goes on where the new one begins, unless it chose itself.
    if (document.activeElement === document.body)
      document.getElementById('content')?.focus({ preventScroll: true })
  }, [isSignedIn])
  return isSignedIn ? <Outlet /> : <SignInPanel auth={auth} />
}
