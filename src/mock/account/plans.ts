/** A plan; `price` is in cents. */
export interface Plan {
  readonly id: string
  readonly name: string
  readonly price: number
  readonly currency: string
}

/** What every charge is for. */
export const monthly: Plan = {
  id: 'plan_mock_monthly',
  name: 'Monthly',
  price: 4990,
  currency: 'BRL',
}

/** The plans that are on offer; all assumed. */
export const plans: readonly Plan[] = [
  monthly,
  { id: 'plan_mock_yearly', name: 'Yearly', price: 49900, currency: 'BRL' },
]
