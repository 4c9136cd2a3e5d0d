import type { Role } from './election.ts'
import type { Line } from './line.ts'
import type { Duty } from './messages.ts'

/** How the work is shared, as one tab knows it; for inspectors. */
export interface TabsView {
  /** The name of this tab among them: made anew for each store. */
  readonly tab: string
  /** How many others it has heard. */
  readonly others: number
  /** What this tab is for each duty, and which tab leads; `undefined` while it has not heard from that one. */
  readonly duties: Readonly<
    Record<Duty, { readonly status: Role['status']; readonly leader: string | undefined }>
  >
}

/** Follows who leads, by what is heard of it. */
export const createView = (
  { tab, peers }: Pick<Line, 'tab' | 'peers'>,
  statusOf: (duty: Duty) => Role['status'],
) => {
  /** Who said last that it leads. */
  const leaders: Partial<Record<Duty, string>> = {}
  const viewOf = (duty: Duty) => {
    const status = statusOf(duty)
    const heard = leaders[duty]
    const leader = heard !== undefined && peers.has(heard) ? heard : undefined
    return { status, leader: status === 'leading' ? tab : leader }
  }
  return {
    leads: (duty: Duty, from: string): void => {
      leaders[duty] = from
    },
    get: (): TabsView => ({
      tab,
      others: peers.size,
      duties: { asks: viewOf('asks'), sockets: viewOf('sockets') },
    }),
  }
}
