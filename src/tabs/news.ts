import type { Instance } from '../instances/schema.ts'
import type { HubInside } from '../status/hub-inside.ts'
import type { News } from '../status/others.ts'
import { createPollCache } from '../status/poll-cache.ts'
import type { Poll, Target } from '../status/targets.ts'
import type { Timeline } from './timeline.ts'

/** What speaks for a hub to other tabs. */
export interface NewsParts {
  readonly hub: HubInside
  readonly timeline: Timeline
  /** These rows were seen by a read that left then, by the overlay's clock. */
  onRows(rows: readonly Instance[], seq: number): void
}

/** Makes what brings the news of other tabs into a hub. */
export const createNews = ({ hub, timeline, onRows }: NewsParts) => {
  const { state, answers } = hub
  const cache = createPollCache(hub)

  /** It need not be asked for a while: another tab did. */
  const place = (target: Target | undefined, askedAt: number) => {
    if (!target) return
    target.isPlaced = true
    target.anchor = Math.max(target.anchor ?? 0, askedAt)
  }

  const take = (news: Extract<News, { kind: 'told' }>): void => {
    const { rows, list, askedAt, confirmedAt } = news
    const seq = timeline.clockAt(askedAt)
    const key = list && cache.slotOf('listInstances', list.args)
    const target = key === undefined ? undefined : state.lists.get(key)
    const polls: Iterable<Poll> = state.polls.values()
    const isOlder = seq < state.mutatedAt
    onRows(rows, seq)
    if (list && target && !isOlder) {
      const answer = { slot: target.key, ...list }
      if (!cache.isAsked('listInstances', list.args)) cache.writeLists([answer], seq, polls)
    } else cache.writeRows('page', rows, seq, polls, (id) => !isOlder && state.ids.has(id))
    const told = { rows, seq, askedAt, confirmedAt }
    for (const { id } of rows) place(state.ids.get(id), askedAt)
    place(target, askedAt)
    answers.confirm(told)
    if (target) answers.takeList(target, rows, told)
    answers.wake()
  }

  const fail = ({ error, ids, id, list, askedAt }: Extract<News, { kind: 'failed' }>): void => {
    const key = list && cache.slotOf('listInstances', list.args)
    answers.fail({
      error,
      ids,
      id,
      list: key === undefined ? undefined : state.lists.get(key),
      seq: timeline.clockAt(askedAt),
    })
    answers.wake()
  }

  return {
    take: (news: News): void => (news.kind === 'told' ? take(news) : fail(news)),

    /** Others may have been asked for something and not have got to it: it is due here. */
    resume: (): void => {
      const flying = new Set([...state.polls.values()].flatMap(({ ids, slot }) => [slot, ...ids]))
      // Nor what RTK Query is reading itself: the hub hears of that when it is over.
      const look = (key: string, target: Target, isRead: boolean) => {
        if (isRead || flying.has(key)) return
        const askedAt = state.heard.get(key)?.askedAt ?? 0
        if (target.anchor !== undefined && askedAt < target.anchor) target.anchor = undefined
      }
      for (const [id, target] of state.ids) look(id, target, cache.isAsked('getInstance', id))
      for (const [key, list] of state.lists)
        look(key, list, cache.isAsked('listInstances', list.args))
      state.areAllTouched = true
      answers.wake()
    },
  }
}
