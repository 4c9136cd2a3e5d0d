import type { UnknownAction } from '@reduxjs/toolkit'
import { isRecord } from '../core/casing.ts'
import type { VZapsError } from '../core/errors.ts'
import { isVZapsError } from '../core/errors.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import { rowsAnswered } from '../instances/rows-of.ts'
import type { Answers } from './answers.ts'
import type { Cache } from './cache.ts'
import type { Transition } from './cadence.ts'
import type { CallMeta } from './calls.ts'
import type { HubParts } from './hub-parts.ts'
import type { HubState } from './hub-state.ts'
import { dropPoll } from './hub-state.ts'

interface ObserverParts extends Pick<HubParts, 'others'>, Pick<Cache, 'clock'> {
  readonly answers: Answers
  readonly state: HubState
  /** A page to pay on was asked for. */
  onCheckout(instanceId: string): void
}

/** What a call means for an instance, and which one it is. */
const transitionOf = (
  endpointName: string,
  arg: unknown,
  payload: unknown,
): readonly [id: unknown, why: Transition] | undefined => {
  const { instanceId } = isRecord(arg) ? arg : { instanceId: undefined }
  switch (endpointName) {
    case 'createInstance':
      return [isRecord(payload) && payload.id, 'create']
    case 'restartInstance':
      return [arg, 'restart']
    case 'getSessionQr':
      return isRecord(payload) && payload.qrCode ? [arg, 'pairing'] : undefined
    case 'getPairCode':
      return [instanceId, 'pairing']
    case 'subscribeInstance':
      return [instanceId, 'billing']
    default:
      return undefined
  }
}

/**
 * Makes what learns from RTK Query's own reads and mutations: an answer confirms whoever asked for it, a failure is one
 * whoever failed, and some calls mean that an instance is about to change.
 */
export const createObserver = (parts: ObserverParts) => {
  const { state, answers } = parts
  const { confirm, expect, fail, takeList, wake } = answers

  const learn = (
    { payload }: UnknownAction,
    { arg, baseQueryMeta }: CallMeta,
    confirmedAt: number,
  ): void => {
    const { endpointName, queryCacheKey = '' } = arg
    const isList = endpointName === 'listInstances'
    const rows = rowsAnswered(endpointName, payload)
    const { durationMs = 0, sentSeq: seq = 0 } = baseQueryMeta ?? {}
    const told = { rows, seq, askedAt: confirmedAt - durationMs, confirmedAt }
    confirm(told)
    const target = state.lists.get(queryCacheKey)
    if (isList && target) takeList(target, rows, told)
    const list = { args: arg.originalArgs as ListInstancesArgs | undefined, page: payload }
    parts.others()?.tell({ kind: 'told', ...told, ...(isList ? { list } : {}) })
    wake()
  }

  const observeRead = (action: UnknownAction, meta: CallMeta, at: number): void => {
    const { requestStatus, condition, arg, baseQueryMeta } = meta
    const { queryCacheKey = '', originalArgs } = arg
    // It asks the same as a poll that is on its way.
    if (requestStatus === 'pending') dropPoll(state, queryCacheKey)
    if (requestStatus === 'fulfilled') learn(action, meta, at)
    if (requestStatus !== 'rejected' || condition || !isVZapsError(action.payload)) return
    const isList = arg.endpointName === 'listInstances'
    const target = state.lists.get(queryCacheKey)
    fail({
      error: action.payload,
      seq: baseQueryMeta?.sentSeq ?? 0,
      ...(isList
        ? { list: target, ids: [] }
        : { id: String(originalArgs), ids: [String(originalArgs)] }),
    })
    wake()
  }

  /** It failed; where nobody knows what that means, only a read of this tab tells, not what others have read. */
  const mayBeDone = (error: VZapsError | undefined, arg: unknown): boolean => {
    if (error?.outcome !== 'unknown') return false
    if (isRecord(arg)) parts.others()?.doubt(String(arg.instanceId))
    return true
  }

  const observeOther = (action: UnknownAction, meta: CallMeta, at: number): void => {
    const { payload } = action
    const { requestStatus, arg, baseQueryMeta } = meta
    const error = requestStatus === 'rejected' && isVZapsError(payload) ? payload : undefined
    if (requestStatus === 'rejected' && !mayBeDone(error, arg.originalArgs)) return
    if (action.type.includes('/executeMutation/')) state.mutatedAt = parts.clock()
    conclude(arg, payload, at, baseQueryMeta?.sentSeq ?? 0)
  }

  const conclude = (
    { endpointName, originalArgs }: CallMeta['arg'],
    payload: unknown,
    at: number,
    seq: number,
  ): void => {
    const [id, why] = transitionOf(endpointName, originalArgs, payload) ?? []
    if (typeof id !== 'string' || !why) return
    expect(id, why, at, seq)
    if (why === 'billing' && isRecord(payload) && payload.url) parts.onCheckout(id)
  }

  return (action: UnknownAction, at: number): void => {
    const meta = action.meta as CallMeta
    const { endpointName } = meta.arg
    if (endpointName === 'listInstances' || endpointName === 'getInstance') {
      observeRead(action, meta, at)
    } else if (endpointName === 'listInstancePages') {
      if (meta.requestStatus === 'fulfilled') learn(action, meta, at)
    } else if (meta.requestStatus !== 'pending') observeOther(action, meta, at)
  }
}
