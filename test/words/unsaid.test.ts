import ts from 'typescript'
import { expect, test } from 'vitest'
import { ptBR } from '../../demo/words/pt-br.ts'
import type { Text } from './sources.ts'
import { isSaid, sourceOf, sources, textsIn } from './sources.ts'

/** Attributes, and properties that become them, that are shown or read out. */
const shown =
  /^(action|alt|aria-(label|description|valuetext)|data-hint|description|label|message|note|of|placeholder|remedy|text|title)$/

/** Names, and what is code: the same in every language. */
const names = new Set([
  'vzaps-rtk',
  'vzaps-rtk/mock',
  'RTK Query',
  'Ana',
  'window.gateway',
  'vzaps-rtk/server',
  'vzaps-rtk/mock/node',
  '/relay',
  '/relay/events',
  'gateway.dropConnection(id)',
  'gateway.advance(7 * 24 * 3_600_000)',
  'gateway.requests',
  'gateway.instances.add(',
  '{ name: "Another client made me" }',
  '?seed=11&instances=500&latency=0',
  // An example of an address, and of a number.
  'https://example.com/hooks/vzaps',
  // What stands in storage, and in a log.
  'vzaps-rtk playground: language',
  'vzaps-rtk playground: shortcuts',
  'vzaps-rtk playground: stay signed in',
  // Each language is named in itself.
  'Português (PT)',
  'Mudar para português',
  'English (EN)',
  'Switch to English',
  // What only the browser and the program read.
  'a, button, input, label, [role=alert]',
  '(prefers-reduced-motion: reduce)',
  'putting back',
  'rename to',
  'Enter',
  'Escape',
  // The gateway's own name of an event.
  'Message',
  // Units that all languages write alike.
  'R$ {}',
  '{} ms',
])

/** How the story's calls are named; what is said of one is made of it. */
const isCall = (text: string) => /^(rename to|create) (Sales|Events|\{\})$/.test(text)

const hasWords = (text: string) => /\p{L}{2}/u.test(text)

/** Two words, one after the other, or one that begins with a capital: few names in a program look like that. */
const isProse = (text: string) =>
  /\p{L}{2,}[,.:;!?…’”]* “?\p{L}/u.test(text) || /^\p{Lu}\p{Ll}+…?$/u.test(text)

const isBetweenTags = ({ node }: Text): boolean => {
  if (ts.isJsxText(node)) return true
  // What an expression between tags comes to.
  let { parent } = node
  while (
    ts.isConditionalExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    (ts.isBinaryExpression(parent) && !/[=<>]/.test(parent.operatorToken.getText()))
  )
    ({ parent } = parent)
  return ts.isJsxExpression(parent) && !ts.isJsxAttribute(parent.parent)
}

const isShownAs = ({ node }: Text): boolean => {
  for (let { parent } = node; parent; { parent } = parent) {
    if (ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent))
      return shown.test(parent.name.getText().replaceAll("'", ''))
    if (ts.isCallExpression(parent) || ts.isArrowFunction(parent)) return false
  }
  return false
}

/** For developers: what is thrown at them, and how things look. */
const isForNobody = ({ node }: Text): boolean => {
  for (let { parent } = node; parent; { parent } = parent) {
    if (ts.isNewExpression(parent) && /^(Error|RegExp)$/.test(parent.expression.getText()))
      return true
    if (ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent))
      return /^(className|style|styles|flex|background|gridTemplate\w*|variant|size|c|bg|--.*)$/.test(
        parent.name.getText().replaceAll("'", ''),
      )
  }
  return false
}

/** What a visitor would read or hear in English, whichever language they chose. */
const unsaidIn = (source: ts.SourceFile): readonly string[] =>
  textsIn(source)
    .map((found) => ({ ...found, text: found.text.trim().replaceAll(/\s+/g, ' ') }))
    .filter(({ text }) => hasWords(text) && !names.has(text) && !isCall(text))
    .filter((found) => isBetweenTags(found) || isShownAs(found) || isProse(found.text))
    // A key is said where it is used: its type is that of no other text.
    .filter(
      ({ node, text }) => !isSaid(node) && !(Object.hasOwn(ptBR, text) && !ts.isJsxText(node)),
    )
    .filter((found) => !isForNobody(found))
    .map(({ at, text }) => `${at} ${text}`)

test('nothing that a visitor reads or hears is in English alone', () => {
  expect(sources.flatMap(unsaidIn)).toEqual([])
})

test.each([
  ['between tags', '<p>Delete</p>'],
  ['as the value of an expression', "<p>{isBusy ? 'Busy' : name}</p>"],
  ['as what is else', "<p>{name ?? 'Nobody'}</p>"],
  ['as a label', '<Button aria-label="Erase">{icon}</Button>'],
  ['as a label with a name in it', `<Button aria-label={\`Erase \${name}\`}>{icon}</Button>`],
  ['as a property', "const look = { label: 'Erased' }"],
  ['as a sentence of its own', "const why = () => 'It was erased'"],
  ['as a sentence with a name in it', `const why = (name) => \`\${name} was erased\``],
  ['as a word of its own', "const why = () => 'Erased'"],
  ['as an argument', "toastDone(name, 'It was erased')"],
])('such a text would be seen: %s', (_where, code) => {
  expect(unsaidIn(sourceOf(code))).toHaveLength(1)
})

test.each([
  ['a sentence that is said', "<p>{t('It was erased')}</p>"],
  ['a name of the program', "<Group className='a few classes' justify='center' />"],
  ['what is thrown', "throw new Error('It was erased')"],
  ['a value', '<p>{name}: {count}</p>'],
])('and what is none is left alone: %s', (_what, code) => {
  expect(unsaidIn(sourceOf(code))).toEqual([])
})
