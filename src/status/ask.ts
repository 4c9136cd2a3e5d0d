import type { ParseError, VZapsError } from '../core/errors.ts'
import type { Result } from '../core/result.ts'
import { failure } from '../core/result.ts'
import { rowsAnswered } from '../instances/rows-of.ts'
import type { Answers } from './answers.ts'
import type { HubParts } from './hub-parts.ts'
import type { HubState } from './hub-state.ts'
import type { PollCache } from './poll-cache.ts'
import { createTakePage } from './take-page.ts'
import type { Poll } from './targets.ts'

type Needed = 'store' | 'platform' | 'read' | 'onRead' | 'others'

interface AskParts extends Pick<HubParts, Needed> {
  readonly state: HubState
  readonly cache: PollCache
  readonly answers: Answers
}

const unusable: ParseError = {
  kind: 'parse',
  outcome: 'unknown',
  message: "The app's transformResponse threw on the answer",
}

/** The app's own function may throw. */
const madeOf = (make: () => unknown): Result<unknown> => {
  try {
    return { ok: true, value: make() }
  } catch {
    return failure(unusable)
  }
}

/** Makes what sends polls: apart from RTK Query, so that no entry is ever fetching because of one. */
export const createAsk = (parts: AskParts) => {
  const { store, platform, read, onRead, others, state, cache, answers } = parts
  const takePage = createTakePage(state, answers.wake)

  const question = (poll: Poll): readonly ['getInstance' | 'listInstances', unknown] => {
    if (poll.kind === 'id') return ['getInstance', poll.id]
    return ['listInstances', poll.kind === 'page' ? cache.pageArgs(poll.page) : poll.args]
  }

  /** Writes what a poll brought, and tells all who wait for it. */
  const take = (poll: Poll, value: unknown, seq: number, askedAt: number): void => {
    const rows = rowsAnswered(question(poll)[0], value)
    // Somebody asked for the same meanwhile: what comes of that is newer.
    if (!cache.isAsked(...question(poll))) {
      const polls = [...state.polls.values()]
      // A mutation settled meanwhile: who is on the list is told by the next answer, and rows know what was done to them.
      const isOlder = seq < state.mutatedAt
      const isShown = poll.kind === 'list' && !poll.isForOthers
      if (isShown && !isOlder) cache.writeList(poll.args, value, seq, polls)
      else cache.writeRows(poll.kind, rows, seq, polls, (id) => !isOlder && state.ids.has(id))
    }
    const told = { rows, seq, askedAt, confirmedAt: platform.now() }
    answers.confirm(told)
    others()?.tell({ kind: 'told', ...told, ...listOf(poll, value) })
    const list = poll.kind === 'list' && state.lists.get(poll.slot)
    if (list) answers.takeList(list, rows, told)
    if (poll.kind === 'page') takePage(poll, value, rows)
    // Rows that got an entry of their own are to be kept, and what had to wait for this may be asked.
    answers.wake()
  }

  const fail = (poll: Poll, error: VZapsError, seq: number, askedAt: number): void => {
    const { ids, slot } = poll
    const list = poll.kind === 'list' ? state.lists.get(slot) : undefined
    const id = poll.kind === 'id' ? poll.id : undefined
    answers.fail({ error, list, ids, id, seq })
    others()?.tell({ kind: 'failed', askedAt, error, ids, id, ...listOf(poll, undefined) })
    answers.wake()
  }

  /** Sends one. Never rejects. */
  return async (poll: Poll): Promise<void> => {
    const { slot, controller } = poll
    const { signal } = controller
    const [endpoint, arg] = question(poll)
    const { call, toData } = cache.callOf(endpoint, arg)
    if (signal.aborted) return
    // Where there are no other tabs, it goes out in this turn.
    const left = others()?.ask(poll)
    const isDone = left && (await left)
    if (signal.aborted) return
    if (isDone) {
      state.polls.delete(slot)
      return
    }
    const askedAt = platform.now()
    const meta = {
      requestId: `${slot}/${askedAt}`,
      arg: { endpointName: endpoint, originalArgs: arg },
    }
    onRead({ meta: { ...meta, requestStatus: 'pending' } })
    const { result, meta: baseQueryMeta } = await read(call, store, { endpoint, signal })
    if (signal.aborted) return
    state.polls.delete(slot)
    const seq = baseQueryMeta.sentSeq ?? 0
    const made = result.ok ? madeOf(() => toData(result.value, baseQueryMeta)) : result
    if (!made.ok) {
      const { error } = made
      onRead({ meta: { ...meta, requestStatus: 'rejected' }, payload: error })
      fail(poll, error, seq, askedAt)
      return
    }
    const payload = made.value
    onRead({ payload, meta: { ...meta, requestStatus: 'fulfilled', baseQueryMeta } })
    take(poll, payload, seq, askedAt)
  }
}

const listOf = (poll: Poll, page: unknown) =>
  poll.kind === 'list' ? { list: { args: poll.args, page } } : {}
