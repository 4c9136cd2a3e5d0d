import { describe, expect, test } from 'vitest'
import { createSchema } from '../../src/overlay/recipes/schema.ts'
import { SEVERAL } from '../../src/overlay/rows/positions.ts'
import type { Dating } from '../../src/overlay/rows/row-index.ts'
import { createRowIndex } from '../../src/overlay/rows/row-index.ts'

type Row = { readonly id: string; readonly title?: string }
const rowsOf = {
  get: (data: unknown) => data as readonly object[],
  set: (_data: unknown, rows: readonly object[]) => rows,
}
const setup = () => {
  const schema = createSchema({ rows: { Todo: { in: { list: rowsOf } } }, recipes: {} })
  const index = createRowIndex(schema)
  const dating = (writtenAt: number, more: Partial<Dating> = {}): Dating => ({
    writtenAt,
    onlyChanged: false,
    kept: new Set(),
    ...more,
  })
  return { index, dating, places: (id: string) => index.find('Todo', id) }
}
const [a, b, c]: readonly Row[] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]

describe('the row index', () => {
  test('knows which entries hold a row, and which entries an endpoint has', () => {
    const { index, places } = setup()
    index.write('one', 'list', undefined, [a, b])
    index.write('two', 'list', undefined, [b])
    expect([...(places('b')?.positions.keys() ?? [])]).toEqual(['one', 'two'])
    expect([...(places('a')?.positions.keys() ?? [])]).toEqual(['one'])
    expect(places('c')).toBeUndefined()
    expect(index.find('Label', 'a')).toBeUndefined()
    expect([...index.entriesOf('list')]).toEqual(['one', 'two'])
    expect(index.entriesOf('other').size).toBe(0)
    expect(index.size()).toBe(2)
  })

  test('takes an entry off the rows that left it, and tells which rows nothing holds', () => {
    const { index, places } = setup()
    index.write('one', 'list', undefined, [a, b, c])
    index.write('two', 'list', undefined, [b])
    expect(index.write('one', 'list', [a, b, c], [c])).toEqual([{ type: 'Todo', id: 'a' }])
    expect([...(places('b')?.positions.keys() ?? [])]).toEqual(['two'])
    expect(index.write('two', 'list', [b], undefined)).toEqual([{ type: 'Todo', id: 'b' }])
    expect([...index.entriesOf('list')]).toEqual(['one'])
    expect(index.write('one', 'list', [c], undefined)).toEqual([{ type: 'Todo', id: 'c' }])
    expect(index.size()).toBe(0)
    expect(index.entriesOf('list').size).toBe(0)
  })

  test.each([
    ['another order', [c, a, b]],
    ['one more in front', [{ id: 'd' }, a, b, c]],
    ['one more behind', [a, b, c, { id: 'd' }]],
    ['others of the same ids', [{ id: 'a' }, { id: 'b' }, { id: 'c' }]],
  ])('keeps rows that only stand elsewhere: %s', (_name, next) => {
    const { index, places } = setup()
    index.write('one', 'list', undefined, [a, b, c])
    expect(index.write('one', 'list', [a, b, c], next)).toEqual([])
    for (const id of ['a', 'b', 'c'])
      expect([...(places(id)?.positions.keys() ?? [])]).toEqual(['one'])
  })

  test('tells where a row stands, unless it stands there more than once', () => {
    const { index, places } = setup()
    index.write('one', 'list', undefined, [a, b, c])
    index.write('two', 'list', undefined, [c, a, c])
    expect(places('c')?.positions).toEqual(
      new Map([
        ['one', 2],
        ['two', SEVERAL],
      ]),
    )
    index.write('one', 'list', [a, b, c], [c, a])
    expect(places('c')?.positions.get('one')).toBe(0)
    expect(places('a')?.positions).toEqual(
      new Map([
        ['one', 1],
        ['two', 1],
      ]),
    )
  })

  test('keeps a row that goes from one of its places and stays at another', () => {
    const { index, places } = setup()
    index.write('one', 'list', undefined, [a, b, a])
    expect(index.write('one', 'list', [a, b, a], [c, b, a])).toEqual([])
    expect([...(places('a')?.positions.keys() ?? [])]).toEqual(['one'])
    expect(index.write('one', 'list', [c, b, a], [c, b])).toEqual([{ type: 'Todo', id: 'a' }])
  })

  test('forgets nothing when a row it does not know leaves', () => {
    const { index } = setup()
    expect(index.write('one', 'list', [a], [b])).toEqual([])
    expect(index.size()).toBe(1)
  })
})

describe('the age of a row', () => {
  test('is that of the newest answer, and its writer the entry of that', () => {
    const { index, dating, places } = setup()
    index.write('one', 'list', undefined, [a], dating(5))
    expect(places('a')).toMatchObject({ writtenAt: 5, writtenBy: 'one' })
    index.write('two', 'list', undefined, [a], dating(3))
    expect(places('a')).toMatchObject({ writtenAt: 5, writtenBy: 'one' })
    index.write('two', 'list', [a], [a], dating(5))
    expect(places('a')).toMatchObject({ writtenAt: 5, writtenBy: 'two' })
    index.write('one', 'list', [a], [a], dating(8))
    expect(places('a')).toMatchObject({ writtenAt: 8, writtenBy: 'one' })
  })

  test('is nought, and never changed, by what says nothing of it', () => {
    const { index, dating, places } = setup()
    index.write('one', 'list', undefined, [a])
    expect(places('a')).toMatchObject({ writtenAt: 0, writtenBy: 'one' })
    index.write('one', 'list', [a], [a], dating(4))
    index.write('two', 'list', undefined, [a])
    expect(places('a')).toMatchObject({ writtenAt: 4, writtenBy: 'one' })
  })

  test('is that of the answer but for rows in which what was known won', () => {
    const { index, dating, places } = setup()
    index.write('one', 'list', undefined, [a, b], dating(4))
    index.write('two', 'list', undefined, [a, b], dating(6, { kept: new Set(['Todo/a']) }))
    expect(places('a')).toMatchObject({ writtenAt: 4, writtenBy: 'one' })
    expect(places('b')).toMatchObject({ writtenAt: 6, writtenBy: 'two' })
  })

  test('is, of what a user wrote, that of the rows which changed', () => {
    const { index, dating, places } = setup()
    index.write('one', 'list', undefined, [a, b], dating(4))
    index.write('one', 'list', [a, b], [a, { id: 'b' }], dating(6, { onlyChanged: true }))
    expect(places('a')).toMatchObject({ writtenAt: 4 })
    expect(places('b')).toMatchObject({ writtenAt: 6 })
  })

  test('has no writer once the entry that wrote it holds it no more', () => {
    const { index, dating, places } = setup()
    index.write('one', 'list', undefined, [a], dating(4))
    index.write('two', 'list', undefined, [a], dating(5))
    index.write('one', 'list', [a], [])
    expect(places('a')).toMatchObject({ writtenAt: 5, writtenBy: 'two' })
    index.write('one', 'list', [], [a], dating(2))
    index.write('two', 'list', [a], [])
    expect(places('a')).toMatchObject({ writtenAt: 5, writtenBy: undefined })
  })
})
