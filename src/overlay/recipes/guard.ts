import type { Operation } from '../operations/operation.ts'

/** Hears of a function of the app that threw; what it was to change is left alone. */
export type OnRecipeError = (error: unknown, operation: Operation | undefined) => void

/** What a function of the app gives, or `fallback` when it throws: it must not break the store. */
export type Ask = <T>(fallback: T, question: () => T, operation?: Operation) => T

/** Calls functions of the app, and tells of what makes an operation not optimistic. */
export interface Guard {
  readonly ask: Ask
  /** Tells the app, and in development once the console. `about`: the mutation, where there is no operation. */
  report(error: unknown, operation?: Operation, about?: string): void
}

/** Makes a {@link Guard}. */
export const createGuard = (onError: OnRecipeError | undefined): Guard => {
  const said = new Set<string>()

  const warn = (error: unknown, operation: Operation | undefined, about: string | undefined) => {
    const { endpointName = about, row } = operation ?? {}
    const message = error instanceof Error ? error.message : String(error)
    const key = `${endpointName}: ${message}`
    if (said.has(key)) return
    said.add(key)
    const what = endpointName === undefined ? 'Rows are' : `The mutation '${endpointName}' is`
    const which = row ? ` (${row.type} '${row.id}')` : ''
    // biome-ignore lint/suspicious/noConsole: once, and in development alone
    console.warn(
      `vzaps-rtk: ${what} not shown optimistically${which}: ${message}\nOptimistic updates need plain data as arguments, rows with ids, and recipes that are pure and throw for no row. onRecipeError hears of each case.`,
    )
  }

  const report: Guard['report'] = (error, operation, about) => {
    try {
      if (process.env.NODE_ENV !== 'production') warn(error, operation, about)
      onError?.(error, operation)
    } catch {
      // Who reports must not break the store either.
    }
  }

  return {
    report,
    ask: (fallback, question, operation) => {
      try {
        return question()
      } catch (error) {
        report(error, operation)
        return fallback
      }
    },
  }
}
