import { describe, expect, test } from 'vitest'
import { createReadsInFlight } from '../../src/overlay/invalidation/reads.ts'
import { createTagSet } from '../../src/overlay/invalidation/tags.ts'
import { readTags } from '../../src/overlay/rtk-query/tags.ts'

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
  const [one, labels] = provided
  const among = (...tags: readonly { type: string; id?: string | number }[]) => {
    const invalidated = createTagSet()
    for (const tag of tags) invalidated.add([tag])
    return invalidated.among(provided)
  }

  test.each([
    [{ type: 'Todo' }, [one]],
    [{ type: 'Todo', id: 1 }, [one]],
    [{ type: 'Todo', id: '1' }, [one]],
    [{ type: 'Todo', id: 2 }, []],
    [{ type: 'Label' }, [labels]],
    [{ type: 'Label', id: 1 }, []],
    [{ type: 'Label', id: 'undefined' }, []],
    [{ type: 'User', id: 1 }, []],
  ])('by %j: in %j', (tag, expected) => {
    expect(among(tag)).toEqual(expected)
    expect(among({ type: 'else' }, tag)).toEqual(expected)
    expect(among({ type: 'Todo', id: 3 }, tag, { type: 'Todo', id: 4 })).toEqual(expected)
  })

  test('by nothing, or without tags of its own, never', () => {
    expect(among()).toEqual([])
    const invalidated = createTagSet()
    invalidated.add([{ type: 'Todo' }])
    expect(invalidated.among([])).toEqual([])
  })

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'by a tag that is called %s when it provides that, and by no other',
    (name) => {
      const invalidated = createTagSet()
      const tags = [{ type: name }, { type: 'Todo', id: name }]
      expect(invalidated.among(tags)).toEqual([])
      invalidated.add([{ type: 'Todo', id: name }])
      expect(invalidated.among(tags)).toEqual([tags[1]])
      invalidated.add([{ type: name, id: 'valueOf' }])
      expect(invalidated.among(tags)).toEqual([tags[1]])
      invalidated.add([{ type: name }])
      expect(invalidated.among(tags)).toEqual(tags)
    },
  )
})

describe('reads in flight', () => {
  const provided = [{ type: 'Todo', id: 1 }]
  const setup = () => {
    const reads = createReadsInFlight()
    reads.start('r1', 'one')
    return reads
  }

  test('are over as they were when nothing was invalidated', () => {
    expect(setup().end('r1', provided)).toEqual([])
  })

  test('are out of date once when what they provide was', () => {
    const reads = setup()
    reads.invalidate([{ type: 'Todo', id: 2 }])
    reads.invalidate([{ type: 'Todo', id: 1 }])
    expect(reads.end('r1', provided)).toEqual(provided)
    expect(reads.end('r1', provided)).toEqual([])
  })

  test('are out of date for what they are asked to answer for, whatever they provide', () => {
    const reads = setup()
    reads.start('r2', 'two')
    reads.invalidate(provided)
    expect(reads.ask('one', provided)).toBe(true)
    expect(reads.ask('three', provided)).toBe(false)
    expect(reads.end('r2', [])).toEqual([])
    expect(reads.end('r1', [])).toEqual(provided)
    expect(reads.ask('one', provided)).toBe(false)
  })

  test('know nothing of what was invalidated before they started', () => {
    const reads = setup()
    reads.invalidate(provided)
    reads.start('r2', 'two')
    expect(reads.ask('two', provided)).toBe(true)
    expect(reads.end('r2', provided)).toEqual([])
  })

  test('are forgotten', () => {
    const reads = setup()
    reads.invalidate(provided)
    reads.clear()
    expect(reads.ask('one', provided)).toBe(false)
    expect(reads.end('r1', provided)).toEqual([])
  })
})
