import { createNextState, freeze } from '@reduxjs/toolkit'

declare const isGone: unique symbol

/** The type of {@link gone}: that of a symbol would widen. */
export interface Gone {
  readonly [isGone]: true
}

/** What a recipe returns for a row that goes. */
export const gone = Symbol.for('vzaps-rtk/gone') as unknown as Gone

/** Calls what may change a draft of a value, or return the next one: `undefined` from a draft left alone changes nothing. */
export type Change = <T>(value: T, recipe: object, update: (draft: T) => unknown) => T | Gone

/** Makes a {@link Change}; what it remembers of recipes only saves calls. */
export const createChange = (): Change => {
  const drafting = new WeakSet<object>()
  return <T>(value: T, recipe: object, update: (draft: T) => unknown) => {
    // A draft costs many times what a recipe does that returns a value. So it is called on the value itself first, which
    // is frozen: to change it throws.
    if (!drafting.has(recipe)) {
      freeze(value, true)
      try {
        const next = update(value)
        if (next !== undefined) return freezeNew(value, checked(value, next))
      } catch (error) {
        if (!(error instanceof TypeError)) throw error
      }
    }
    let isReturned = false
    const next: unknown = createNextState(value, (draft) => {
      const returned = update(draft as T)
      isReturned = returned !== undefined && returned !== draft
      return returned as never
    })
    if (next !== value && !isReturned) drafting.add(recipe)
    return checked(value, next)
  }
}

/** Freezes what a recipe made. Rows of the list before are frozen already: to ask each of thousands takes longer than it. */
export const freezeNew = <T>(before: unknown, next: T): T => {
  if (!Array.isArray(before) || !Array.isArray(next)) return freeze(next, true)
  const isFrozen = Object.isFrozen(before)
  for (let i = 0; i < next.length; i++) {
    if (!isFrozen || next[i] !== before[i]) freeze(next[i], true)
  }
  return Object.freeze(next)
}

const checked = <T>(value: T, next: unknown): T | Gone => {
  if (next === gone || typeof next === typeof value) {
    if (typeof next !== 'object' || (next !== null && !('then' in next))) return next as T
  }
  throw new Error(`A recipe returned ${String(next)}: return the next value, nothing, or gone.`)
}
