import type { HubState } from './hub-state.ts'
import { byPage, planPolls } from './plan.ts'
import type { PollCache } from './poll-cache.ts'
import type { Question } from './targets.ts'

/** The fewest requests for instances that no poll of a live list tells of in time. */
export const planIds = (
  { lost, pageOf, pageCount, polls }: HubState,
  cache: Pick<PollCache, 'slotOf' | 'pageArgs' | 'shownLists'>,
  ids: readonly string[],
): readonly Question[] => {
  const others = ids.filter((id) => !lost.has(id))
  const shown = cache.shownLists(others.length > 1 ? others : [])
  const free = [...shown].filter(([key]) => !polls.has(key))
  const lists = new Map(free.map(([key, list]) => [key, list.ids]))
  const plan = planPolls({ ids: others, lists, pageOf, pageCount })
  const rest = new Set(others)
  /** Those of some instances that nothing else tells of. */
  const take = (ids: Iterable<string>): readonly string[] =>
    [...ids].filter((id) => rest.delete(id))
  const toId = (id: string): Question => {
    rest.delete(id)
    return { kind: 'id', id, slot: cache.slotOf('getInstance', id), ids: [id] }
  }
  const toList = (key: string): Question => {
    const list = shown.get(key)
    return { kind: 'list', args: list?.args, slot: key, ids: take(list?.ids ?? []) }
  }
  const standing = byPage(others, pageOf)
  const toPage = (page: number, i: number): Question => {
    // Where the others stand is not known: the last page answers for them.
    const isLast = i === plan.pages.length - 1
    const slot = cache.slotOf('listInstances', cache.pageArgs(page))
    const isAll = plan.pages.length === pageCount
    const ids = take(isLast ? [...rest] : (standing.get(page) ?? []))
    return { kind: 'page', page, isAll, slot, ids }
  }
  // What no page shows has to be asked for by its own id: no more of it at once than the pages cost.
  const alone = ids.filter((id) => lost.has(id)).slice(0, Math.max(1, pageCount ?? 1))
  return [
    ...plan.lists.map(toList),
    ...plan.ids.map(toId),
    ...plan.pages.map(toPage),
    ...alone.map(toId),
  ].filter(({ slot }) => !polls.has(slot))
}
