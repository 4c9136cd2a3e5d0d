import type { HubState } from './hub-state.ts'
import { planPolls } from './plan.ts'
import type { PollCache } from './poll-cache.ts'
import type { Question } from './targets.ts'

/** The fewest requests for instances that no poll of a live list tells of in time. */
export const planIds = (
  { lost, pageOf, pageCount, polls }: HubState,
  cache: Pick<PollCache, 'slotOf' | 'slotOfPage' | 'shownLists'>,
  ids: readonly string[],
): readonly Question[] => {
  const others = ids.filter((id) => !lost.has(id))
  const shown = cache.shownLists(others.length > 1 ? others : [])
  const free = [...shown].filter(([key]) => !polls.has(key))
  const known = new Map(free.map(([key, list]) => [key, list.ids]))
  const plan = planPolls({ ids: others, lists: known, pageOf, pageCount })
  const toId = (id: string): Question => ({
    kind: 'id',
    id,
    slot: cache.slotOf('getInstance', id),
    ids: [id],
  })
  const isAll = plan.pages.size === pageCount
  // What no page shows has to be asked for by its own id: no more of it at once than the pages cost.
  const alone = ids.filter((id) => lost.has(id)).slice(0, Math.max(1, pageCount ?? 1))
  const lists = new Map(plan.lists)
  const pages = [...plan.pages].map(([page, some]): Question => {
    const slot = cache.slotOfPage(page)
    // A list that is shown may be that very page.
    const ids = [...(lists.get(slot) ?? []), ...some]
    lists.delete(slot)
    return { kind: 'page', page, isAll, slot, ids }
  })
  const questions: readonly Question[] = [
    ...[...lists].map(
      ([key, ids]): Question => ({ kind: 'list', args: shown.get(key)?.args, slot: key, ids }),
    ),
    ...plan.ids.map(toId),
    ...pages,
    ...alone.map(toId),
  ]
  return questions.filter(({ slot }) => !polls.has(slot))
}
