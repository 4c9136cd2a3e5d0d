import type { VZapsError } from '../core/errors.ts'
import type { Instance } from '../instances/schema.ts'
import type { Cache } from './cache.ts'
import type { Transition } from './cadence.ts'
import { afterAnswer, begin, steady } from './cadence.ts'
import { judge } from './failures.ts'
import { holdAsTold } from './gate.ts'
import type { HubParts } from './hub-parts.ts'
import type { Heard, HubState } from './hub-state.ts'
import { setCadence, setListed, touch } from './hub-state.ts'
import type { ListTarget, Target } from './targets.ts'

/** What an answer is told to. */
export interface AnswersParts extends Pick<HubParts, 'platform' | 'gate' | 'isTransitional'> {
  readonly state: HubState
  readonly cache: Cache
  wake(): void
  notify(ids: Iterable<string>): void
  notifyLists(): void
  onConfirmed(rows: readonly Instance[]): void
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

/** What draws the conclusions. */
export type Answers = ReturnType<typeof createAnswers>

const isTroubled = (target: Target | undefined): boolean =>
  target !== undefined &&
  (target.failures > 0 || target.isRefetching || target.overSince !== undefined)

/** Makes what draws the conclusions from any answer or failure of a read. */
export const createAnswers = (parts: AnswersParts) => {
  const { state, cache, platform, gate, isTransitional } = parts
  const { wake, notify, notifyLists } = parts

  /** Rows were seen: their instances are confirmed. */
  const confirm = ({ rows, seq, askedAt, confirmedAt }: Told): void => {
    const heard: Heard = { askedAt, confirmedAt }
    const changed: string[] = []
    if (state.refusal) {
      state.refusal = undefined
      notifyLists()
      changed.push(...state.ids.keys())
      state.areAllTouched = true
      wake()
    }
    for (const row of rows) {
      const { id } = row
      const target = state.ids.get(id)
      const expected = state.expected.get(id)
      const wasStale = state.stale.delete(id)
      const isFirst = !state.heard.has(id)
      state.heard.set(id, heard)
      // Of nearly all it says what was known, and their turns stay what they are.
      const isNews = state.lost.delete(id) || isFirst || wasStale || state.pushed.has(id)
      if (isNews || isTroubled(target)) touch(state, id)
      if (expected) succeed(expected, seq)
      follow(row, seq)
      if (!target) continue
      if (succeed(target, seq) || wasStale) changed.push(id)
    }
    notify(changed)
    parts.onConfirmed(rows)
  }

  /** Its read succeeded. Returns whether that is news. */
  const succeed = (target: Target, seq: number): boolean => {
    if (target.overSince !== undefined && seq < target.overSince) return false
    const { error, isRefetching, overSince } = target
    target.failures = 0
    target.error = undefined
    target.isRefetching = false
    target.overSince = undefined
    if (overSince !== undefined) wake()
    return error !== undefined || isRefetching
  }

  /** Is what was expected of an instance there, or does its row say that something is to come? */
  const follow = (row: Instance, seq: number): void => {
    const { id } = row
    const cadence = state.cadences.get(id)
    if (cadence) setCadence(state, id, afterAnswer(cadence, row, seq))
    if (!isTransitional) return
    const isMoving = saysSo(row)
    if (isMoving && !cadence) expect(id, 'row', platform.now(), seq)
    else if (!isMoving && cadence && cadence.kind !== 'steady' && cadence.why === 'row')
      setCadence(state, id, steady)
  }

  /** The app's own function may throw. */
  const saysSo = (row: Instance): boolean => {
    try {
      return isTransitional?.(row) ?? false
    } catch {
      return false
    }
  }

  /** At that moment (epoch ms) it was said that something is about to happen: the first look is a fast interval later. */
  const expect = (id: string, why: Transition, at: number, seq = 0): void => {
    setCadence(state, id, begin(why, seq, cache.rowOf(id), at))
    for (const target of [state.ids.get(id), state.expected.get(id)]) {
      if (target) Object.assign(target, { anchor: at, isPlaced: true })
    }
    wake()
  }

  const fail = ({ error, list, ids, id, seq }: Failed): void => {
    if (error.kind === 'aborted') return
    holdAsTold(gate, error, platform)
    const verdict = judge(error)
    const isOver = verdict === 'over' && (list ?? id) !== undefined
    const targets = [list, ...ids.flatMap((one) => [state.ids.get(one), state.expected.get(one)])]
    // That a list is not there says nothing of the instances that it showed.
    for (const target of targets) {
      const isItself = target === list || id !== undefined
      failOne(target, error, isOver && isItself ? seq : undefined)
    }
    for (const one of ids) touch(state, one)
    if (isOver) end(id, error, seq)
    if (verdict === 'refused') {
      state.refusal = error
      notify(state.ids.keys())
    } else notify(new Set([...(list?.ids ?? []), ...ids]))
    notifyLists()
  }

  const failOne = (
    target: Target | undefined,
    error: VZapsError,
    overSince: number | undefined,
  ): void => {
    if (!target) return
    const failures = target.failures + 1
    const jitter = platform.random()
    Object.assign(target, { error, failures, jitter, overSince, isRefetching: false })
  }

  /** It is gone: from wherever it is shown, too. */
  const end = (id: string | undefined, { status }: VZapsError, seq: number): void => {
    if (id === undefined) return
    setCadence(state, id, steady)
    if (status === 404 && cache.rowOf(id)) cache.tellGone(id, seq)
  }

  /** The rows of a list that is shown live are these now. */
  const takeList = (
    target: ListTarget,
    rows: readonly Instance[],
    told: Omit<Told, 'rows'>,
  ): void => {
    state.heard.set(target.key, told)
    const isChanged = setListed(state, target, new Set(rows.map(({ id }) => id)))
    if (succeed(target, told.seq)) {
      notifyLists()
      notify(target.ids)
    }
    if (isChanged) wake()
  }

  return { confirm, expect, fail, takeList, wake }
}
