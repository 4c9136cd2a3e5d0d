import type { Instance } from '../instances/schema.ts'
import type { HubState } from './hub-state.ts'
import { touch } from './hub-state.ts'
import type { Poll } from './targets.ts'

type PagePoll = Extract<Poll, { kind: 'page' }>

/** Makes what draws the conclusions from a page of the whole account: who stands on it, and who does not. */
export const createTakePage = (state: HubState, wake: () => void) => {
  /** Instances that a page was to show, and did not. */
  const miss = ({ isAll }: PagePoll, missing: readonly string[]): void => {
    for (const id of missing) state.pageOf.delete(id)
    const next = [...state.polls.values()].find(({ kind }) => kind === 'page')
    if (next) {
      // One that is still on its way may show them.
      next.ids = [...next.ids, ...missing]
      return
    }
    for (const id of missing) {
      if (isAll || state.pageCount === 1) state.lost.add(id)
      touch(state, id)
      const target = state.ids.get(id)
      if (target && !state.heard.has(id)) target.anchor = undefined
    }
    wake()
  }

  return (poll: PagePoll, value: unknown, rows: readonly Instance[]): void => {
    const { page, ids, plannedAt } = poll
    const { total = rows.length } = value as { readonly total?: number }
    // The first one tells how many the server really gives at once.
    if (page === 1)
      state.pageCount = total > rows.length ? Math.ceil(total / (rows.length || 1)) : 1
    for (const { id } of rows) state.pageOf.set(id, page)
    // Another page of the same round may have shown them.
    const isTold = (id: string) => (state.heard.get(id)?.askedAt ?? 0) >= plannedAt
    const missing = ids.filter((id) => !isTold(id))
    if (missing.length > 0) miss(poll, missing)
  }
}
