import { describe, expect, test } from 'vitest'
import { createTodos, page, rows } from './support/todos.ts'

const old = page(rows({ 1: 'one', 2: 'two' }))
const setup = async () => {
  const todos = createTodos()
  await todos.load('listTodos', undefined, old)
  const update = (title: string) => todos.mutate('updateTodo', { id: '1', patch: { title } })
  return { ...todos, update }
}

describe('a read that left before a mutation settled', () => {
  test('gets the mutation folded in', async () => {
    const { update, read, titles, overlay } = await setup()
    const poll = read('listTodos', undefined)
    await update('A').answer({ id: '1', title: 'A' })
    expect(overlay().settled).toHaveLength(1)
    await poll.answer(old)
    expect(titles()).toEqual(['A', 'two'])
    expect(overlay().settled).toEqual([])
  })

  test('gets it folded in where it is the entry’s first', async () => {
    const { update, read, titles } = await setup()
    const first = read('listTodos', { search: 'o' })
    await update('A').answer({ id: '1', title: 'A' })
    await first.answer(old)
    expect(titles({ search: 'o' })).toEqual(['A', 'two'])
  })

  test('gets all of them folded in, in the order in which they settled', async () => {
    const { update, read, titles } = await setup()
    const poll = read('listTodos', undefined)
    await update('A').answer({ id: '1', title: 'A' })
    await update('B').answer({ id: '1', title: 'B' })
    await poll.answer(old)
    expect(titles()).toEqual(['B', 'two'])
  })

  test('gets a delete folded in', async () => {
    const { mutate, read, list } = await setup()
    const poll = read('listTodos', undefined)
    await mutate('deleteTodo', '1').answer(null)
    await poll.answer(old)
    expect(list()).toEqual(page(rows({ 2: 'two' })))
  })

  test('keeps nothing alive once it failed or was given up', async () => {
    const { update, read, overlay } = await setup()
    const failing = read('listTodos', undefined)
    const aborted = read('getTodo', '1')
    await update('A').answer({ id: '1', title: 'A' })
    await failing.fail({ status: 500 })
    expect(overlay().settled).toHaveLength(1)
    await aborted.abort()
    expect(overlay()).toEqual(expect.objectContaining({ settled: [], inflight: {} }))
  })

  test('of an endpoint that its recipe does not touch keeps nothing alive', async () => {
    const { update, read, overlay } = await setup()
    read('listLabels', undefined)
    await update('A').answer({ id: '1', title: 'A' })
    expect(overlay().settled).toEqual([])
  })

  test('is not the only one: another entry’s read may be older still', async () => {
    const { update, read, titles, detail, overlay } = await setup()
    const list = read('listTodos', undefined)
    const one = read('getTodo', '1')
    await update('A').answer({ id: '1', title: 'A' })
    await one.answer({ id: '1', title: 'one' })
    expect(detail('1')?.title).toBe('A')
    expect(overlay().settled).toHaveLength(1)
    await list.answer(old)
    expect(titles()).toEqual(['A', 'two'])
  })
})

describe('a read that left after a mutation settled', () => {
  test('is taken as it is', async () => {
    const { update, load, titles } = await setup()
    await update('A').answer({ id: '1', title: 'A' })
    await load('listTodos', undefined, page(rows({ 1: 'another client', 2: 'two' })))
    expect(titles()).toEqual(['another client', 'two'])
  })

  test('counts from when it was sent, where the base query says so', async () => {
    const { update, read, titles } = await setup()
    const poll = read('listTodos', undefined)
    await update('A').answer({ id: '1', title: 'A' })
    // Queued until now, so that the server has carried the mutation out before.
    poll.send()
    await poll.answer(page(rows({ 1: 'another client', 2: 'two' })))
    expect(titles()).toEqual(['another client', 'two'])
  })

  test('and had not been sent until then is newer than a row that was taken whole', async () => {
    const { update, read, titles } = await setup()
    const first = read('listTodos', { search: 'o' })
    await update('A').answer({ id: '1', title: 'A' })
    first.send()
    await first.answer(page(rows({ 1: 'another client' })))
    expect(titles()).toEqual(['another client', 'two'])
    expect(titles({ search: 'o' })).toEqual(['another client'])
  })

  test('does not keep it alive', async () => {
    const { update, read, overlay } = await setup()
    const poll = read('listTodos', undefined)
    await update('A').answer({ id: '1', title: 'A' })
    const later = read('getTodo', '1')
    await poll.answer(old)
    expect(overlay().settled).toEqual([])
    await later.answer({ id: '1', title: 'A' })
  })

  test('does not count from when it was sent when that was before', async () => {
    const { update, read, titles } = await setup()
    const poll = read('listTodos', undefined)
    poll.send()
    await update('A').answer({ id: '1', title: 'A' })
    await poll.answer(old)
    expect(titles()).toEqual(['A', 'two'])
  })
})

describe('answers that overtake each other', () => {
  test('the row of the one that was sent later stays, whichever lands first', async () => {
    const { read, titles, detail } = await setup()
    const list = read('listTodos', undefined)
    const one = read('getTodo', '1')
    await one.answer({ id: '1', title: 'newer' })
    expect(titles()).toEqual(['newer', 'two'])
    await list.answer(page(rows({ 1: 'older', 2: 'two', 3: 'three' })))
    expect(titles()).toEqual(['newer', 'two', 'three'])
    expect(detail('1')?.title).toBe('newer')
  })

  test('a read that is asked for again is one read, and is taken, whatever was written meanwhile', async () => {
    const { read, initiate, held, titles, api, store, overlay } = await setup()
    const poll = read('listTodos', undefined)
    await store.dispatch(api.util.upsertQueryData('listTodos', undefined, page(rows({ 7: 'own' }))))
    expect(titles()).toEqual(['own'])
    initiate('listTodos', undefined, { forceRefetch: true })
    expect(held).toHaveLength(1)
    await poll.answer(page(rows({ 8: 'later' })))
    expect(titles()).toEqual(['later'])
    expect(overlay().inflight).toEqual({})
  })
})
