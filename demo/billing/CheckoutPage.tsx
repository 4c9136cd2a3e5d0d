import { Button } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query'
import { IconReceiptOff } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useLocation, useSearchParams } from 'react-router'
import { getBillingPhase, toVZapsError } from 'vzaps-rtk/react'
import { canSubscribe } from '../instance/allowed.ts'
import { nameOf } from '../instance/name.ts'
import { vzaps } from '../store/api.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTitle } from '../ui/use-title.ts'
import { t } from '../words/words.ts'
import { CheckoutForm } from './CheckoutForm.tsx'

/** Which instance one came here for: known to this visit, never to the address, which anybody can write. */
const useInstanceId = (): string | undefined => {
  const state: unknown = useLocation().state
  if (typeof state !== 'object' || state === null || !('instanceId' in state)) return undefined
  return typeof state.instanceId === 'string' ? state.instanceId : undefined
}

/** The pretended payment page: what the address of a real checkout would show. */
export const CheckoutPage = () => {
  useTitle(t('Checkout'))
  const [params] = useSearchParams()
  const instanceId = useInstanceId()
  const [isClosed, setClosed] = useState(false)
  const session = params.get('session_id')
  const { currentData: instance, error } = vzaps.useGetInstanceQuery(instanceId ?? skipToken)
  const known = error === undefined ? undefined : toVZapsError(error)
  const isUnknown = !instanceId || !session || known?.kind === 'auth' || known?.status === 404
  if (isClosed || isUnknown) {
    return (
      <ClosedCheckout
        text={t(
          'It was paid or left already, or the page was reloaded since: the fake gateway forgets then.',
        )}
      />
    )
  }
  if (instance && !canSubscribe(getBillingPhase(instance))) {
    return (
      <ClosedCheckout
        text={t('There is nothing to pay for {name}: its subscription is there already.', {
          name: nameOf(instance),
        })}
      />
    )
  }
  return (
    <CheckoutForm
      key={session}
      sessionId={session}
      instanceId={instanceId}
      onClosed={() => setClosed(true)}
    />
  )
}

const ClosedCheckout = ({ text }: { readonly text: string }) => (
  <EmptyState icon={IconReceiptOff} title={t('This checkout is closed')} text={text} isPage>
    <Button component={Link} to="/instances">
      {t('Go to the instances')}
    </Button>
  </EmptyState>
)
