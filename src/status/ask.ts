import { rowsAnswered } from '../instances/rows-of.ts'
import type { Answers } from './answers.ts'
import type { Cache } from './cache.ts'
import type { HubParts } from './hub-parts.ts'
import type { HubState, Poll } from './targets.ts'

interface AskParts extends Pick<HubParts, 'store' | 'platform' | 'read' | 'onRead'> {
  readonly state: HubState
  readonly cache: Cache
  readonly answers: Answers
}

/** Makes what sends polls: apart from RTK Query, so that no entry is ever fetching because of one. */
export const createAsk = ({ store, platform, read, onRead, state, cache, answers }: AskParts) => {
  const question = (poll: Poll): readonly ['getInstance' | 'listInstances', unknown] => {
    if (poll.kind === 'id') return ['getInstance', poll.id]
    return ['listInstances', poll.kind === 'page' ? cache.pageArgs(poll.page) : poll.args]
  }

  /** Writes what a poll brought, and tells all who wait for it. */
  const take = (poll: Poll, value: unknown, seq: number, askedAt: number): void => {
    const rows = rowsAnswered(question(poll)[0], value)
    // Somebody asked for the same meanwhile: what comes of that is newer.
    if (!cache.isAsked(...question(poll))) {
      const others = [...state.polls.values()]
      // A mutation settled meanwhile: who is on the list is told by the next answer, and rows know what was done to them.
      const isOlder = seq < state.mutatedAt
      if (poll.kind === 'list' && !isOlder) cache.writeList(poll.args, value, seq, others)
      else cache.writeRows(poll.kind, rows, seq, others, (id) => !isOlder && state.ids.has(id))
    }
    const told = { rows, seq, askedAt, confirmedAt: platform.now() }
    answers.confirm(told)
    const list = poll.kind === 'list' && state.lists.get(poll.slot)
    if (list) answers.takeList(list, rows, told)
    if (poll.kind === 'page') answers.takePage(poll, value, rows)
    // Rows that got an entry of their own are to be kept.
    if (poll.kind !== 'list') answers.wake()
  }

  const abort = (slot: string): void => {
    state.polls.get(slot)?.controller.abort()
    state.polls.delete(slot)
  }

  return {
    /** Sends one. Never rejects. */
    ask: async (poll: Poll): Promise<void> => {
      const { slot, ids, controller } = poll
      const { signal } = controller
      const [endpoint, arg] = question(poll)
      const { call, toData } = cache.callOf(endpoint, arg)
      if (signal.aborted) return
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
      if (!result.ok) {
        const { error } = result
        onRead({ meta: { ...meta, requestStatus: 'rejected' }, payload: error })
        const list = poll.kind === 'list' ? state.lists.get(slot) : undefined
        answers.fail({ error, list, ids, id: poll.kind === 'id' ? poll.id : undefined, seq })
        return
      }
      const payload = toData(result.value, baseQueryMeta)
      onRead({ payload, meta: { ...meta, requestStatus: 'fulfilled', baseQueryMeta } })
      take(poll, payload, seq, askedAt)
    },

    /** Drops one that is on its way. */
    abort,
    abortAll: (): void => {
      for (const slot of [...state.polls.keys()]) abort(slot)
    },
  }
}
