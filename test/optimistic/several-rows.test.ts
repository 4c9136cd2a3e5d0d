import { configureStore } from '@reduxjs/toolkit'
import type { BaseQueryFn, DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import { describe, expect, test, vi } from 'vitest'
import {
  defineOptimistic,
  isTemporaryId,
  list,
  waitForMadeRows,
  withOptimisticUpdates,
} from 'vzaps-rtk/optimistic'

interface Task {
  readonly id: string
  readonly title: string
}

interface Note {
  readonly id: number
  readonly text: string
}

type Answer = { data: unknown } | { error: unknown }

const task = (id: string, title: string): Task => ({ id, title })
const turn = () => new Promise<void>((resolve) => setTimeout(resolve))
const refused = { error: { status: 403 } }

const setup = async (onRecipeError?: () => void) => {
  const waiting: { readonly sent: unknown; answer(to: Answer): void }[] = []
  const hold: BaseQueryFn<unknown, unknown, unknown> = (sent) =>
    new Promise((resolve) => waiting.push({ sent, answer: resolve as never }))
  const plain = createApi({
    reducerPath: 'tasks',
    baseQuery: waitForMadeRows(hold),
    endpoints: (build) => ({
      listTasks: build.query<Task[], void>({ query: () => ({}) }),
      listNotes: build.query<Note[], void>({ query: () => ({}) }),
      create: build.mutation<Task[], string[]>({ query: (titles) => ({ titles }) }),
      plan: build.mutation<{ task: Task; notes: Note[] }, { title: string; notes: string[] }>({
        query: (arg) => ({ arg }),
      }),
      rename: build.mutation<Task, Task>({ query: (one) => ({ rename: one }) }),
    }),
  })
  const api = withOptimisticUpdates(
    plain,
    defineOptimistic<DefinitionsFromApi<typeof plain>, { Task: Task; Note: Note }>()({
      rows: {
        Task: { in: { listTasks: list<Task>() } },
        Note: { numericIds: true, in: { listNotes: list<Note>() } },
      },
      recipes: {
        create: {
          insert: {
            type: 'Task',
            count: (titles) => titles.length,
            create: (titles, id, i) => ({ id, title: titles[i] ?? '' }),
            answer: (tasks, i) => tasks[i],
            into: { listTasks: () => true },
            at: 'end',
          },
        },
        plan: {
          insert: [
            {
              type: 'Task',
              create: ({ title }, id) => ({ id, title }),
              answer: (made) => made.task,
              into: { listTasks: () => true },
            },
            {
              type: 'Note',
              count: ({ notes }) => notes.length,
              create: ({ notes }, id, i) => ({ id, text: notes[i] ?? '' }),
              answer: (made, i) => made.notes[i],
              into: { listNotes: () => true },
              at: 'end',
            },
          ],
        },
        rename: {
          row: { type: 'Task', id: ({ id }) => id, update: (row, { arg }) => ({ ...row, ...arg }) },
        },
      },
      onRecipeError,
    }),
  )
  const store = configureStore({
    reducer: { tasks: api.reducer },
    middleware: (getDefault) => getDefault().concat(api.middleware),
  })
  const { endpoints: e } = api
  const { dispatch, getState } = store
  let calls = 0
  const call = (name: keyof typeof e, arg: unknown, options?: unknown) => {
    const nth = calls++
    const initiate = e[name].initiate as (...args: unknown[]) => never
    const promise = dispatch(initiate(arg, options)) as { readonly requestId: string }
    const answer = async (to: Answer) => {
      await turn()
      waiting[nth]?.answer(to)
      await turn()
    }
    return Object.assign(answer, { requestId: promise.requestId })
  }
  const read = (name: 'listTasks' | 'listNotes') => call(name, undefined, { forceRefetch: true })
  await read('listTasks')({ data: [task('1', 'old')] })
  await read('listNotes')({ data: [{ id: 1, text: 'first' }] })
  const tasks = () => e.listTasks.select()(getState()).data ?? []
  const notes = () => e.listNotes.select()(getState()).data ?? []
  const titles = () => tasks().map(({ title }) => title)
  const texts = () => notes().map(({ text }) => text)
  return { api, store, waiting, call, read, tasks, notes, titles, texts }
}

describe('a mutation that makes several rows', () => {
  test('shows all of them at once, each under an id of its own', async () => {
    const { call, tasks, titles } = await setup()
    call('create', ['a', 'b', 'c'])
    expect(titles()).toEqual(['old', 'a', 'b', 'c'])
    const ids = tasks().map(({ id }) => id)
    expect(new Set(ids).size).toBe(4)
    expect(ids.filter(isTemporaryId)).toHaveLength(3)
  })

  test('gives each its real id, under the key that it had', async () => {
    const { api, store, call, tasks } = await setup()
    const answer = call('create', ['a', 'b'])
    const keys = () => tasks().map(({ id }) => api.util.selectRowKey(store.getState(), 'Task', id))
    const before = keys()
    await answer({ data: [task('7', 'a'), task('8', 'b')] })
    expect(tasks()).toEqual([task('1', 'old'), task('7', 'a'), task('8', 'b')])
    expect(keys()).toEqual(before)
  })

  test('that is refused takes all of them away, and is one failure', async () => {
    const { api, store, call, titles } = await setup()
    await call('create', ['a', 'b'])(refused)
    expect(titles()).toEqual(['old'])
    expect(api.util.selectFailures(store.getState())).toHaveLength(1)
  })

  test('is one operation', async () => {
    const { api, store, call } = await setup()
    const { requestId } = call('create', ['a', 'b', 'c'])
    const { selectOperations, selectPending } = api.util
    for (const select of [selectOperations, selectPending]) {
      expect(select(store.getState()).map((one) => one.requestId)).toEqual([requestId])
      expect(select(store.getState())).toBe(select(store.getState()))
    }
  })

  test('of two types makes rows in the lists of both', async () => {
    const { call, titles, texts, notes } = await setup()
    const answer = call('plan', { title: 'new', notes: ['x', 'y'] })
    expect(titles()).toEqual(['new', 'old'])
    expect(texts()).toEqual(['first', 'x', 'y'])
    const made = [
      { id: 2, text: 'x' },
      { id: 3, text: 'y' },
    ]
    await answer({ data: { task: task('2', 'new'), notes: made } })
    expect(notes()).toEqual([{ id: 1, text: 'first' }, ...made])
    expect(titles()).toEqual(['new', 'old'])
  })

  test('may make none, of one type or of all', async () => {
    const { api, store, call, titles, texts } = await setup()
    const plan = call('plan', { title: 'new', notes: [] })
    const create = call('create', [])
    expect([titles(), texts()]).toEqual([['new', 'old'], ['first']])
    await plan({ data: { task: task('2', 'new'), notes: [] } })
    await create({ data: [] })
    expect([titles(), texts()]).toEqual([['new', 'old'], ['first']])
    expect(api.util.selectOperations(store.getState())).toEqual([])
  })

  test('loses those that the server did not make', async () => {
    const { call, titles } = await setup()
    await call('create', ['a', 'b', 'c'])({ data: [task('7', 'a')] })
    expect(titles()).toEqual(['old', 'a'])
  })

  test('whose outcome is unknown waits for a read, which tells of each', async () => {
    const { api, store, call, read, titles } = await setup()
    await call('create', ['a', 'b'])({ error: { status: 'FETCH_ERROR' } })
    expect(titles()).toEqual(['old', 'a', 'b'])
    await read('listTasks')({ data: [task('1', 'old'), task('7', 'a'), task('8', 'b')] })
    expect(titles()).toEqual(['old', 'a', 'b'])
    expect(api.util.selectOperations(store.getState())).toEqual([])
    expect(api.util.selectFailures(store.getState())).toEqual([])
  })

  test('is not shown twice when an answer shows its rows before its own does', async () => {
    const { call, read, titles } = await setup()
    const answer = call('create', ['a', 'b'])
    await read('listTasks')({ data: [task('8', 'b'), task('7', 'a'), task('1', 'old')] })
    expect(titles()).toEqual(['b', 'a', 'old'])
    await answer({ data: [task('7', 'a'), task('8', 'b')] })
    expect(titles()).toEqual(['b', 'a', 'old'])
  })

  test('lets each of its rows be changed before they are made', async () => {
    const { waiting, call, tasks, titles } = await setup()
    const create = call('create', ['a', 'b'])
    const [, , second] = tasks()
    call('rename', task(second?.id ?? '', 'B'))
    expect(titles()).toEqual(['old', 'a', 'B'])
    await turn()
    const sent = waiting.length
    await create({ data: [task('7', 'a'), task('8', 'b')] })
    expect(titles()).toEqual(['old', 'a', 'B'])
    expect(waiting[sent]?.sent).toEqual({ rename: task('8', 'B') })
    waiting[sent]?.answer({ data: task('8', 'B') })
    await turn()
    expect(tasks()).toEqual([task('1', 'old'), task('7', 'a'), task('8', 'B')])
  })

  test('whose count throws is sent, and reported', async () => {
    const onRecipeError = vi.fn()
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const { call, titles } = await setup(onRecipeError)
    const answer = call('create', null)
    expect(titles()).toEqual(['old'])
    expect(onRecipeError).toHaveBeenCalledOnce()
    expect(warn).toHaveBeenCalledOnce()
    await answer({ data: [] })
  })

  test('can be told by a push', async () => {
    const { api, store, titles } = await setup()
    const made = [task('7', 'a'), task('8', 'b')]
    store.dispatch(api.util.settle('create', ['a', 'b'], made))
    expect(titles()).toEqual(['old', 'a', 'b'])
  })
})
