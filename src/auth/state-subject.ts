import { BehaviorSubject } from 'rxjs'

/** A state that can be read at any time, and observed. */
export interface StateSubject<State> {
  readonly state$: BehaviorSubject<State>
  getState(): State
  publish(next: State): void
}

/**
 * Makes a subject of a state. A `BehaviorSubject` alone tells its second subscriber things in the wrong order when the
 * first one changes the state: here each change is told to all before the next one is.
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
