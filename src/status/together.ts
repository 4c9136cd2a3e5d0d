import type { Platform } from '../core/platform.ts'
import type { HubState } from './hub-state.ts'
import type { Answered } from './take.ts'

/** A screen shows nothing in between two frames. */
const FRAME_MS = 16

/** Answers that are taken together. */
export interface Together {
  /** An answer came: of an instance it is taken at once, of a list or a page with the others that come within a frame. */
  add(answered: Answered): void
  /** A poll is over without an answer: the others may have waited for that one alone. */
  look(): void
}

/** Makes it: with thousands of instances each write costs much, however little it changes. */
export const createTogether = (
  state: HubState,
  { setTimeout, clearTimeout }: Pick<Platform, 'setTimeout' | 'clearTimeout'>,
  take: (answers: readonly Answered[]) => void,
): Together => {
  const answers = new Map<Answered['poll'], Answered>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const stop = () => {
    if (timer !== undefined) clearTimeout(timer)
    timer = undefined
  }
  const takeAll = () => {
    stop()
    const all = [...answers.values()]
    answers.clear()
    if (all.length > 0) take(all)
  }
  const isWaiting = () => {
    for (const poll of state.polls.values()) {
      if (poll.kind !== 'id' && !answers.has(poll)) return true
    }
    return false
  }
  const look = () => {
    if (!isWaiting()) takeAll()
  }

  return {
    look,
    add: (answered) => {
      const { poll } = answered
      if (poll.kind === 'id') {
        take([answered])
        return
      }
      answers.set(poll, answered)
      const drop = () => {
        answers.delete(poll)
        if (answers.size === 0) stop()
      }
      poll.controller.signal.addEventListener('abort', drop, { once: true })
      if (isWaiting()) timer ??= setTimeout(takeAll, FRAME_MS)
      else takeAll()
    },
  }
}
