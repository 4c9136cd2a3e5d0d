import { describe, expect, test } from 'vitest'
import { checkName } from '../../demo/instances/create-form.ts'
import { countVisible, trimUnseen } from '../../demo/ui/visible-text.ts'

describe('a name', () => {
  test.each([
    '\u200b\u200b\u200b',
    'a\u200b\u200b',
    '\u2060\ufeff\u00ad\u200d',
    '\u3164\u3164\u3164',
    '\u2800\u2800\u2800',
    '\u202e\u202e\u202e',
    '\u{e0041}\u{e0042}\u{e0043}',
    'ab',
    '   ',
  ])('that cannot be seen is refused: %j', (name) => {
    expect(checkName(name)).toMatch(/^At least 3 characters/)
  })

  test.each(['abc', 'São', '日本語', '👩‍👩‍👧 Family', 'می‌خواهم'])(
    'that can be seen is none: %s',
    (name) => {
      expect(checkName(name)).toBeNull()
    },
  )

  test('of more than 255 characters is refused', () => {
    expect(checkName('x'.repeat(255))).toBeNull()
    expect(checkName('x'.repeat(256))).toBe('At most 255 characters')
  })

  test('is sent without what cannot be seen at its ends, and with what joins its letters', () => {
    expect(trimUnseen('\u200b Alpha\ufeff ')).toBe('Alpha')
    expect(trimUnseen('\u200b👩‍👧\u200b')).toBe('👩‍👧')
    expect(countVisible(' a\u200bb ')).toBe(2)
  })
})
