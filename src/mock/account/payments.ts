import type { Random } from '../random.ts'
import { monthly } from './plans.ts'

/** How a subscription is paid: by the account's default card, or on a payment page. */
export type PaymentMode = 'direct' | 'checkout'

/** Money that was taken; `amount` is in cents. */
export interface Charge {
  /** The gateway's clock in epoch milliseconds. */
  readonly at: number
  readonly instanceId: string
  readonly mode: PaymentMode
  readonly subscriptionId: string
  readonly amount: number
  readonly currency: string
}

/** The pages of the app that the payment page leads back to. */
export interface ReturnPages {
  readonly successUrl: string
  readonly cancelUrl: string | null
}

/** A payment page that `subscribe` has opened. */
export interface Checkout extends ReturnPages {
  readonly sessionId: string
  readonly instanceId: string
  /** Where the payment page is, as `subscribe` answered it. */
  readonly url: string
  readonly status: 'open' | 'paid' | 'failed'
}

/** The direct handle on the payment pages. */
export interface CheckoutControl {
  /** All of them, in the order in which they were opened. */
  list(): readonly Checkout[]
  get(sessionId: string): Checkout | undefined
  /** Says where the page is for checkouts from now on; the option `checkoutUrl` goes before it. */
  servedAt(pageUrl: string): void
}

/** The account's payments. */
export interface PaymentStore {
  readonly control: CheckoutControl
  readonly charges: readonly Charge[]
  open(instanceId: string, returns: ReturnPages): Checkout
  /** As `control.get`, but throws unless it is open. */
  needOpen(sessionId: string): Checkout
  close(sessionId: string, status: 'paid' | 'failed'): void
  charge(at: number, instanceId: string, mode: PaymentMode): Charge
  createSubscriptionId(): string
  clear(): void
}

/** Makes the payments; `pageUrl` is where the payment page is, whoever says something else. */
export const createPaymentStore = (pageUrl: string | undefined, random: Random): PaymentStore => {
  const checkouts = new Map<string, Checkout>()
  const charges: Charge[] = []
  let page = pageUrl ?? 'http://127.0.0.1/checkout'

  const needOpen = (sessionId: string): Checkout => {
    const checkout = checkouts.get(sessionId)
    if (checkout?.status !== 'open') {
      throw new Error(`The mock gateway has no open checkout ${sessionId}`)
    }
    return checkout
  }
  const createSubscriptionId = () => `sub_mock_${random.text(24)}`

  return {
    control: {
      list: () => [...checkouts.values()],
      get: (sessionId) => checkouts.get(sessionId),
      servedAt: (url) => {
        page = pageUrl ?? url
      },
    },
    charges,
    open: (instanceId, returns) => {
      const sessionId = `cs_mock_${random.text(32)}`
      const url = addQuery(page, {
        session_id: sessionId,
        success_url: returns.successUrl,
        cancel_url: returns.cancelUrl,
      })
      const checkout: Checkout = { sessionId, instanceId, url, status: 'open', ...returns }
      checkouts.set(sessionId, checkout)
      return checkout
    },
    needOpen,
    close: (sessionId, status) => {
      checkouts.set(sessionId, { ...needOpen(sessionId), status })
    },
    charge: (at, instanceId, mode) => {
      const { price: amount, currency } = monthly
      const subscriptionId = createSubscriptionId()
      const charge: Charge = { at, instanceId, mode, subscriptionId, amount, currency }
      charges.push(charge)
      return charge
    },
    createSubscriptionId,
    clear: () => {
      checkouts.clear()
      charges.length = 0
    },
  }
}

/** By hand, because React Native's own `URL` cannot write a query. */
const addQuery = (url: string, query: Readonly<Record<string, string | null>>): string => {
  const [, base = url, hash = ''] = /^([^#]*)(.*)$/s.exec(url) ?? []
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === null ? [] : `${name}=${encodeURIComponent(value)}`,
  )
  return `${base}${base.includes('?') ? '&' : '?'}${pairs.join('&')}${hash}`
}
