/** What the gateway of each side begins with, from top to bottom. */
export const firstNames = ['Support', 'Billing'] as const

/** What rows are called later on. */
export const laterNames = [
  'Sales',
  'Events',
  'Press',
  'Travel',
  'Repairs',
  'Returns',
  'Stock',
  'Training',
] as const

/** A name on the stage. */
export type StageName = (typeof firstNames | typeof laterNames)[number]
