import { configureStore } from '@reduxjs/toolkit'
import type { BaseQueryFn, DefinitionsFromApi } from '@reduxjs/toolkit/query'
import { createApi } from '@reduxjs/toolkit/query'
import { describe, expect, test } from 'vitest'
import { defineOptimistic, gone, itself, list, withOptimisticUpdates } from 'vzaps-rtk/optimistic'

interface Task {
  readonly id: string
  readonly title: string
}

interface Move {
  readonly id: string
  readonly from: string
  readonly to: string
}

type Answer = { data: unknown } | { error: { status: number } }

const task = (id: string, title = `Task ${id}`): Task => ({ id, title })
const turn = () => new Promise<void>((resolve) => setTimeout(resolve))
const refused = { error: { status: 403 } }
const done = { data: null }

/** Boards with lists of tasks: `a` has 1 and 2, `b` has 3, `c` has none. */
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
      move: build.mutation<null, Move>({ query: () => null }),
      rename: build.mutation<null, Task>({ query: () => null }),
      shout: build.mutation<null, void>({ query: () => null }),
      remove: build.mutation<null, { id: string }>({ query: () => null }),
      create: build.mutation<Task, { title: string; list: string }>({ query: () => null }),
    }),
  })
  const api = withOptimisticUpdates(
    plain,
    defineOptimistic<DefinitionsFromApi<typeof plain>, { Task: Task }>()({
      rows: { Task: { in: { listTasks: list<Task>(), getTask: itself<Task>() } } },
      recipes: {
        move: {
          entries: {
            listTasks: {
              where: (name, { from, to }) => name === from || name === to,
              update: (rows, { arg, queryArg, getRow }) => {
                if (queryArg === arg.from) return rows.filter(({ id }) => id !== arg.id)
                const row = getRow('Task', arg.id)
                if (row && !rows.some(({ id }) => id === row.id)) rows.push(row)
                return undefined
              },
            },
          },
        },
        rename: {
          row: {
            type: 'Task',
            id: ({ id }) => id,
            update: (row, { arg }) => void Object.assign(row, { title: arg.title }),
          },
        },
        remove: { row: { type: 'Task', id: ({ id }) => id, update: () => gone } },
        shout: {
          rows: { type: 'Task', update: (row) => ({ ...row, title: row.title.toUpperCase() }) },
        },
        create: {
          insert: {
            type: 'Task',
            create: ({ title }, id) => ({ id, title }),
            answer: (row) => row,
            into: { listTasks: (name, arg) => name === arg.list },
            at: 'end',
          },
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
  const start = (call: { initiate: never }, arg: unknown, options?: unknown) => {
    const before = waiting.length
    const initiate = call.initiate as (...args: unknown[]) => never
    const promise = dispatch(initiate(arg, options)) as { requestId: string; reset(): void }
    const answer = (to: Answer) => {
      waiting[before]?.(to)
      return turn()
    }
    return Object.assign(answer, { requestId: promise.requestId, promise })
  }
  const call = (name: keyof typeof e, arg: unknown) => start(e[name] as never, arg)
  const read = (name: string) => start(e.listTasks as never, name, { forceRefetch: true })
  await read('a')({ data: [task('1'), task('2')] })
  await read('b')({ data: [task('3')] })
  await read('c')({ data: [] })
  const data = (name: string) => e.listTasks.select(name)(getState()).data
  const shown = () =>
    Object.fromEntries(
      ['a', 'b', 'c'].map((name) => [
        name,
        data(name)
          ?.map(({ title }) => title)
          .join(', '),
      ]),
    )
  return { api, store, call, read, data, shown }
}

const before = { a: 'Task 1, Task 2', b: 'Task 3', c: '' }
const moved = { a: 'Task 2', b: 'Task 3, Task 1', c: '' }
const toB: Move = { id: '1', from: 'a', to: 'b' }

describe('a move of a row', () => {
  test('shows it in its new list at once, and no more in the old one', async () => {
    const { call, shown } = await setup()
    const answer = call('move', toB)
    expect(shown()).toEqual(moved)
    await answer(done)
    expect(shown()).toEqual(moved)
  })

  test('goes on showing what was answered of a row that no entry holds any more', async () => {
    const { call, read, shown } = await setup()
    const rename = call('rename', { id: '1', title: 'Renamed' })
    call('move', toB)
    await read('a')({ data: [task('2')] })
    expect(shown()).toMatchObject({ b: 'Task 3, Renamed' })
    await rename(done)
    expect(shown()).toMatchObject({ b: 'Task 3, Renamed' })
  })

  test('that is refused is taken back', async () => {
    const { call, shown } = await setup()
    await call('move', toB)(refused)
    expect(shown()).toEqual(before)
  })

  test('brings the row as it is known by now, when a later read says it anew', async () => {
    const { call, read, shown } = await setup()
    call('move', toB)
    const answer = read('a')
    await answer({ data: [task('1', 'New'), task('2')] })
    expect(shown()).toEqual({ a: 'Task 2', b: 'Task 3, New', c: '' })
  })

  test('goes on to show it when the old list is read without it first', async () => {
    const { call, read, shown } = await setup()
    const answer = call('move', toB)
    await read('a')({ data: [task('2')] })
    expect(shown()).toEqual(moved)
    await answer(done)
    expect(shown()).toEqual(moved)
    await read('b')({ data: [task('3'), task('1')] })
    expect(shown()).toEqual(moved)
  })

  test('keeps what is shown the same when nothing about it changes', async () => {
    const { call, read, data } = await setup()
    call('move', toB)
    const rows = data('b')
    await read('a')({ data: [task('1'), task('2')] })
    await read('c')({ data: [] })
    expect(data('b')).toBe(rows)
  })

  test('is found by its id where only the move shows it', async () => {
    const { api, store, call, read } = await setup()
    call('move', toB)
    await read('a')({ data: [task('2')] })
    expect(api.util.selectRow(store.getState(), 'Task', '1')).toEqual(task('1'))
  })

  test('to a list and on to the next shows it in the last one', async () => {
    const { call, shown } = await setup()
    const first = call('move', toB)
    const second = call('move', { id: '1', from: 'b', to: 'c' })
    const end = { a: 'Task 2', b: 'Task 3', c: 'Task 1' }
    expect(shown()).toEqual(end)
    await second(done)
    expect(shown()).toEqual(end)
    await first(done)
    expect(shown()).toEqual(end)
  })

  test('whose later one is refused stays where the first one put it', async () => {
    const { call, shown } = await setup()
    const first = call('move', toB)
    await call('move', { id: '1', from: 'b', to: 'c' })(refused)
    expect(shown()).toEqual(moved)
    await first(done)
    expect(shown()).toEqual(moved)
  })
})

describe('a rename', () => {
  const renamed = { a: 'Task 2', b: 'Task 3, X', c: '' }

  describe.each([
    ['after', ['move', 'rename']],
    ['before', ['rename', 'move']],
  ] as const)('%s the move', (_, order) => {
    const startAll = async () => {
      const world = await setup()
      const args = { move: toB, rename: task('1', 'X') }
      const [one, two] = order.map((name) => [name, world.call(name, args[name])] as const)
      return { ...world, answers: Object.fromEntries([one, two] as never) }
    }

    test('shows in the new list', async () => {
      const { shown } = await startAll()
      expect(shown()).toEqual(renamed)
    })

    test.each([
      ['move', 'rename'],
      ['rename', 'move'],
    ] as const)('stays there when the %s settles first', async (first, second) => {
      const { answers, shown } = await startAll()
      await answers[first]?.(done)
      expect(shown()).toEqual(renamed)
      await answers[second]?.(done)
      expect(shown()).toEqual(renamed)
    })

    test.each([
      ['while the move is open', ['rename', 'move']],
      ['once the move has settled', ['move', 'rename']],
    ] as const)('is taken back alone when it is refused %s', async (_when, [first, second]) => {
      const { answers, shown } = await startAll()
      for (const name of [first, second]) await answers[name]?.(name === 'move' ? done : refused)
      expect(shown()).toEqual(moved)
    })

    test.each([
      ['while it is open', ['move', 'rename']],
      ['once it has settled', ['rename', 'move']],
    ] as const)('stays in the old list when the move is refused %s', async (_when, names) => {
      const { answers, shown } = await startAll()
      for (const name of names) await answers[name]?.(name === 'move' ? refused : done)
      expect(shown()).toEqual({ ...before, a: 'X, Task 2' })
    })

    test('shows in the new list when no list holds the row any more', async () => {
      const { answers, read, shown } = await startAll()
      await read('a')({ data: [task('2')] })
      expect(shown()).toEqual(renamed)
      await answers.rename?.(refused)
      expect(shown()).toEqual(moved)
    })
  })
})

test('a change of all rows before the move goes with the row', async () => {
  const { call, shown } = await setup()
  const shout = call('shout', undefined)
  call('move', toB)
  expect(shown()).toEqual({ a: 'TASK 2', b: 'TASK 3, TASK 1', c: '' })
  await shout(refused)
  expect(shown()).toEqual(moved)
})

test('a change of all rows that was answered stays with a moved row that no entry holds any more', async () => {
  const { call, read, shown } = await setup()
  const shout = call('shout', undefined)
  const move = call('move', toB)
  await read('a')({ data: [task('2')] })
  const shouted = { a: 'TASK 2', b: 'TASK 3, TASK 1', c: '' }
  expect(shown()).toEqual(shouted)
  await shout(done)
  expect(shown()).toEqual(shouted)
  await move(done)
  expect(shown()).toEqual(shouted)
})

test('a row that is being deleted does not come back with a later move', async () => {
  const { call, shown } = await setup()
  const remove = call('remove', { id: '1' })
  const move = call('move', toB)
  const without = { a: 'Task 2', b: 'Task 3', c: '' }
  expect(shown()).toEqual(without)
  await remove(done)
  expect(shown()).toEqual(without)
  await move(refused)
  expect(shown()).toEqual(without)
})

test('a row that is still being made can be moved', async () => {
  const { api, store, call, shown, data } = await setup()
  const create = call('create', { title: 'New', list: 'a' })
  const id = data('a')?.at(-1)?.id ?? ''
  const move = call('move', { id, from: 'a', to: 'b' })
  const end = { a: 'Task 1, Task 2', b: 'Task 3, New', c: '' }
  expect(shown()).toEqual(end)
  const rename = call('rename', { id, title: 'Newer' })
  expect(shown()).toEqual({ ...end, b: 'Task 3, Newer' })
  await create({ data: task('9', 'New') })
  expect(shown()).toEqual({ ...end, b: 'Task 3, Newer' })
  await turn()
  await move(done)
  await rename(refused)
  expect(shown()).toEqual(end)
  expect(api.util.selectRow(store.getState(), 'Task', '9')).toEqual(task('9', 'New'))
})

test('a row that is still being made can be moved on when an answer has shown it under its real id', async () => {
  const { call, read, shown, data } = await setup()
  call('create', { title: 'New', list: 'a' })
  const id = data('a')?.at(-1)?.id ?? ''
  call('move', { id, from: 'a', to: 'b' })
  call('move', { id, from: 'b', to: 'c' })
  const end = { a: 'Task 1, Task 2', b: 'Task 3', c: 'New' }
  expect(shown()).toEqual(end)
  await read('a')({ data: [task('1'), task('2'), task('9', 'New')] })
  expect(shown()).toEqual(end)
})

test('a row that was moved away and back, answered the other way round, keeps nothing of what was open meanwhile', async () => {
  const { call, shown } = await setup()
  const shout = call('shout', undefined)
  const away = call('move', { id: '3', from: 'b', to: 'a' })
  const back = call('move', { id: '3', from: 'a', to: 'b' })
  await back(done)
  await away(done)
  await shout(refused)
  expect(shown()).toEqual(before)
})
