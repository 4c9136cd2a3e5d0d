import type { Operation } from '../operations/operation.ts'

/** Hears of a function of the app that threw; what it was to change is left alone. */
export type OnRecipeError = (error: unknown, operation: Operation | undefined) => void

/** What a function of the app gives, or `fallback` when it throws: it must not break the store. */
export type Ask = <T>(fallback: T, question: () => T, operation?: Operation) => T

/** Calls functions of the app, and reports what they throw. */
export const createAsk =
  (onError: OnRecipeError | undefined): Ask =>
  (fallback, question, operation) => {
    try {
      return question()
    } catch (error) {
      try {
        onError?.(error, operation)
      } catch {
        // Who reports must not break the store either.
      }
      return fallback
    }
  }
