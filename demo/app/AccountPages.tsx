import { Outlet, useMatch } from 'react-router'
import { signInAgain } from '../auth/stay-signed-in.ts'
import { useFocusAfterSignIn } from '../auth/use-focus-after-sign-in.ts'
import { PaymentWatch } from '../billing/PaymentWatch.tsx'
import { FaultChip } from '../faults/FaultChip.tsx'
import { useAuth } from '../store/account.ts'
import { lazily, lazyPage } from '../ui/lazily.tsx'
import { useSkippedEchoes } from '../ui/use-back-closes.ts'
import { OfflineBanner } from './OfflineBanner.tsx'
import { Shell } from './Shell.tsx'
import { Toasts } from './Toasts.tsx'

const AuthMenu = lazily(async () => (await import('../auth/AuthMenu.tsx')).AuthMenu)
const WithStore = lazyPage(async () => (await import('./WithStore.tsx')).WithStore)

// What becomes of it, the sign-in panel shows.
signInAgain().catch(() => undefined)

/** What all pages of the account have around them. The store, most of the code, is loaded when one is to be shown. */
export const AccountPages = () => {
  useSkippedEchoes()
  const isSignedIn = useAuth().status === 'signed-in'
  useFocusAfterSignIn(isSignedIn)
  const isCheckout = useMatch('/checkout') !== null
  return (
    <Shell
      banner={<OfflineBanner />}
      tools={
        <>
          <FaultChip />
          {isSignedIn && <AuthMenu />}
        </>
      }
    >
      <Toasts />
      <PaymentWatch>{isSignedIn || isCheckout ? <WithStore /> : <Outlet />}</PaymentWatch>
    </Shell>
  )
}
