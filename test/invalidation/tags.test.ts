import { describe, expect, test } from 'vitest'
import { createReadsInFlight } from '../../src/overlay/invalidation/reads.ts'
import { isInvalidated, readTags } from '../../src/overlay/invalidation/tags.ts'

describe('tags', () => {
  test('are read as RTK Query reads them', () => {
    expect(readTags(['Todo', { type: 'Todo', id: 1 }])).toEqual([
      { type: 'Todo' },
      { type: 'Todo', id: 1 },
    ])
  })

  test.each([undefined, null, 'Todo', 5, {}])('are none in %j', (tags) => {
    expect(readTags(tags)).toEqual([])
  })

  test('leave out what is none', () => {
    expect(readTags([null, undefined, 5, {}, { id: 1 }, 'Todo'])).toEqual([{ type: 'Todo' }])
  })
})

describe('an entry is concerned', () => {
  const provided = [{ type: 'Todo', id: 1 }, { type: 'Label' }]
  test.each([
    [{ type: 'Todo' }, true],
    [{ type: 'Todo', id: 1 }, true],
    [{ type: 'Todo', id: '1' }, true],
    [{ type: 'Todo', id: 2 }, false],
    [{ type: 'Label' }, true],
    [{ type: 'Label', id: 1 }, false],
    [{ type: 'User', id: 1 }, false],
  ])('by %j: %s', (tag, expected) => {
    expect(isInvalidated(provided, [tag])).toBe(expected)
    expect(isInvalidated(provided, [{ type: 'else' }, tag])).toBe(expected)
  })

  test('by nothing, or without tags of its own, never', () => {
    expect(isInvalidated(provided, [])).toBe(false)
    expect(isInvalidated([], [{ type: 'Todo' }])).toBe(false)
  })
})

describe('reads in flight', () => {
  const provided = [{ type: 'Todo', id: 1 }]
  const setup = () => {
    const reads = createReadsInFlight()
    reads.start('r1', 'one')
    return reads
  }

  test('are over as they were when nothing was invalidated', () => {
    expect(setup().end('r1', provided)).toBe(false)
  })

  test('have to be asked again once when what they provide was', () => {
    const reads = setup()
    reads.invalidate([{ type: 'Todo', id: 2 }])
    reads.invalidate([{ type: 'Todo', id: 1 }])
    expect(reads.end('r1', provided)).toBe(true)
    expect(reads.end('r1', provided)).toBe(false)
  })

  test('have to be asked again when they are marked, whatever they provide', () => {
    const reads = setup()
    reads.start('r2', 'two')
    expect(reads.mark('one')).toBe(true)
    expect(reads.mark('three')).toBe(false)
    expect(reads.end('r2', [])).toBe(false)
    expect(reads.end('r1', [])).toBe(true)
    expect(reads.mark('one')).toBe(false)
  })

  test('know nothing of what was invalidated before they started', () => {
    const reads = setup()
    reads.invalidate(provided)
    reads.start('r2', 'two')
    expect(reads.end('r2', provided)).toBe(false)
  })

  test('are forgotten', () => {
    const reads = setup()
    reads.mark('one')
    reads.clear()
    expect(reads.mark('one')).toBe(false)
    expect(reads.end('r1', provided)).toBe(false)
  })
})
