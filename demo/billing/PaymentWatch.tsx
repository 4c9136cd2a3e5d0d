import type { ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import { useAuth } from '../store/account.ts'
import { lazily } from '../ui/lazily.tsx'
import type { PaymentsControl } from './payments.ts'
import { PaymentsContext } from './payments.ts'

const FollowedPayment = lazily(async () => (await import('./FollowedPayment.tsx')).FollowedPayment)

/** Follows each payment until the gateway shows it, wherever one goes meanwhile: to the checkout and back, too. */
export const PaymentWatch = ({ children }: { readonly children: ReactNode }) => {
  const [awaited, setAwaited] = useState<ReadonlyMap<string, Instance>>(new Map())
  const isSignedOut = useAuth().status === 'signed-out'
  useEffect(() => {
    if (isSignedOut) setAwaited(new Map())
  }, [isSignedOut])
  const end = useCallback(
    (id: string) => setAwaited((before) => new Map([...before].filter(([key]) => key !== id))),
    [],
  )
  const control = useMemo<PaymentsControl>(
    () => ({
      isAwaited: (id) => awaited.has(id),
      await: (instance) => setAwaited((before) => new Map(before).set(instance.id, instance)),
    }),
    [awaited],
  )
  return (
    <PaymentsContext value={control}>
      {children}
      {[...awaited].map(([id, instance]) => (
        <FollowedPayment key={id} instance={instance} onEnd={end} />
      ))}
    </PaymentsContext>
  )
}
