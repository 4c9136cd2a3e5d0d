import { describe, expect, test } from 'vitest'
import { outcomeOf } from '../../src/overlay/operations/outcome.ts'

describe('the outcome of an error', () => {
  test.each([
    ['FETCH_ERROR', 'unknown'],
    ['TIMEOUT_ERROR', 'unknown'],
    ['PARSING_ERROR', 'unknown'],
    ['CUSTOM_ERROR', 'unknown'],
    [500, 'unknown'],
    [503, 'unknown'],
    [499, 'rejected'],
    [404, 'rejected'],
    ['404', 'unknown'],
  ])('with the status %s is %s', (status, outcome) => {
    expect(outcomeOf({ status }, false)).toBe(outcome)
  })

  test.each(['not-sent', 'rejected', 'unknown'] as const)(
    'is %s where the error says so, whatever its status, and aborted or not',
    (outcome) => {
      for (const status of [400, 503, 'FETCH_ERROR']) {
        expect(outcomeOf({ outcome, status }, false)).toBe(outcome)
        expect(outcomeOf({ outcome, status }, true)).toBe(outcome)
      }
    },
  )

  test('does not follow from an outcome that is none', () => {
    expect(outcomeOf({ outcome: 'maybe', status: 400 }, false)).toBe('rejected')
    expect(outcomeOf({ outcome: 'maybe', status: 500 }, false)).toBe('unknown')
  })

  test('is unknown after an abort that says nothing', () => {
    expect(outcomeOf({ name: 'AbortError' }, true)).toBe('unknown')
    expect(outcomeOf(undefined, true)).toBe('unknown')
  })

  test.each([undefined, null, 'text', {}, { name: 'TypeError', message: 'thrown' }])(
    'of %s is unknown: it may have been thrown after the server did it',
    (error) => {
      expect(outcomeOf(error, false)).toBe('unknown')
    },
  )

  test.each([
    [404, 'rejected'],
    [200, 'unknown'],
    [502, 'unknown'],
  ])('of an answer %s whose body cannot be read is %s', (originalStatus, outcome) => {
    expect(outcomeOf({ status: 'PARSING_ERROR', originalStatus }, false)).toBe(outcome)
  })
})
