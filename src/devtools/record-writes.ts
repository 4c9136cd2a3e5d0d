import type { UnknownAction } from '@reduxjs/toolkit'
import { baseOf } from '../overlay/operations/overlay.ts'
import type { CacheEvent } from '../overlay/rtk-query/actions.ts'
import { createEventReader } from '../overlay/rtk-query/actions.ts'
import type { SliceState } from '../overlay/rtk-query/entries.ts'
import type { Inspected } from './inspected.ts'

/** Who wrote the server value of an entry, and when. */
export interface Write {
  /** Epoch ms. */
  readonly at: number
  /** Counts the writes of all entries. */
  readonly nr: number
  readonly by: string
}

/** An action of the api: its type, and whose it was. Neither its argument nor what it brought. */
export interface ActionNote {
  readonly at: number
  readonly type: string
  readonly endpointName?: string
  readonly requestId?: string
}

/** What is noted of the api's actions in one store. */
export interface WriteRecord {
  /** The last write of each entry, by cache key. */
  readonly writes: ReadonlyMap<string, Write>
  /** The last actions. */
  readonly actions: readonly ActionNote[]
  end(): void
}

const MAX_ACTIONS = 500

interface CallMeta {
  readonly requestId?: string
  readonly arg?: { readonly endpointName?: string }
}

const metaOf = (action: UnknownAction): CallMeta => (action.meta ?? {}) as CallMeta

/** What the server last said, as the state has it. */
const serverValueIn = ({ queries, overlay }: Partial<SliceState>, key: string): unknown => {
  const base = overlay && baseOf(overlay, key)
  return base ? base.value : queries?.[key]?.data
}

const writerOf = (event: CacheEvent | undefined, action: UnknownAction, key: string): string => {
  const name = metaOf(action).arg?.endpointName ?? ''
  switch (event?.kind) {
    case 'query-landed':
      if (event.isUpsert) return 'the app: upsertQueryData'
      return event.queryCacheKey === key ? 'its own read' : `the read of ${event.queryCacheKey}`
    case 'mutation-settled':
      return `the answer of ${name}`
    case 'mutation-failed':
      return `the end of ${name}`
    case 'told':
      return `settle: ${event.call.endpointName}`
    case 'rows-told':
      return event.tell.asOf === undefined ? 'tellRows: a push' : 'tellRows: a poll'
    case 'written':
      return event.asOf === undefined ? `the app: ${action.type.split('/').at(-1)}` : 'a poll'
    default:
      return action.type
  }
}

/** Notes who writes what, from now on. */
export const recordWrites = (
  api: Pick<Inspected, 'reducerPath' | 'util'>,
  store: { getState(): unknown },
  now: () => number = Date.now,
): WriteRecord => {
  const readEvent = createEventReader(api.reducerPath)
  const sliceIn = (state: unknown) =>
    ((state as Record<string, unknown>)[api.reducerPath] ?? {}) as Partial<SliceState>
  const writes = new Map<string, Write>()
  const actions: ActionNote[] = []
  let before = sliceIn(store.getState())
  let nr = 0

  const end = api.util.watchActions((action, getState) => {
    const state = getState()
    // The api may be mounted in other stores, too.
    if (state !== store.getState()) return
    const slice = sliceIn(state)
    const at = now()
    const { requestId, arg } = metaOf(action)
    actions.push({
      at,
      type: action.type,
      ...(arg?.endpointName !== undefined && { endpointName: arg.endpointName }),
      ...(requestId !== undefined && { requestId }),
    })
    if (actions.length > MAX_ACTIONS) actions.shift()
    if (slice === before) return
    const event = readEvent(action)
    for (const key of Object.keys(slice.queries ?? {})) {
      if (serverValueIn(slice, key) === serverValueIn(before, key)) continue
      writes.set(key, { at, nr: ++nr, by: writerOf(event, action, key) })
    }
    for (const key of writes.keys()) if (!slice.queries?.[key]) writes.delete(key)
    before = slice
  })
  return { writes, actions, end }
}
