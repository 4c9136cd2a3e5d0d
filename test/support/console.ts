import { format } from 'node:util'

/** What a test may write with. */
export type ConsoleMethod = (typeof methods)[number]

const methods = [
  'error',
  'warn',
  'log',
  'info',
  'debug',
  'trace',
  'table',
  'dir',
  'dirxml',
  'group',
  'groupCollapsed',
  'count',
  'timeLog',
  'timeEnd',
] as const

/** How long the checks of a development build take says something about the machine, and nothing about the code. */
const slowChecks = /^(Immutable|Serializable)StateInvariantMiddleware took \d+ms/

interface Expected {
  readonly method: ConsoleMethod
  readonly text: RegExp
  isSeen: boolean
}

const expected: Expected[] = []
const unexpected: string[] = []

const write = (method: string, args: readonly unknown[]): void => {
  const text = format(...args)
  if (method === 'warn' && slowChecks.test(text)) return
  const match = expected.find((one) => one.method === method && one.text.test(text))
  if (match) match.isSeen = true
  else unexpected.push(`console.${method}: ${text}`)
}

/** Takes the console over, for good: whoever spies on it later gets this one back. */
export const watchConsole = (): void => {
  for (const method of methods) console[method] = (...args: unknown[]) => write(method, args)
  console.assert = (isTrue, ...args) => {
    if (!isTrue) write('assert', args)
  }
}

/**
 * Says that this test provokes a message, as often as it comes: once at least, or the test fails. Everything else that
 * is written to the console makes a test fail.
 */
export const expectConsole = (method: ConsoleMethod, text: RegExp): void => {
  expected.push({ method, text, isSeen: false })
}

/** Says that this test may provoke a message: another one looks whether it comes. */
export const allowConsole = (method: ConsoleMethod, text: RegExp): void => {
  expected.push({ method, text, isSeen: true })
}

/** What was not as declared since the last time, in words; then nothing is declared any more. */
export const takeConsoleFaults = (): readonly string[] => {
  const unseen = expected.filter(({ isSeen }) => !isSeen)
  const faults = [
    ...unexpected,
    ...unseen.map(({ method, text }) => `console.${method} never said ${text}`),
  ]
  expected.length = 0
  unexpected.length = 0
  return faults
}
