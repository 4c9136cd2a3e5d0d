import { expect, test } from 'vitest'
import { cutDeclaration } from '../../demo/code/cut-declaration.ts'
import { code } from '../../demo/story/with-this-library.ts?optimistic&code'

const source = `import { x } from './x.ts'

/** Adds one. */
export const plusOne = (
  n: number,
): number => {
  const one = 1

  return n + one
}
// Another thing.
const two = 2

interface Three {
  readonly three: 3
}
`

test('a declaration is cut with its comment, to its end', () => {
  expect(cutDeclaration(source, 'plusOne')).toEqual({
    start: 3,
    lines: source.split('\n').slice(2, 10).join('\n'),
  })
  expect(cutDeclaration(source, 'two').lines).toBe('// Another thing.\nconst two = 2')
  expect(cutDeclaration(source, 'Three').lines).toBe('interface Three {\n  readonly three: 3\n}')
})

test('a name that is not declared, or only begins alike, is an error', () => {
  expect(() => cutDeclaration(source, 'plus')).toThrow('There is no declaration of plus')
  expect(() => cutDeclaration(source, 'x')).toThrow('There is no declaration of x')
})

test('the page is given the lines, and where they stand', () => {
  expect(code.file).toBe('demo/story/with-this-library.ts')
  expect(code.lines).toMatch(/^\/\*\* .*\nconst optimistic = defineOptimistic</)
  expect(code.lines).toMatch(/\n}\)$/)
})
