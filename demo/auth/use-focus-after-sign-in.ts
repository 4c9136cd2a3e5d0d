import { useEffect, useRef } from 'react'

/** Signed in or out, what had the focus is gone with the page before: reading goes on where the new one begins. */
export const useFocusAfterSignIn = (isSignedIn: boolean): void => {
  const wasSignedIn = useRef(isSignedIn)
  useEffect(() => {
    if (wasSignedIn.current === isSignedIn) return
    wasSignedIn.current = isSignedIn
    const content = document.getElementById('content')
    const { activeElement } = document
    // Unless it chose a place of its own, in the header say.
    if (activeElement === document.body || content?.contains(activeElement)) {
      content?.focus({ preventScroll: true })
    }
  }, [isSignedIn])
}
