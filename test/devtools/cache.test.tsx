// @vitest-environment jsdom
import { act, cleanup, fireEvent, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { OptimisticDevtools } from 'vzaps-rtk/devtools'
import type { Todos } from '../optimistic/support/todos.ts'
import { createTodos, page, rows } from '../optimistic/support/todos.ts'
import { click, open, renderIn, tools } from './support.tsx'

beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  document.body.replaceChildren()
})

const setup = async (options: Parameters<typeof createTodos>[0] = {}) => {
  const todos = createTodos(options)
  const { api, store } = todos
  renderIn(store, <OptimisticDevtools api={api} />)
  await act(() => todos.load('listTodos', undefined, page(rows({ 1: 'one', 2: 'two' }))))
  await open()
  return todos
}

const run = <T,>(it: () => T) => act(async () => void (await it()))

/** The parts of the entry that is looked at: Server, Open operations, Screen. */
const part = (name: string) => tools().getByRole('region', { name })

const fact = (name: string) => {
  const term = tools().getByText(name, { selector: 'dt' })
  return term.nextElementSibling?.textContent
}

const item = (key: string) =>
  within(tools().getByRole('list', { name: 'Entries' })).getByRole('button', {
    name: new RegExp(key.replace(/[()"]/g, '\\$&')),
  })

const rename = ({ mutate }: Todos, title: string) =>
  mutate('updateTodo', { id: '1', patch: { title } })

describe('Server and screen', () => {
  test('shows what the server said, each open operation, and what is seen, with its changes marked', async () => {
    const todos = await setup()
    await run(() => {
      rename(todos, 'ONE')
      todos.mutate('deleteTodo', '2')
    })
    const layers = within(part('Open operations'))
    const items = layers.getAllByRole('listitem').filter((one) => one.querySelector('strong'))
    expect(items.map((one) => one.querySelector('strong')?.textContent)).toEqual([
      'updateTodo',
      'deleteTodo',
    ])
    expect(items[0]?.textContent).toContain('todos[0].title "one"')
    expect(items[0]?.textContent).toContain('"ONE"')
    expect(items[1]?.textContent).toContain('todos[1] removed {two}')
    const marks = [...part('Screen').querySelectorAll('mark')].map((mark) => mark.textContent)
    expect(marks).toContain('changed: title: "ONE"')
    expect(part('Server').textContent).toContain('two')
    expect(within(item('listTodos(undefined)')).getByText('open operations')).toBeTruthy()
  })

  test('a refusal takes its layer away, and its mark', async () => {
    const todos = await setup()
    let call: ReturnType<typeof rename> | undefined
    await run(() => {
      call = rename(todos, 'ONE')
    })
    expect(part('Screen').querySelectorAll('mark')).not.toHaveLength(0)
    await run(() => call?.fail({ status: 400 }))
    expect(part('Screen').querySelectorAll('mark')).toHaveLength(0)
    expect(part('Open operations').textContent).toContain('(0)')
  })

  test('a row that is put on top marks none of the others', async () => {
    const todos = await setup()
    await run(() => todos.mutate('addTodo', { title: 'zero' }))
    const text = part('Open operations').textContent
    expect(text).toContain('todos[0] added')
    expect(text).not.toContain('todos[1]')
    expect(text).toContain('total 2')
  })

  test('tells tags, subscribers, age and the next poll', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, now: 1_750_000_000_000 })
    const todos = await setup({ hasTags: true })
    expect(fact('Tags')).toBe('Todo:LIST')
    await act(() => vi.advanceTimersByTimeAsync(1_000))
    expect(fact('Subscribers')).toBe('1')
    expect(fact('Next poll')).toBe('none')
    await run(() =>
      todos.initiate('listTodos', undefined, { subscriptionOptions: { pollingInterval: 60_000 } }),
    )
    await act(() => vi.advanceTimersByTimeAsync(20_000))
    expect(fact('Subscribers')).toBe('2')
    expect(fact('Age')).toMatch(/^2\d s ago$/)
    expect(fact('Next poll')).toMatch(/^in (3[6-9]|40) s$/)
  })

  test('tells who wrote the server’s value last', async () => {
    const todos = await setup()
    expect(fact('Last write')).toMatch(/^its own read, /)
    await run(() => rename(todos, 'ONE').answer({ id: '1', title: 'ONE' }))
    expect(fact('Last write')).toMatch(/^the answer of updateTodo, /)
    await run(() => todos.load('getTodo', '2', { id: '2', title: 'TWO' }))
    expect(fact('Last write')).toMatch(/^the read of getTodo\("2"\), /)
    const { api, store } = todos
    await run(() =>
      store.dispatch(api.util.updateQueryData('listTodos', undefined, () => page([]))),
    )
    expect(fact('Last write')).toMatch(/^the app: queryResultPatched, /)
  })

  test('flashes on a write, and on no other action', async () => {
    const todos = await setup()
    const flash = () => item('listTodos(undefined)').querySelector('.flash')
    const before = flash()
    expect(before).not.toBeNull()
    await run(() => rename(todos, 'ONE'))
    expect(flash()).toBe(before)
    await run(() => todos.load('listTodos', undefined, page(rows({ 1: 'uno', 2: 'two' }))))
    expect(flash()).not.toBe(before)
  })

  test('finds entries by key and by tag', async () => {
    const todos = await setup({ hasTags: true })
    await run(() => todos.load('getTodo', '7', { id: '7', title: 'seven' }))
    const search = tools().getByRole('searchbox', { name: 'Filter entries by key or tag' })
    const names = () =>
      within(tools().getByRole('list', { name: 'Entries' }))
        .getAllByRole('button')
        .map((button) => button.querySelector('.name')?.textContent)
    expect(names()).toEqual(['getTodo("7")', 'listTodos(undefined)'])
    await run(() => fireEvent.change(search, { target: { value: 'todo:7' } }))
    expect(names()).toEqual(['getTodo("7")'])
    await run(() => fireEvent.change(search, { target: { value: 'list' } }))
    expect(names()).toEqual(['listTodos(undefined)'])
    await run(() => fireEvent.change(search, { target: { value: 'nothing' } }))
    expect(tools().getByText('Nothing is cached that matches.')).toBeTruthy()
  })

  test('shows why an entry could not be read', async () => {
    const todos = await setup()
    await run(() => todos.read('getTodo', '9').fail({ status: 404, data: 'not there' }))
    await run(() => fireEvent.click(item('getTodo("9")')))
    expect(tools().getByText('Error of the last read')).toBeTruthy()
    expect(tools().getByText('"not there"', { exact: false })).toBeTruthy()
  })
})

describe('Operations', () => {
  const list = (name: string) => within(tools().getByRole('list', { name }))

  test('lists what is open, with what it waits for', async () => {
    const todos = await setup()
    await click('Operations', 'tab')
    let call: ReturnType<typeof rename> | undefined
    await run(() => {
      call = rename(todos, 'ONE')
    })
    expect(list('Open operations').getByRole('listitem').textContent).toContain(
      'updateTodo on Todo 1',
    )
    expect(list('Open operations').getByText('pending')).toBeTruthy()
    await run(() => call?.fail({ status: 503 }))
    expect(list('Open operations').getByText('outcome unknown')).toBeTruthy()
    expect(list('Failed operations').getByText('failed, outcome unknown')).toBeTruthy()
  })

  test('calls a failed one again, which is history then', async () => {
    const todos = await setup()
    await click('Operations', 'tab')
    await run(() => rename(todos, 'ONE').fail({ status: 400, data: 'no' }))
    const failed = list('Failed operations').getByRole('listitem')
    expect(failed.textContent).toContain('"no"')
    await click('Retry updateTodo')
    expect(todos.titles()).toEqual(['ONE', 'two'])
    await run(() => todos.next('updateTodo').answer({ id: '1', title: 'ONE' }))
    expect(list('Failed operations').queryByRole('listitem')).toBeNull()
    expect(todos.titles()).toEqual(['ONE', 'two'])
  })

  test('dismisses one', async () => {
    const todos = await setup()
    await click('Operations', 'tab')
    await run(() => rename(todos, 'ONE').fail({ status: 400 }))
    await click('Dismiss updateTodo')
    expect(list('Failed operations').queryByRole('listitem')).toBeNull()
    expect(todos.api.util.selectFailures(todos.store.getState())).toEqual([])
  })
})
