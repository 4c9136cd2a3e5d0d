import { configureStore } from '@reduxjs/toolkit'
import type { BaseQueryFn, DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import { describe, expect, test } from 'vitest'
import { defineOptimistic, gone, itself, list, withOptimisticUpdates } from 'vzaps-rtk/optimistic'

interface Task {
  readonly id: string
  readonly done: boolean
  readonly votes: number
}

interface Label {
  readonly id: string
  readonly uses: number
}

type Answer = { data: unknown } | { error: { status: number } }

const task = (id: string, done = false, votes = 0): Task => ({ id, done, votes })
const turn = () => new Promise<void>((resolve) => setTimeout(resolve))

const setup = async () => {
  const waiting: ((answer: Answer) => void)[] = []
  const hold: BaseQueryFn<null, unknown, { status: number }> = () =>
    new Promise((resolve) => waiting.push(resolve))
  const plain = createApi({
    reducerPath: 'tasks',
    baseQuery: hold,
    endpoints: (build) => ({
      listTasks: build.query<Task[], string>({ query: () => null }),
      getTask: build.query<Task, string>({ query: () => null }),
      listLabels: build.query<Label[], void>({ query: () => null }),
      close: build.mutation<Task[] | null, string[]>({ query: () => null }),
      closeAll: build.mutation<null, void>({ query: () => null }),
      remove: build.mutation<null, string[]>({ query: () => null }),
      vote: build.mutation<null, string[]>({ query: () => null }),
      rename: build.mutation<Task, Task>({ query: () => null }),
      tag: build.mutation<null, { tasks: string[]; labels: string[] }>({ query: () => null }),
    }),
  })
  const api = withOptimisticUpdates(
    plain,
    defineOptimistic<DefinitionsFromApi<typeof plain>, { Task: Task; Label: Label }>()({
      rows: {
        Task: { in: { listTasks: list<Task>(), getTask: itself<Task>() } },
        Label: { in: { listLabels: list<Label>() } },
      },
      recipes: {
        close: {
          rows: {
            type: 'Task',
            ids: (ids) => ids,
            update: (row) => ({ ...row, done: true }),
            answer: (tasks) => tasks ?? [],
          },
        },
        closeAll: {
          rows: { type: 'Task', update: (row) => void Object.assign(row, { done: true }) },
        },
        remove: { rows: { type: 'Task', ids: (ids) => ids, update: () => gone } },
        vote: {
          rows: {
            type: 'Task',
            ids: (ids) => ids,
            update: (row) => ({ ...row, votes: row.votes + 1 }),
          },
        },
        rename: {
          row: { type: 'Task', id: ({ id }) => id, update: (row, { arg }) => ({ ...row, ...arg }) },
        },
        tag: {
          rows: [
            { type: 'Task', ids: ({ tasks }) => tasks, update: (row) => ({ ...row, done: true }) },
            {
              type: 'Label',
              ids: ({ labels }) => labels,
              update: (row) => ({ ...row, uses: row.uses + 1 }),
            },
          ],
        },
      },
    }),
  )
  const store = configureStore({
    reducer: { tasks: api.reducer },
    middleware: (getDefault) => getDefault().concat(api.middleware),
  })
  const { endpoints: e } = api
  const { dispatch, getState } = store
  /** Starts a call; what is given back answers it. */
  const start = (call: { initiate: never }, arg: unknown, options?: unknown) => {
    const before = waiting.length
    const initiate = call.initiate as (...args: unknown[]) => never
    dispatch(initiate(arg, options))
    return (answer: Answer) => {
      waiting[before]?.(answer)
      return turn()
    }
  }
  const call = (name: keyof typeof e, arg: unknown) => start(e[name] as never, arg)
  const read = (name: keyof typeof e, arg: unknown) =>
    start(e[name] as never, arg, { forceRefetch: true })
  await read('listTasks', 'mine')({ data: [task('1'), task('2'), task('3')] })
  await read('listTasks', 'all')({ data: [task('1'), task('2'), task('3'), task('4')] })
  await read('getTask', '2')({ data: task('2') })
  await read('listLabels', undefined)({ data: [{ id: 'a', uses: 0 }] })
  const done = (arg = 'all') =>
    e.listTasks
      .select(arg)(getState())
      .data?.filter((one) => one.done)
      .map(({ id }) => id)
  const ids = () =>
    e.listTasks
      .select('all')(getState())
      .data?.map(({ id }) => id)
  const votes = () =>
    e.listTasks
      .select('all')(getState())
      .data?.map((one) => one.votes)
  const detail = () => e.getTask.select('2')(getState()).data
  const labels = () => e.listLabels.select()(getState()).data
  const operations = () => api.util.selectOperations(getState())
  const rows = () => e.listTasks.select('all')(getState()).data ?? []
  return { call, read, done, ids, votes, detail, labels, operations, rows }
}

const ok = { data: null }
const refused = { error: { status: 409 } }

describe('a mutation of many rows', () => {
  test('shows in each of them, wherever they stand, and leaves the others as they are', async () => {
    const { call, done, detail, rows } = await setup()
    const before = rows()
    const answer = call('close', ['2', '4'])
    expect([done(), done('mine')]).toEqual([['2', '4'], ['2']])
    expect(detail()?.done).toBe(true)
    expect(rows()[0]).toBe(before[0])
    const shown = rows()
    await answer(ok)
    expect(done()).toEqual(['2', '4'])
    expect(rows()).toBe(shown)
  })

  test('is taken back as a whole when it is refused, and nothing else is', async () => {
    const { call, done } = await setup()
    const one = call('close', ['1', '2'])
    const two = call('close', ['2', '3'])
    expect(done()).toEqual(['1', '2', '3'])
    await one(refused)
    expect(done()).toEqual(['2', '3'])
    await two(ok)
    expect(done()).toEqual(['2', '3'])
  })

  test('may be about all rows that are shown, and may change a draft', async () => {
    const { call, done, detail } = await setup()
    const answer = call('closeAll', undefined)
    expect(done()).toEqual(['1', '2', '3', '4'])
    expect(detail()?.done).toBe(true)
    await answer(refused)
    expect(done()).toEqual([])
  })

  test('takes rows away', async () => {
    const { call, ids } = await setup()
    const answer = call('remove', ['1', '3'])
    expect(ids()).toEqual(['2', '4'])
    await answer(ok)
    expect(ids()).toEqual(['2', '4'])
  })

  test('takes over what the answer says of its rows', async () => {
    const { call, votes, detail } = await setup()
    await call('close', ['2', '4'])({ data: [task('2', true, 7), task('4', true, 8)] })
    expect(votes()).toEqual([0, 7, 0, 8])
    expect(detail()?.votes).toBe(7)
  })

  test('may be about rows of several types', async () => {
    const { call, done, labels } = await setup()
    const answer = call('tag', { tasks: ['1'], labels: ['a'] })
    expect([done(), labels()]).toEqual([['1'], [{ id: 'a', uses: 1 }]])
    await answer(refused)
    expect([done(), labels()]).toEqual([[], [{ id: 'a', uses: 0 }]])
  })

  test('does not hide newer ones that are answered first', async () => {
    const { call, operations, done } = await setup()
    const bulk = call('close', ['1', '2'])
    await call('rename', task('4', true))({ data: task('4', true) })
    await call('rename', task('2', false))({ data: task('2', false) })
    expect(done()).toEqual(['1', '4'])
    await bulk(ok)
    expect([operations(), done()]).toEqual([[], ['1', '4']])
  })
})

describe('a relative change', () => {
  test('of which two are under way and the first is refused, counts once', async () => {
    const { call, votes } = await setup()
    const one = call('vote', ['1'])
    const two = call('vote', ['1', '2'])
    expect(votes()).toEqual([2, 1, 0, 0])
    await one(refused)
    expect(votes()).toEqual([1, 1, 0, 0])
    await two(ok)
    expect(votes()).toEqual([1, 1, 0, 0])
  })

  test('counts once where it is answered before an older one on one of its rows', async () => {
    const { call, read, votes } = await setup()
    const poll = read('listTasks', 'mine')
    const older = call('vote', ['1'])
    await call('vote', ['1', '2'])(ok)
    expect(votes()).toEqual([2, 1, 0, 0])
    await poll({ data: [task('1'), task('2'), task('3')] })
    expect(votes()).toEqual([2, 1, 0, 0])
    await older(ok)
    expect(votes()).toEqual([2, 1, 0, 0])
  })

  test('is neither lost nor doubled by a read that left before it', async () => {
    const { call, read, votes } = await setup()
    const early = read('listTasks', 'all')
    const late = read('listTasks', 'mine')
    const vote = call('vote', ['1', '2'])
    await early({ data: [task('1', false, 5), task('2'), task('3'), task('4')] })
    expect(votes()).toEqual([6, 1, 0, 0])
    await vote(ok)
    expect(votes()).toEqual([6, 1, 0, 0])
    await late({ data: [task('1', false, 5), task('2'), task('3')] })
    expect(votes()).toEqual([6, 1, 0, 0])
  })
})
