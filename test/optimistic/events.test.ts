import { describe, expect, test } from 'vitest'
import { createEventReader } from '../../src/overlay/rtk-query/actions.ts'

const read = createEventReader('todos')
const arg = { endpointName: 'getTodo', originalArgs: '1', queryCacheKey: 'getTodo("1")' }
const answer = (meta: object, more: object = {}) =>
  read({
    type: 'todos/executeQuery/fulfilled',
    payload: { id: '1' },
    meta: { requestId: 'r1', arg: { ...arg, ...more }, ...meta },
  })

describe('an action of the api', () => {
  test.each([
    ['is when its try left', { sentSeq: 7 }, 7],
    ['is not known where the base query says nothing', undefined, undefined],
    ['is not taken from what is no number', { sentSeq: '7' }, undefined],
  ])('that brings an answer: sentSeq %s', (_name, baseQueryMeta, sentSeq) => {
    expect(answer({ baseQueryMeta })).toEqual({
      kind: 'query-landed',
      queryCacheKey: 'getTodo("1")',
      requestId: 'r1',
      sentSeq,
      isUpsert: false,
      direction: undefined,
    })
  })

  test('is an upsert by the function that stands under RTK Query’s symbol, among others', () => {
    const symbols = (value: unknown) => ({
      [Symbol('another')]: true,
      [Symbol('forceQueryFn')]: value,
    })
    expect(
      answer(
        {},
        symbols(() => undefined),
      ),
    ).toMatchObject({ isUpsert: true })
    expect(answer({}, symbols(undefined))).toMatchObject({ isUpsert: false })
    expect(answer({}, { [Symbol('another')]: true })).toMatchObject({ isUpsert: false })
  })

  test('is read for its own slice only, and for what changes the cache', () => {
    const meta = { requestId: 'r1', arg, condition: true }
    expect(read({ type: 'others/executeQuery/pending', meta })).toBeUndefined()
    expect(read({ type: 'todos/executeQuery/rejected', meta })).toBeUndefined()
    expect(read({ type: 'todos/config/focused' })).toBeUndefined()
    expect(read({ type: 'todos/resetApiState' })).toEqual({ kind: 'reset' })
  })
})
