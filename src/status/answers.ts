import type { VZapsError } from '../core/errors.ts'
import type { Instance } from '../instances/schema.ts'
import type { Cache } from './cache.ts'
import { rowsIn } from './cache.ts'
import type { Transition } from './cadence.ts'
import { afterAnswer, begin, steady } from './cadence.ts'
import { judge } from './failures.ts'
import type { HubParts } from './hub.ts'
import type { Heard, HubState, ListTarget, Poll, Target } from './targets.ts'
import { setCadence, setListed } from './targets.ts'

/** What an answer is told to. */
export interface AnswersParts extends HubParts {
  readonly state: HubState
  readonly cache: Cache
  wake(): void
  notify(ids: Iterable<string>): void
  notifyLists(): void
  onConfirmed(ids: Iterable<string>): void
}

/** An answer that shows rows. */
export interface Told extends Heard {
  readonly rows: readonly Instance[]
  /** By the order in which requests leave. */
  readonly seq: number
}

/** What a failure was about. */
export interface Failed {
  readonly error: VZapsError
  readonly list?: ListTarget | undefined
  readonly ids: readonly string[]
  /** It was this instance alone that was asked for. */
  readonly id?: string | undefined
  readonly seq: number
}

/** Makes what sends polls, and what draws the conclusions from any answer or failure of a read. */
export const createAnswers = (parts: AnswersParts) => {
  const { state, cache, platform, gate, store, isTransitional, onRead } = parts
  const { wake, notify, notifyLists } = parts

  /** Rows were seen: their instances are confirmed. */
  const confirm = ({ rows, seq, askedAt, confirmedAt }: Told): void => {
    const heard: Heard = { askedAt, confirmedAt }
    const changed: string[] = []
    if (state.refusal) {
      state.refusal = undefined
      notifyLists()
      changed.push(...state.ids.keys())
      wake()
    }
    for (const row of rows) {
      const { id } = row
      state.heard.set(id, heard)
      state.lost.delete(id)
      follow(row, seq)
      const target = state.ids.get(id)
      if (!target) continue
      const wasStale = state.stale.delete(id)
      if (succeed(target, seq) || wasStale) changed.push(id)
    }
    notify(changed)
    parts.onConfirmed(rows.map(({ id }) => id))
  }

  /** Its read succeeded. Returns whether that is news. */
  const succeed = (target: Target, seq: number): boolean => {
    if (target.overSince !== undefined && seq < target.overSince) return false
    const { error, isRefetching, overSince } = target
    Object.assign(target, {
      failures: 0,
      error: undefined,
      isRefetching: false,
      overSince: undefined,
    })
    if (overSince !== undefined) wake()
    return error !== undefined || isRefetching
  }

  /** Is what was expected of an instance there, or does its row say that something is to come? */
  const follow = (row: Instance, seq: number): void => {
    const { id } = row
    const cadence = state.cadences.get(id)
    if (cadence) setCadence(state, id, afterAnswer(cadence, row, seq))
    if (!isTransitional) return
    const isMoving = isTransitional(row)
    if (isMoving && !cadence) expect(id, 'row', seq)
    else if (!isMoving && cadence && cadence.kind !== 'steady' && cadence.why === 'row')
      setCadence(state, id, steady)
  }

  /** Something is about to happen to an instance: the first look is a fast interval away. */
  const expect = (id: string, why: Transition, seq = 0): void => {
    const now = platform.now()
    setCadence(state, id, begin(why, seq, cache.rowOf(id), now))
    for (const target of [state.ids.get(id), state.expected.get(id)]) {
      if (target) Object.assign(target, { anchor: now, isPlaced: true })
    }
    wake()
  }

  const fail = ({ error, list, ids, id, seq }: Failed): void => {
    if (error.kind === 'aborted') return
    const retryAfterMs = 'retryAfterMs' in error ? error.retryAfterMs : undefined
    if (retryAfterMs !== undefined) hold(retryAfterMs)
    const verdict = judge(error)
    const targets = ids.flatMap((one) => [state.ids.get(one), state.expected.get(one)])
    const isOver = verdict === 'over' && (list !== undefined || id !== undefined)
    for (const target of [list, ...targets]) {
      if (!target) continue
      const { failures } = target
      Object.assign(target, {
        error,
        failures: failures + 1,
        jitter: platform.random(),
        isRefetching: false,
      })
      if (isOver) target.overSince = seq
    }
    if (isOver && id !== undefined && error.status === 404) {
      setCadence(state, id, steady)
      if (cache.rowOf(id)) cache.tell(id, undefined, seq)
    }
    if (verdict === 'refused') state.refusal = error
    notify(verdict === 'refused' ? state.ids.keys() : list ? list.ids : ids)
    notify(ids)
    notifyLists()
  }

  /** The server wants to be left alone: by all polls of the account, and not by all again at the same moment. */
  const hold = (ms: number): void => {
    const until = platform.now() + ms + platform.random() * 1_000
    gate.heldUntil = Math.max(gate.heldUntil, until)
  }

  /** The rows of a list that is shown live are these now. */
  const list = (target: ListTarget, rows: readonly Instance[], told: Omit<Told, 'rows'>): void => {
    state.heard.set(target.key, told)
    const isChanged = setListed(state, target, new Set(rows.map(({ id }) => id)))
    if (succeed(target, told.seq)) {
      notifyLists()
      notify(target.ids)
    }
    if (isChanged) wake()
  }

  const takePage = (
    page: number,
    value: unknown,
    { rows, askedAt }: Told,
    ids: readonly string[],
  ) => {
    const { total = rows.length } = value as { readonly total?: number }
    // The first one tells how many the server really gives at once.
    if (page === 1) {
      const isOnly = rows.length === 0 || total <= rows.length
      state.pageCount = isOnly ? 1 : Math.ceil(total / rows.length)
    }
    for (const { id } of rows) state.pageOf.set(id, page)
    const shown = new Set(rows.map(({ id }) => id))
    // Another page, asked for at the same time, may have shown them.
    const isTold = (id: string) => (state.heard.get(id)?.askedAt ?? 0) >= askedAt
    const missing = ids.filter((id) => !shown.has(id) && !isTold(id))
    for (const id of missing) {
      if (state.pageOf.get(id) === page || page === state.pageCount) state.lost.add(id)
      state.pageOf.delete(id)
      const target = state.ids.get(id)
      if (target && !state.heard.has(id)) target.anchor = undefined
    }
    if (missing.length > 0) wake()
  }

  /** Sends a poll, and deals with its answer. */
  const ask = async (poll: Poll): Promise<void> => {
    const { slot, ids, controller } = poll
    const { signal } = controller
    const [endpointName, arg] =
      poll.kind === 'id'
        ? (['getInstance', poll.id] as const)
        : (['listInstances', poll.kind === 'page' ? cache.pageArgs(poll.page) : poll.args] as const)
    const { call, read } = cache.callOf(endpointName, arg)
    if (signal.aborted) return
    const askedAt = platform.now()
    const meta = { requestId: `${slot}/${askedAt}`, arg: { endpointName, originalArgs: arg } }
    onRead({ meta: { ...meta, requestStatus: 'pending' } })
    const answered = await parts.read(call as never, store, { endpoint: endpointName, signal })
    const { result } = answered
    if (signal.aborted) return
    state.polls.delete(slot)
    const seq = answered.meta.sentSeq ?? 0
    const target = poll.kind === 'list' ? state.lists.get(slot) : undefined
    if (!result.ok) {
      onRead({ meta: { ...meta, requestStatus: 'rejected' }, payload: result.error })
      fail({
        error: result.error,
        list: target,
        ids,
        id: poll.kind === 'id' ? poll.id : undefined,
        seq,
      })
      return
    }
    const value = read(result.value, answered.meta)
    onRead({
      payload: value,
      meta: { ...meta, requestStatus: 'fulfilled', baseQueryMeta: answered.meta },
    })
    const rows = poll.kind === 'id' ? rowsIn({ content: [value] }) : rowsIn(value)
    const others = [...state.polls.values()]
    // Somebody asked for the same meanwhile: what comes of that is newer.
    if (!cache.isAsked(endpointName, arg)) {
      if (poll.kind === 'list') cache.writeList(poll.args, value, seq, others)
      else cache.writeRows(rows, seq, others, (id) => state.ids.has(id))
    }
    const told = { rows, seq, askedAt, confirmedAt: platform.now() }
    confirm(told)
    if (target) list(target, rows, told)
    if (poll.kind === 'page') takePage(poll.page, value, told, ids)
    // Rows that got an entry of their own are to be kept.
    if (poll.kind !== 'list') wake()
  }

  const abort = (slot: string): void => {
    state.polls.get(slot)?.controller.abort()
    state.polls.delete(slot)
  }

  return {
    ask,
    abort,
    confirm,
    expect,
    fail,
    hold,
    list,
    wake,
    abortAll: (): void => {
      for (const slot of [...state.polls.keys()]) abort(slot)
    },
  }
}
