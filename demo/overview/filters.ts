/** What the table can be narrowed to: the gateway's own words. */
export const statuses = ['connected', 'restarting', 'pairing', 'disconnected'] as const
export const billings = ['ACTIVE', 'TRIALING', 'EXPIRED'] as const
export type StatusFilter = (typeof statuses)[number]
export type BillingFilter = (typeof billings)[number]

/** What the table is narrowed to, if it is. */
export interface Filters {
  readonly status: StatusFilter | undefined
  readonly billing: BillingFilter | undefined
}

export const noFilters: Filters = { status: undefined, billing: undefined }
