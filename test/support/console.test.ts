import { describe, expect, test } from 'vitest'
import { expectConsole, takeConsoleFaults } from './console.ts'

const { console: output } = globalThis

describe('a test that writes to the console', () => {
  test.each(['error', 'warn', 'log', 'info', 'debug', 'trace', 'table'] as const)(
    'fails, with console.%s too',
    (method) => {
      output[method]('a %s', 'word')
      expect(takeConsoleFaults()).toEqual([`console.${method}: a word`])
      expect(takeConsoleFaults()).toEqual([])
    },
  )

  test('fails for an assertion that is false, and for no other', () => {
    output.assert(true, 'fine')
    output.assert(false, 'not fine')
    expect(takeConsoleFaults()).toEqual(['console.assert: not fine'])
  })

  test('passes when it says so, however often that comes', () => {
    expectConsole('warn', /^careful with \d+$/)
    output.warn('careful with', 5)
    output.warn('careful with', 6)
    expect(takeConsoleFaults()).toEqual([])
  })

  test('fails when it says so and nothing comes, or something else', () => {
    expectConsole('warn', /careful/)
    output.error('careful')
    expect(takeConsoleFaults()).toEqual([
      'console.error: careful',
      'console.warn never said /careful/',
    ])
  })

  test('passes when a check of a development build took its time', () => {
    output.warn('ImmutableStateInvariantMiddleware took 40ms, which is more than ...')
    expect(takeConsoleFaults()).toEqual([])
  })
})
