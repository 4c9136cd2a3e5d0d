import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import type { VZapsError } from 'vzaps-rtk'
import { toVZapsException } from 'vzaps-rtk'
import { en, messageOf, ptBR } from 'vzaps-rtk/messages'

const source = fileURLToPath(new URL('../../src/', import.meta.url))

/** Each text that stands for a code in an error, a refusal, or what is made into one. */
const codesIn = (file: string): string[] => {
  const text = readFileSync(source + file, 'utf8')
  const found: string[] = []
  const add = (node: ts.Node | undefined): void => {
    if (!node) return
    if (ts.isStringLiteral(node)) found.push(node.text)
    else if (ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node))
      add(node.expression)
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(add)
    else if (ts.isBinaryExpression(node)) [node.left, node.right].forEach(add)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'code') add(node.initializer)
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'UNAVAILABLE')
      add(node.initializer)
    if (ts.isCallExpression(node) && node.expression.getText() === 'refusal') add(node.arguments[1])
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))
  return found
}

const raised = new Set(
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/^(mock|overlay)/.test(file))
    .flatMap(codesIn),
)

const of = (error: Partial<VZapsError>): VZapsError =>
  ({
    kind: 'http',
    status: 400,
    outcome: 'rejected',
    message: 'as the server says',
    ...error,
  }) as never

describe.each([
  ['English', en],
  ['Portuguese', ptBR],
])('%s', (_name, messages) => {
  test('has a text for every code that the library and its relay raise, and for no other', () => {
    expect(raised.size).toBeGreaterThan(35)
    expect(Object.keys(messages.codes).sort()).toEqual([...raised].sort())
  })

  test('has whole sentences', () => {
    const texts = [messages.codes, messages.reasons, messages.statuses, messages.kinds].flatMap(
      (group) => Object.values(group),
    )
    for (const text of [...texts, messages.retryIn]) expect(text).toMatch(/^\p{Lu}.*\.$/u)
  })

  test('has a text for what is no error of the library', () => {
    for (const what of [undefined, null, 'boom', new Error('boom'), { message: 'boom' }]) {
      expect(messageOf(what, messages)).toBe(messages.codes.unexpected)
    }
  })
})

describe('what is told of an error', () => {
  test.each<[Partial<VZapsError>, string]>([
    [{ kind: 'validation', code: 'in-flight' }, 'This is already under way.'],
    [{ kind: 'auth', reason: 'signed-out' }, 'Please sign in.'],
    [{ kind: 'auth', reason: 'forbidden', code: 'E_RIGHTS' }, 'You may not do this.'],
    [{ kind: 'http', status: 404 }, 'This does not exist any more.'],
    [{ kind: 'http', status: 404, code: 'deleted' }, 'This instance was deleted.'],
    [{ kind: 'http', status: 418 }, 'The server refused this (418).'],
    [{ kind: 'http', status: 503 }, 'The server had a problem (503). Please try again.'],
    [
      { kind: 'http', status: 503, retryAfterMs: 1_200 },
      'The server had a problem (503). Please try again. Try again in 2 s.',
    ],
    [{ kind: 'rate-limit' }, 'Too many requests.'],
    [{ kind: 'rate-limit', retryAfterMs: 7_000 }, 'Too many requests. Try again in 7 s.'],
    [{ kind: 'network' }, 'No connection.'],
    [{ kind: 'validation', code: 'constructor' }, 'Please check what you entered.'],
  ])('%j', (error, text) => {
    expect(messageOf(of(error), en)).toBe(text)
    expect(messageOf(toVZapsException(of(error)), en)).toBe(text)
  })

  test('is in the app’s own words where it has any', () => {
    const own = { ...ptBR, kinds: { ...ptBR.kinds, network: 'Você está offline.' } }
    expect(messageOf(of({ kind: 'network' }), own)).toBe('Você está offline.')
    expect(messageOf(of({ kind: 'timeout' }), own)).toBe('O servidor não respondeu a tempo.')
  })
})
