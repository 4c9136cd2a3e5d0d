import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Todo, TodoOptions } from './support/todo-api.ts'
import { createTodos, page, rows } from './support/todos.ts'

type Act = NonNullable<TodoOptions['recipes']['act']>

const warn = vi.spyOn(console, 'warn')
beforeEach(() => {
  warn.mockReset()
  warn.mockImplementation(() => {})
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const row = { type: 'Todo' as const, id: () => '1', update: (todo: Todo) => ({ ...todo }) }
const setup = async (act: Act = { row }, onRecipeError = vi.fn()) => {
  const todos = createTodos({ recipes: { act }, onRecipeError })
  await todos.load('listTodos', undefined, page(rows({ 1: 'one' })))
  return { ...todos, onRecipeError, said: () => warn.mock.calls.map(([text]) => String(text)) }
}
const bad = (): never => {
  throw new Error('from the app')
}
const insert = {
  type: 'Todo' as const,
  create: (_arg: unknown, id: string): Todo => ({ id, title: 'new' }),
  answer: (todo: unknown) => todo as Todo,
  into: { listTodos: () => true },
}

describe('what makes a mutation not optimistic is said once, with the mutation and the reason', () => {
  test.each<readonly [string, Act, unknown, string]>([
    ['an instance', { row }, { at: new Date(0) }, 'an instance of Date'],
    ['too many values', { row }, Array.from({ length: 2_000 }), 'over 2000 values'],
    ['a BigInt', { row }, { n: 1n }, 'holds a bigint'],
    ['an id that throws', { row: { ...row, id: bad } }, 1, 'from the app'],
    [
      'an id that is none',
      { row: { ...row, id: () => undefined as never } },
      1,
      'no text or number',
    ],
    ['a scope that throws', { row, scope: bad }, 1, 'from the app'],
    ['an update that throws', { row: { ...row, update: bad } }, 1, "(Todo '1'): from the app"],
    ['a create that throws', { insert: { ...insert, create: bad } }, 1, 'from the app'],
    [
      'a created row without an id',
      { insert: { ...insert, create: () => ({ title: 'new' }) as Todo } },
      1,
      'a Todo without an id',
    ],
  ])('%s', async (_name, act, arg, reason) => {
    const { mutate, said, onRecipeError, titles } = await setup(act)
    mutate('act', arg)
    mutate('act', arg)
    expect(titles()).toEqual(['one'])
    expect(said()).toHaveLength(1)
    expect(said()[0]).toContain("'act'")
    expect(said()[0]).toContain(reason)
    expect(said()[0]).toContain('need plain data')
    expect(onRecipeError.mock.calls.length).toBeGreaterThanOrEqual(2)
  })

  test('rows without an id, with where they stand', async () => {
    const { load, said, onRecipeError } = await setup()
    await load('listTodos', { search: 'x' }, page([{ title: 'no id' } as Todo]))
    await load('listTodos', { search: 'y' }, page([{ title: 'no id' } as Todo]))
    expect(said()).toHaveLength(1)
    expect(said()[0]).toContain("A Todo of 'listTodos' has no id: see rows.Todo.id")
    expect(onRecipeError.mock.calls.length).toBeGreaterThanOrEqual(2)
  })
})

test('a mutation without a recipe, and data without rows, are nothing to speak of', async () => {
  const { mutate, load, said, onRecipeError } = await setup({})
  mutate('act', new Date(0))
  await load('listTodos', { search: 'x' }, { total: 0 })
  await load('listTodos', { search: 'y' }, null)
  expect(said().filter((text) => !text.includes("'act'"))).toEqual([])
  expect(onRecipeError.mock.calls.filter(([, operation]) => operation)).toEqual([])
})

test('in production only onRecipeError hears of it', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  const { mutate, said, onRecipeError } = await setup()
  mutate('act', new Date(0))
  expect(said()).toEqual([])
  expect(onRecipeError).toHaveBeenCalledTimes(1)
})
