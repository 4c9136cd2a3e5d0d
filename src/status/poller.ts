import { createAsk } from './ask.ts'
import type { HubInside } from './hub-inside.ts'
import type { DoorSide } from './hub-parts.ts'
import { dropPolls } from './hub-state.ts'
import type { Pipeline } from './pipeline.ts'
import { startPipeline } from './pipeline.ts'
import { createPollCache } from './poll-cache.ts'
import { makeRound } from './round.ts'
import { nudge } from './turns.ts'

/** What polls take of a hub. */
export interface PollerParts extends HubInside, Pick<DoorSide, 'told' | 'statusOf' | 'notify'> {
  /** Instances whose checkout page was asked for: its user will be back. */
  readonly checkouts: Set<string>
}

/** The polls of a store, while anything is watched. */
export interface Poller extends Pipeline {
  /** Nobody watches the instance any more. */
  release(instanceId: string): void
  releaseAll(): void
}

/** Starts polling. */
export const startPolling = (hub: PollerParts): Poller => {
  const { parts, state, answers, gate, told, checkouts, notify, statusOf } = hub
  const { platform } = parts
  const cache = createPollCache(hub)
  const targets = () => [...state.lists.values(), ...state.ids.values()]
  const isVisible = () => told.focused && platform.visible.get()
  const isOnline = () => told.online && platform.online.get()

  /** What kept polls from being sent, or from being loaded, is over. */
  const forgive = () => {
    for (const target of [...targets(), ...state.expected.values()]) target.failures = 0
  }

  let lastSeen = ''
  forgive()
  state.phase = platform.random()
  const { wake, look, stop } = startPipeline({
    platform,
    isVisible,
    isOnline,
    ask: createAsk({ ...parts, state, cache, answers }),
    makeRound: () => {
      const surroundings = { isOnline: isOnline(), isVisible: isVisible() }
      const seen = [...Object.values(surroundings), state.refusal === undefined].join()
      if (seen !== lastSeen) state.areAllTouched = true
      lastSeen = seen
      const round = makeRound({
        ...surroundings,
        state,
        cache,
        statusOf,
        now: platform.now(),
        heldUntil: gate.heldUntil,
        join: parts.others()?.join,
      })
      for (const id of round.stale) state.stale.add(id)
      notify(round.stale)
      return round
    },
    onFocus: () => {
      nudge(targets(), platform.now(), ({ refetchOnFocus }) => refetchOnFocus !== false)
      for (const id of checkouts) answers.expect(id, 'billing', platform.now())
      checkouts.clear()
      state.areAllTouched = true
    },
    onReconnect: () => {
      state.areAllTouched = true
      forgive()
      nudge(targets(), platform.now(), ({ refetchOnReconnect }) => refetchOnReconnect !== false)
    },
  })

  return {
    wake,
    look,
    release: cache.release,
    releaseAll: cache.releaseAll,
    stop: () => {
      stop()
      dropPolls(state)
      cache.releaseAll()
    },
  }
}
