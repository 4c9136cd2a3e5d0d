// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { act, cleanup, render, screen } from '@testing-library/react'
import { Provider } from 'react-redux'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deferred, settle } from '../support/async.ts'
import { Todos } from './example/Todos.tsx'
import type { Todo } from './example/todo-api.ts'
import { createTodoStore, todoApi } from './example/todo-api.ts'

interface Asked {
  readonly line: string
  answer(body: unknown, status?: number): Promise<void>
}

/** The server: each request waits for the test. */
let asked: Asked[] = []
beforeEach(() => {
  asked = []
  // Redux Toolkit tells of answers in the next frame, and jsdom draws none.
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setImmediate(draw))
  vi.stubGlobal('fetch', ({ method, url }: Request) => {
    const { promise, resolve } = deferred<Response>()
    const answer = async (body: unknown, status = 200) => {
      asked = asked.filter((it) => it !== request)
      await act(async () => {
        resolve(Response.json(body, { status }))
        await settle()
      })
    }
    const request = { line: `${method} ${new URL(url).pathname}`, answer }
    asked.push(request)
    return promise
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** Waits until it has left: `fetchBaseQuery` prepares its headers first. */
const request = async (line: string): Promise<Asked> => {
  await act(() => settle())
  const found = asked.find((it) => it.line === line)
  if (!found) throw new Error(`no ${line} is waiting; ${asked.map((it) => it.line)} are`)
  return found
}

const milk: Todo = { id: '1', title: 'Milk', done: false }
const bread: Todo = { id: '2', title: 'Bread', done: false }

const open = async () => {
  const store = createTodoStore()
  render(
    <Provider store={store}>
      <Todos />
    </Provider>,
  )
  await (await request('GET /todos')).answer([milk, bread])
  const boxes = () => screen.getAllByRole<HTMLInputElement>('checkbox')
  const shown = () => boxes().map(({ checked, labels }) => [labels?.[0]?.textContent, checked])
  const click = (element: HTMLElement) => act(() => element.click())
  return { store, boxes, shown, click }
}

describe("the guide's todo list", () => {
  it('shows a tick at once, keeps it under a poll, and confirms the one row', async () => {
    const { store, boxes, shown, click } = await open()
    await click(boxes()[0] as HTMLElement)
    expect(shown()).toEqual([
      ['Milk', true],
      ['Bread', false],
    ])
    act(() => {
      store.dispatch(todoApi.endpoints.listTodos.initiate(undefined, { forceRefetch: true }))
    })
    await (await request('GET /todos')).answer([milk, { ...bread, title: 'White bread' }])
    expect(shown()).toEqual([
      ['Milk', true],
      ['White bread', false],
    ])
    await (await request('PATCH /todos/1')).answer({ ...milk, done: true })
    await (await request('GET /todos/1')).answer({ ...milk, title: 'Oat milk', done: true })
    expect(shown()).toEqual([
      ['Oat milk', true],
      ['White bread', false],
    ])
    expect(asked).toEqual([])
  })

  it('takes back what was refused, and nothing else', async () => {
    const { boxes, shown, click } = await open()
    await click(boxes()[0] as HTMLElement)
    await click(boxes()[1] as HTMLElement)
    await (await request('PATCH /todos/1')).answer({}, 409)
    expect(shown()).toEqual([
      ['Milk', false],
      ['Bread', true],
    ])
    expect(screen.getByRole('alert').textContent).toBe('updateTodo failed')
  })

  it('shows a new row on top, and gives it its id without making it anew', async () => {
    const { boxes, shown, click } = await open()
    await click(screen.getByRole('button', { name: 'Add' }))
    const [made] = boxes()
    expect(shown()[0]).toEqual(['Something new', false])
    await (await request('POST /todos')).answer({ id: '3', title: 'Something new', done: false })
    expect(boxes()[0]).toBe(made)
    await click(made as HTMLElement)
    await request('PATCH /todos/3')
  })

  it.each(['todo-api.ts', 'Todos.tsx'])('is %s, word for word', (file) => {
    const here = dirname(fileURLToPath(import.meta.url))
    const code = readFileSync(join(here, 'example', file), 'utf8')
    const guide = readFileSync(join(here, '../../docs/optimistic.md'), 'utf8')
    // Only Node's way to name a file differs from a bundler's.
    expect(guide.includes(code.replace("'./todo-api.ts'", "'./todo-api'"))).toBe(true)
  })
})
