import { rowsAnswered } from '../instances/rows-of.ts'
import type { Instance } from '../instances/schema.ts'
import type { Answers } from './answers.ts'
import type { HubParts } from './hub-parts.ts'
import type { HubState } from './hub-state.ts'
import type { ListAnswer, PollCache } from './poll-cache.ts'
import { createTakePage } from './take-page.ts'
import type { Poll } from './targets.ts'

/** A poll, and what it brought. */
export interface Answered {
  readonly poll: Poll
  readonly value: unknown
  /** By the order in which requests leave. */
  readonly seq: number
  /** Epoch ms. */
  readonly askedAt: number
}

interface Taken extends Answered {
  readonly rows: readonly Instance[]
}

/** The endpoint that a poll asks, and its argument. */
export const questionOf = (
  poll: Poll,
  cache: Pick<PollCache, 'pageArgs'>,
): readonly ['getInstance' | 'listInstances', unknown] => {
  if (poll.kind === 'id') return ['getInstance', poll.id]
  return ['listInstances', poll.kind === 'page' ? cache.pageArgs(poll.page) : poll.args]
}

interface TakeParts extends Pick<HubParts, 'platform' | 'others'> {
  readonly state: HubState
  readonly cache: PollCache
  readonly answers: Answers
}

/** Makes what writes the answers of polls that came together, and tells all who wait for them. */
export const createTake = ({ platform, others, state, cache, answers }: TakeParts) => {
  const takePage = createTakePage(state, answers.wake)
  const rowsOf = ({ poll, value }: Answered) => rowsAnswered(questionOf(poll, cache)[0], value)

  /** Writes what left at one moment: lists, pages of the account, or an instance. */
  const write = (taken: readonly Taken[]): void => {
    const [first] = taken
    if (!first) return
    const { poll, seq } = first
    const polls = [...state.polls.values()]
    // A mutation settled meanwhile: who is on the list is told by the next answer, and rows know what was done to them.
    const isOlder = seq < state.mutatedAt
    const lists: ListAnswer[] = []
    // An instance may move from one page to the next between two answers.
    const rows = new Map<string, Instance>()
    for (const one of taken) {
      const isShown = one.poll.kind === 'list' && !one.poll.isForOthers
      if (isShown && !isOlder)
        lists.push({ slot: one.poll.slot, args: one.poll.args, page: one.value })
      else for (const row of one.rows) rows.set(row.id, row)
    }
    cache.writeLists(lists, seq, polls)
    const isWanted = (id: string) => !isOlder && state.ids.has(id)
    cache.writeRows(poll.kind, rows.values(), seq, polls, isWanted)
  }

  return (all: readonly Answered[]): void => {
    const taken = all.map((one): Taken => ({ ...one, rows: rowsOf(one) }))
    for (const { poll } of taken) state.polls.delete(poll.slot)
    // Where somebody asked for the same meanwhile, what comes of that is newer. The last to leave says what a row is.
    const open = taken
      .filter(({ poll }) => !cache.isAsked(...questionOf(poll, cache)))
      .sort((one, other) => one.seq - other.seq)
    // Nothing happened between two that left at the same tick of the clock.
    const tickOf = ({ seq }: Answered) => Math.floor(seq)
    for (const tick of new Set(open.map(tickOf))) write(open.filter((one) => tickOf(one) === tick))
    const confirmedAt = platform.now()
    for (const { poll, value, ...answered } of taken) {
      const told = { ...answered, confirmedAt }
      answers.confirm(told)
      others()?.tell({ kind: 'told', ...told, ...listOf(poll, value) })
      const list = poll.kind === 'list' && state.lists.get(poll.slot)
      if (list) answers.takeList(list, told.rows, told)
    }
    // Once it is known who stands on any of them.
    for (const { poll, value, rows } of taken) if (poll.kind === 'page') takePage(poll, value, rows)
    // Rows that got an entry of their own are to be kept, and what had to wait for this may be asked.
    answers.wake()
  }
}

/** What other tabs are told of a list besides its rows. */
export const listOf = (poll: Poll, page: unknown) =>
  poll.kind === 'list' ? { list: { args: poll.args, page } } : {}
