import type { Account } from '../auth/auth.ts'
import type { Platform } from '../core/platform.ts'
import { judge } from '../status/failures.ts'
import type { HubInside } from '../status/hub-inside.ts'
import type { Others, Wish } from '../status/others.ts'
import type { Poll } from '../status/targets.ts'
import { createBorrowedPolls } from './borrowed-polls.ts'
import type { Elect } from './election.ts'
import type { Line } from './line.ts'
import type { Message } from './messages.ts'
import type { NewsParts } from './news.ts'
import { createNews } from './news.ts'

/** What asking for all tabs takes. */
export interface AskingParts extends Pick<NewsParts, 'onRows' | 'timeline'> {
  readonly hub: HubInside
  readonly platform: Pick<Platform, 'visible'>
  readonly account: Pick<Account, 'current'>
  readonly line: Pick<Line, 'post' | 'isOpen' | 'hasPeers'>
  readonly elect: Elect
  /** Does an operation wait whose outcome nobody knows? */
  hasDoubts(): boolean
}

/** Makes one tab's side of the duty to ask: one visible tab polls for all, and tells the others. */
export const createAsking = (parts: AskingParts) => {
  const { hub, platform, account, line } = parts
  const { state, cache } = hub
  const borrowed = createBorrowedPolls(hub)
  const news = createNews(parts)
  /**
   * Instances and lists (by cache key) that this tab has read itself: tokens go from no tab to another. What it knows as
   * it joins it has read alone.
   */
  const read = new Set(parts.hasDoubts() ? [] : state.heard.keys())
  const election = parts.elect(
    'asks',
    () => platform.visible.get(),
    (isLeading) => isLeading && news.resume(),
  )
  let isOver = false

  /** Is it this tab's to ask? */
  const isOwn = () => {
    const status = election.status()
    return status === 'leading' || status === 'alone' || isOver
  }

  const leave = async (wish: Wish): Promise<boolean> => {
    while (election.status() === 'electing') await election.changed()
    if (isOwn()) return false
    if (wish.ids.length + wish.lists.length > 0) line.post({ kind: 'ask', ...wish })
    return true
  }

  const ask = (poll: Poll): boolean | Promise<boolean> => {
    const { ids, slot, since } = poll
    const isList = poll.kind === 'list'
    if (!(isList ? [slot] : ids).every((one) => read.has(one))) return false
    // A hidden tab asks only where its app wants that: then it takes its turn as well.
    if (line.isOpen() && account.current()) election.enter()
    if (isOwn() || !account.current()) return false
    const isForced = ids.some((id) => state.ids.get(id)?.isRefetching)
    return leave({ ids: isList ? [] : ids, lists: isList ? [poll.args] : [], since, isForced })
  }

  const tell: Others['tell'] = (told) => {
    if (told.kind === 'failed') {
      if (election.status() !== 'leading') return
      // It is this tab that is refused: another one may do better.
      if (judge(told.error) === 'refused') return election.leave()
      if (line.hasPeers()) line.post(told)
      return
    }
    const { kind, rows, list, askedAt, confirmedAt } = told
    for (const { id } of rows) read.add(id)
    if (list) read.add(cache.slotOf('listInstances', list.args))
    if (!line.hasPeers()) return
    line.post({ kind, askedAt, confirmedAt, rows: list ? [] : rows, ...(list && { list }) })
  }

  const lend = (wish: Wish): void => {
    if (state.ids.size + state.lists.size > 0) {
      borrowed.add(wish)
      hub.answers.wake()
      // Where nothing is watched nothing polls: whoever asks this watches something, and takes the turn.
    } else election.leave()
  }

  return {
    election,
    resume: news.resume,
    ask,
    tell,
    doubt: (id: string): void => {
      read.delete(id)
    },
    join: borrowed.join,
    hear: (message: Message): void => {
      if (message.kind === 'told' || message.kind === 'failed') news.take(message)
      else if (message.kind === 'ask' && election.status() === 'leading') lend(message)
    },
    /** Takes its turn while it can be seen. */
    look: (isIn: boolean): void => {
      if (isIn && platform.visible.get()) election.enter()
      else election.leave()
      election.look()
    },
    /** Another session, or none. */
    reset: (): void => {
      election.leave()
      read.clear()
      borrowed.clear()
    },
    dispose: (): void => {
      isOver = true
    },
  }
}
