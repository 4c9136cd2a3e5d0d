import type { ComponentProps } from 'react'
import { Provider } from 'react-redux'
import { store } from '../store/store.ts'
import { PaymentWatcher } from './PaymentWatcher.tsx'

/** A payment that is followed on whatever page one is. */
export const FollowedPayment = (props: ComponentProps<typeof PaymentWatcher>) => (
  <Provider store={store}>
    <PaymentWatcher {...props} />
  </Provider>
)
