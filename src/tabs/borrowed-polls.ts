import type { HubInside } from '../status/hub-inside.ts'
import { touch } from '../status/hub-state.ts'
import type { Join, RoundForOthers, RoundTools } from '../status/join.ts'
import type { Wish } from '../status/others.ts'
import { createPollCache } from '../status/poll-cache.ts'
import type { InstanceTarget, ListTarget } from '../status/targets.ts'

/** More is asked for by no tab of this library. */
const MAX_BORROWED = 10_000

/** Makes the memory of what other tabs want asked, and what has this tab's hub ask it. */
export const createBorrowedPolls = (hub: HubInside) => {
  const { state } = hub
  const cache = createPollCache(hub)
  const byId = new Map<string, Pick<Wish, 'since' | 'isForced'>>()
  /** By cache key. */
  const byList = new Map<string, Pick<Wish, 'since'> & { readonly args: ListTarget['args'] }>()
  const heardAt = (key: string) => state.heard.get(key)?.askedAt ?? 0

  /** A list that another tab shows: asked once. */
  const lookAtList = <Round extends RoundForOthers>(
    round: Round,
    key: string,
    { lookAgain, markAsked, send }: RoundTools<Round>,
  ) => {
    const { now, isOnline, heldUntil } = round
    const wish = byList.get(key)
    if (!wish || !isOnline || state.refusal) return
    const { args, since } = wish
    const askedAt = Math.max(state.polls.get(key)?.plannedAt ?? 0, heardAt(key))
    if (askedAt >= since) byList.delete(key)
    else if (state.polls.has(key) || cache.isAsked('listInstances', args)) return
    else if (heldUntil > now) lookAgain(round, heldUntil)
    else {
      byList.delete(key)
      const list = state.lists.get(key)
      if (list) markAsked(list, list.intervalMs, now, state.phase)
      const ids = [...(list?.ids ?? [])]
      send(round, { kind: 'list', args, slot: key, ids, isForOthers: !list }, now)
    }
  }

  /** Instances that other tabs want asked: as if they were watched here, for once. */
  const lookAtIds = <Round extends RoundForOthers>(
    round: Round,
    found: InstanceTarget[],
    { isDue, createTarget, steadyMs }: RoundTools<Round>,
  ) => {
    const polls = [...state.polls.values()]
    for (const [id, { isForced, since }] of byId) {
      const isTold =
        heardAt(id) >= since ||
        polls.some(({ ids, plannedAt }) => plannedAt >= since && ids.includes(id))
      if (isTold) byId.delete(id)
      // Where it is watched here as well, the next round finds it, too.
      else touch(state, id)
      if (isTold || round.isAsked(id)) continue
      const target = { ...createTarget(id), isForced }
      if (!isDue(round, target, steadyMs)) continue
      byId.delete(id)
      const own = found.find((one) => one.id === id)
      if (own) own.isDue = true
      else found.push({ ...target, intervalMs: steadyMs, steadyMs, isDue: true })
    }
  }

  const join: Join = (round, found, tools) => {
    for (const key of byList.keys()) lookAtList(round, key, tools)
    lookAtIds(round, found, tools)
  }

  return {
    join,
    add: ({ ids, lists, since, isForced }: Wish): void => {
      for (const id of ids) {
        const known = byId.get(id)
        if (!known && byId.size >= MAX_BORROWED) break
        touch(state, id)
        byId.set(id, {
          since: Math.max(since, known?.since ?? 0),
          isForced: isForced || known?.isForced === true,
        })
      }
      for (const args of lists) {
        const key = cache.slotOf('listInstances', args)
        if (byList.size < MAX_BORROWED) byList.set(key, { args, since })
      }
    },
    clear: (): void => {
      byId.clear()
      byList.clear()
    },
  }
}
