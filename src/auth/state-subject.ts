import { BehaviorSubject } from 'rxjs'

/** A state that can be read at any time, and observed. */
export interface StateSubject<State> {
  readonly state$: BehaviorSubject<State>
  getState(): State
  publish(next: State): void
}

/**
 * Makes a subject of a state. When a subscriber of a `BehaviorSubject` changes the state, the subscribers after it see the
 * two changes in the wrong order. Here each change reaches all subscribers before the next one is published.
 */
export const createStateSubject = <State>(initial: State): StateSubject<State> => {
  const state$ = new BehaviorSubject(initial)
  const waiting: State[] = []
  let state = initial
  let isTelling = false
  return {
    state$,
    getState: () => state,
    publish: (next) => {
      state = next
      waiting.push(next)
      if (isTelling) return
      isTelling = true
      for (let told = waiting.shift(); told !== undefined; told = waiting.shift()) state$.next(told)
      isTelling = false
    },
  }
}
