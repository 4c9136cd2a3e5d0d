import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { ptBR } from '../../demo/words/pt-br.ts'
import { isSaid, plainTextOf, sourceOf, sources, textsIn } from './sources.ts'

const table: Readonly<Record<string, string | { readonly one: string; readonly other: string }>> =
  ptBR

const slotsOf = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).sort()

/** The English words for one thing: the key is what is said of more. */
const isOfOne = (node: ts.Node): boolean =>
  ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'one'

/** The sentences that a module says outright. */
const saidIn = (source: ts.SourceFile) =>
  textsIn(source).filter(({ node }) => isSaid(node) && !isOfOne(node))

/** Everything in the sources that could be a sentence's English: texts, and names of properties. */
const written = (): ReadonlySet<string> => {
  const found = new Set<string>()
  const visit = (node: ts.Node): void => {
    const text = plainTextOf(node)
    if (text !== undefined) found.add(text)
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) found.add(node.name.text)
    ts.forEachChild(node, visit)
  }
  for (const source of sources) visit(source)
  return found
}

describe('the Portuguese table', () => {
  test('has every sentence that the sources say', () => {
    const said = sources.flatMap(saidIn)
    // Guards what follows: who finds nothing misses nothing.
    expect(said.length).toBeGreaterThan(400)
    expect(
      said.filter(({ text }) => !Object.hasOwn(table, text)).map(({ at, text }) => `${at} ${text}`),
    ).toEqual([])
  })

  test('has no sentence that the sources do not say', () => {
    const all = written()
    expect(Object.keys(table).filter((sentence) => !all.has(sentence))).toEqual([])
  })

  test('fills in what the English does, in each of its forms', () => {
    const wrong = Object.entries(table).flatMap(([english, said]) =>
      (typeof said === 'string' ? [said] : Object.values(said))
        .filter((text) => String(slotsOf(text)) !== String(slotsOf(english)))
        .map((text) => `${english} -> ${text}`),
    )
    expect(wrong).toEqual([])
  })

  test('differs from the English, but for words that both languages have', () => {
    const same = Object.entries(table).filter(([english, said]) => english === said)
    expect(same.map(([english]) => english).sort()).toEqual([
      'Checkout',
      'Id',
      'Online',
      'Playground',
      'QR code',
      'Status',
      'Token',
      'Webhook',
      'WhatsApp',
      'status',
      'token',
      'webhook',
      '{seconds} s',
    ])
  })

  test('ends a sentence as the English does, and leaves no blanks at its ends', () => {
    const endOf = (text: string) => /[.…?:]?$/.exec(text)?.[0]
    const wrong = Object.entries(table).flatMap(([english, said]) =>
      (typeof said === 'string' ? [said] : Object.values(said)).filter(
        (text) => endOf(text) !== endOf(english) || text.trim() !== text || text === '',
      ),
    )
    expect(wrong).toEqual([])
  })
})

test('what is said is found, in whichever way it is written', () => {
  const source = sourceOf(`
    t('one', { value: 'not this' }); t(isTwo ? 'two' : 'three'); rich('four', {})
    plural(2, { one: 'not this', other: 'five' }); said('not this')
  `)
  expect(saidIn(source).map(({ text }) => text)).toEqual(['one', 'two', 'three', 'four', 'five'])
})
