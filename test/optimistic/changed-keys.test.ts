import { describe, expect, test } from 'vitest'
import { createChangedKeys } from '../../src/overlay/reducer/changed-keys.ts'

const entry = () => ({ endpointName: 'list' })

describe('which entries differ', () => {
  const [one, two] = [entry(), entry()]
  const before = { one, two }

  test('is what was noted of the step from one state to the next', () => {
    const { note, between } = createChangedKeys()
    const after = { one, two: entry() }
    note(before, after, ['two'])
    const keys = between(before, after)
    expect(keys).toEqual(['two'])
    expect(between(before, after)).toBe(keys)
  })

  test('is looked for between states that are no such step', () => {
    const { note, between } = createChangedKeys()
    const [next, last] = [
      { one: entry(), two },
      { one: entry(), three: entry() },
    ]
    note(before, next, ['one'])
    note(next, last, ['one', 'two', 'three'])
    expect(between(before, last)).toEqual(['one', 'two', 'three'])
    expect(between({ one, two: entry() }, next)).toEqual(['one', 'two'])
    expect(between(last, before)).toEqual(['one', 'three', 'two'])
  })

  test('is nothing between a state and itself', () => {
    const { note, between } = createChangedKeys()
    note(before, before, [])
    expect(between(before, before)).toEqual([])
  })
})
