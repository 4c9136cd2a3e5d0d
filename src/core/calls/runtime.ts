import type { Dispatch } from '@reduxjs/toolkit'
import { createSendOrder } from '../../overlay/operations/send-order.ts'
import type { Ending } from '../http/abort.ts'
import { createEnding } from '../http/abort.ts'
import type { KeyedQueue } from '../http/queue.ts'
import { createKeyedQueue } from '../http/queue.ts'

/** What is known of a request between its `pending` action and its end. */
export interface StartedRequest {
  readonly requestId: string
  /** The session it belongs to; `undefined` when nobody was signed in. */
  readonly epoch: number | undefined
  /** RTK Query's argument, as it may be seen. */
  readonly arg: Record<string, unknown>
  /** The argument held a secret, which was blacked out. */
  readonly hasSecret: boolean
  /** The base query has it. */
  isClaimed: boolean
  /** It was handed to fetch at least once. */
  sent: boolean
}

/** What belongs to one store, and to no other store of the same api: made in the middleware. */
export interface Runtime {
  readonly dispatch: Dispatch
  readonly queue: KeyedQueue
  /** `onlyOne` keys of calls in flight or queued. */
  readonly busy: Set<string>
  /**
   * Instances that were deleted from this store, and when by its send order: nothing is sent about them any more, until a
   * later read shows one again.
   */
  readonly deleted: Map<string, number>
  /** Requests by id, from `pending` to their end. */
  readonly requests: Map<string, StartedRequest>
  /**
   * The request whose `pending` action has just been dealt with. `createAsyncThunk` calls the base query next, in the
   * same turn, and gives it no request id: this is how the base query learns whose request it is.
   */
  starting: StartedRequest | undefined
  /** Numbers requests as they leave, from the overlay's clock. */
  sendOrder: (clock: number) => number
  /** Aborts deferred calls when the state is reset. */
  deferral(): Ending
  /** Forgets what resetApiState ends. */
  reset(): void
}

/** The runtimes of an api's stores. Stores are held weakly: an api may live longer than they do. */
export interface Runtimes {
  create(dispatch: Dispatch): Runtime
  of(dispatch: unknown): Runtime | undefined
  /** Those whose store is still there. */
  all(): readonly Runtime[]
}

const createRuntime = (dispatch: Dispatch): Runtime => {
  let deferrals = createEnding()
  const runtime: Runtime = {
    dispatch,
    queue: createKeyedQueue(),
    busy: new Set(),
    deleted: new Map(),
    requests: new Map(),
    starting: undefined,
    sendOrder: createSendOrder(),
    deferral: () => deferrals,
    reset: () => {
      deferrals.end()
      deferrals = createEnding()
      runtime.deleted.clear()
    },
  }
  return runtime
}

/** Makes the empty registry of an api. */
export const createRuntimes = (): Runtimes => {
  const byDispatch = new WeakMap<object, Runtime>()
  const refs = new Set<WeakRef<Runtime>>()
  const prune = (): Runtime[] => {
    const alive: Runtime[] = []
    for (const ref of refs) {
      const runtime = ref.deref()
      if (runtime) alive.push(runtime)
      else refs.delete(ref)
    }
    return alive
  }
  return {
    create: (dispatch) => {
      const runtime = createRuntime(dispatch)
      byDispatch.set(dispatch, runtime)
      prune()
      refs.add(new WeakRef(runtime))
      return runtime
    },
    of: (dispatch) => (typeof dispatch === 'function' ? byDispatch.get(dispatch) : undefined),
    all: prune,
  }
}
