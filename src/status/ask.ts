import type { ParseError, VZapsError } from '../core/errors.ts'
import type { Result } from '../core/result.ts'
import { failure } from '../core/result.ts'
import type { Answers } from './answers.ts'
import type { HubParts } from './hub-parts.ts'
import type { HubState } from './hub-state.ts'
import type { PollCache } from './poll-cache.ts'
import { createTake, listOf, questionOf } from './take.ts'
import type { Poll } from './targets.ts'
import { createTogether } from './together.ts'

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
  const together = createTogether(
    state,
    platform,
    createTake({ platform, others, state, cache, answers }),
  )

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
    const [endpoint, arg] = questionOf(poll, cache)
    const { call, toData } = cache.callOf(endpoint, arg)
    if (signal.aborted) return
    // Where there are no other tabs, it goes out in this turn.
    const left = others()?.ask(poll)
    const isDone = left && (await left)
    if (signal.aborted) return
    if (isDone) {
      state.polls.delete(slot)
      together.look()
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
    const seq = baseQueryMeta.sentSeq ?? 0
    const made = result.ok ? madeOf(() => toData(result.value, baseQueryMeta)) : result
    if (!made.ok) {
      const { error } = made
      state.polls.delete(slot)
      onRead({ meta: { ...meta, requestStatus: 'rejected' }, payload: error })
      fail(poll, error, seq, askedAt)
      together.look()
      return
    }
    const payload = made.value
    onRead({ payload, meta: { ...meta, requestStatus: 'fulfilled', baseQueryMeta } })
    together.add({ poll, value: payload, seq, askedAt })
  }
}
