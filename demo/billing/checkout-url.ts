/** How a checkout ended, as the page it returns to is told. */
export type CheckoutOutcome = 'paid' | 'left'

const param = 'checkout'

/** The address to come back to. */
export const withOutcome = (page: URL, outcome: CheckoutOutcome): string => {
  const url = new URL(page)
  url.searchParams.set(param, outcome)
  return url.href
}

/** How the checkout ended that one comes back from, if one does. */
export const readOutcome = (params: URLSearchParams): CheckoutOutcome | undefined => {
  const outcome = params.get(param)
  return outcome === 'paid' || outcome === 'left' ? outcome : undefined
}

/** The address without it: said once, a reload says it no more. */
export const withoutOutcome = (params: URLSearchParams): URLSearchParams => {
  const next = new URLSearchParams(params)
  next.delete(param)
  return next
}

/** The router's path of an address of this app; nothing for any other: a parameter must not lead elsewhere. */
export const inAppPath = (address: string | null): string | undefined => {
  if (!address || !URL.canParse(address)) return undefined
  const { origin, pathname, search } = new URL(address)
  const base = import.meta.env.BASE_URL
  if (origin !== window.location.origin || !pathname.startsWith(base)) return undefined
  return `/${pathname.slice(base.length)}${search}`
}
