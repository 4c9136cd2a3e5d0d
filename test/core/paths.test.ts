import { describe, expect, test } from 'vitest'
import { checkId, checkPath, checkQuery, fillRoute, withQuery } from '../../src/core/calls/paths.ts'

describe('an id', () => {
  test.each(['', ' ', '\t', '.', '..', 'tmp:r1', '\ud800', undefined, null, 5, {}])(
    '%j is refused, and the field is named',
    (id) => {
      expect(checkId(id, 'the field')).toMatchObject({
        kind: 'validation',
        outcome: 'not-sent',
        field: 'the field',
        message: expect.stringContaining('the field'),
      })
    },
  )

  test.each(['VZ1', 'a/b?c', '...', 'é日', ' x '])('%j is taken', (id) => {
    expect(checkId(id)).toBeUndefined()
  })

  test('that is temporary says so', () => {
    expect(checkId('tmp:r1')).toMatchObject({ code: 'temporary-id', field: 'instanceId' })
  })
})

describe('the path of a free call', () => {
  test.each([
    'x',
    '',
    '//evil.test',
    '/\\evil.test',
    '/a\tb',
    '/a\nb',
    '/x ',
    '/x ?a=1',
    '/x #y',
    '/\ud800',
    '/./a',
    '/a/..',
    '/a/%2E%2e',
    '/token',
    '/TOKEN/',
    '/token?x=1',
    '/token#x',
    '/%74oken',
    7,
    undefined,
  ])('%j is refused', (path) => {
    expect(checkPath(path)).toMatchObject({ kind: 'validation', field: 'path' })
  })

  test.each([
    '/',
    '/x',
    '/a b',
    '/tokens',
    '/token/x',
    '/x?path=../..',
    '/x?u=//a',
    '/%zz',
    '/a.b',
  ])('%j is taken', (path) => {
    expect(checkPath(path)).toBeUndefined()
  })
})

describe('the query of a free call', () => {
  test.each([undefined, null, {}, { a: 'x', b: 1, c: false, d: null, e: undefined }])(
    '%j is taken',
    (query) => {
      expect(checkQuery(query)).toBeUndefined()
    },
  )

  test.each([[[]], ['a=1'], [{ a: {} }], [{ a: [] }], [{ a: () => 1 }], [{ a: 1n }]])(
    'number %# is refused',
    (query) => {
      expect(checkQuery(query)).toMatchObject({ kind: 'validation', field: 'query' })
    },
  )

  test.each([
    ['/x', undefined, '/x'],
    ['/x', {}, '/x'],
    ['/x?a=1', {}, '/x?a=1'],
    ['/x?a=1', { b: 2 }, '/x?a=1&b=2'],
    ['/x?a=1', { a: 2 }, '/x?a=1&a=2'],
    ['/x?a=?b', { c: true }, '/x?a=%3Fb&c=true'],
    ['/x#part', { a: 'ö &' }, '/x?a=%C3%B6+%26'],
    ['/x?', { a: null, b: undefined }, '/x'],
  ])('%s with %j is %s', (path, query, whole) => {
    expect(withQuery(path, query)).toBe(whole)
  })
})

test('placeholders are filled encoded, unknown ones with nothing', () => {
  expect(fillRoute('/a/{id}/b/{phone}', { id: 'x/y?z', phone: '1' })).toBe('/a/x%2Fy%3Fz/b/1')
  expect(fillRoute('/a/{id}', {})).toBe('/a/')
})
