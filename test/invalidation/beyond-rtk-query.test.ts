import { describe, expect, test } from 'vitest'
import { settled } from '../optimistic/support/held.ts'
import { expectConsole } from '../support/console.ts'
import type { Peer } from './support/peers.ts'
import { createPeer, unreadable } from './support/peers.ts'

const one = { id: '1', title: 'one' }
const two = { id: '2', title: 'two' }

interface Case {
  /** What happens, up to the moment when whatever was in flight has landed. */
  readonly run: (peer: Peer) => Promise<unknown>
  /** The one read that has to follow, and what it is answered. */
  readonly follows: string
  readonly answer: unknown
}

/** What `invalidationBehavior: 'immediately'` leaves out of date for good. */
const beyond: Readonly<Record<string, Case>> = {
  'the first read of an entry, invalidated while it is on its way': {
    run: async ({ mountTodo, invalidate, next }) => {
      mountTodo('1')
      const first = next()
      await invalidate('1')
      await first.answer(one)
    },
    follows: 'getTodo 1',
    answer: one,
  },
  'a read whose answer shows a row for the first time, which was invalidated meanwhile': {
    run: async ({ watchFound, pollFound, invalidate, next }) => {
      await watchFound('o', [one])
      pollFound('o')
      const poll = next()
      await invalidate('2')
      await poll.answer([one, two])
    },
    follows: 'findTodos o',
    answer: [one, two],
  },
  'a read of an entry that was restored from a snapshot meanwhile': {
    run: async ({ watchTodo, pollTodo, invalidate, next, dispatch, state }) => {
      await watchTodo('1', one)
      const queries = Object.entries(state().queries).map(([key, entry]) => [
        key,
        { ...entry, requestId: 'of another page' },
      ])
      const payload = { ...state(), queries: Object.fromEntries(queries) }
      pollTodo('1')
      const poll = next()
      dispatch({ type: 'hydrate', payload })
      await invalidate('1')
      await poll.answer(one)
    },
    follows: 'getTodo 1',
    answer: one,
  },
  'an entry whose row a mutation was about that was aborted after it had left': {
    run: async ({ watchTodo, rename }) => {
      await watchTodo('1', one)
      rename('1').abort()
      await settled()
    },
    follows: 'getTodo 1',
    answer: one,
  },
  'a read that was on its way when such a mutation was aborted': {
    run: async ({ watchTodo, pollTodo, rename, next }) => {
      await watchTodo('1', one)
      pollTodo('1')
      const poll = next()
      rename('1').abort()
      await settled()
      await poll.answer(one)
    },
    follows: 'getTodo 1',
    answer: one,
  },
  'an entry whose row a mutation was about whose answer nobody could read': {
    run: async ({ watchTodo, rename, next }) => {
      expectConsole('error', /unhandled error.*"renameTodo"/)
      await watchTodo('1', one)
      rename('1')
      await next().answer({ id: '1', title: unreadable })
    },
    follows: 'getTodo 1',
    answer: one,
  },
  'a row that only a list shows': {
    run: async ({ watchList, invalidate }) => {
      await watchList([one, two])
      await invalidate('1')
    },
    follows: 'getTodo 1',
    answer: one,
  },
  'more rows than lists that show them': {
    run: async ({ watchList, invalidate }) => {
      await watchList([one, two])
      await invalidate('1', '2')
    },
    follows: 'listTodos all',
    answer: [one, two],
  },
  'more rows than lists that show them, while such a list is read': {
    run: async ({ watchList, pollList, invalidate, next }) => {
      await watchList([one, two])
      pollList()
      const poll = next()
      await invalidate('1', '2')
      await poll.answer([one, two])
    },
    follows: 'listTodos all',
    answer: [one, two],
  },
  'a row that a list shows, whose own entry was left while it was read': {
    run: async ({ watchList, watchTodo, pollTodo, invalidate, next }) => {
      await watchList([one, two])
      const leave = await watchTodo('1', one)
      pollTodo('1')
      const poll = next()
      leave()
      await invalidate('1')
      await poll.answer(one)
    },
    follows: 'getTodo 1',
    answer: one,
  },
}

/** What it does by itself. */
const alone: Readonly<Record<string, Case>> = {
  'an entry that is not being read': {
    run: async ({ watchTodo, invalidate }) => {
      await watchTodo('1', one)
      await invalidate('1')
    },
    follows: 'getTodo 1',
    answer: one,
  },
  'an entry that is being read': {
    run: async ({ watchTodo, pollTodo, invalidate, next }) => {
      await watchTodo('1', one)
      pollTodo('1')
      const poll = next()
      await invalidate('1')
      await invalidate('1')
      await poll.answer(one)
    },
    follows: 'getTodo 1',
    answer: one,
  },
  'an entry whose read fails': {
    run: async ({ watchTodo, pollTodo, invalidate, next }) => {
      await watchTodo('1', one)
      pollTodo('1')
      const poll = next()
      await invalidate('1')
      await poll.fail({ status: 500 })
    },
    follows: 'getTodo 1',
    answer: one,
  },
  'an entry whose read is aborted': {
    run: async ({ watchTodo, pollTodo, invalidate }) => {
      await watchTodo('1', one)
      const poll = pollTodo('1')
      await invalidate('1')
      poll.abort()
      await settled()
    },
    follows: 'getTodo 1',
    answer: one,
  },
  'an entry that loses and gains rows': {
    run: async ({ watchFound, pollFound, invalidate, next }) => {
      await watchFound('o', [one])
      pollFound('o')
      const poll = next()
      await invalidate('1', '2')
      await poll.answer([two])
    },
    follows: 'findTodos o',
    answer: [two],
  },
  'a list that provides its rows, with a rule to confirm them': {
    run: async ({ watchFound, invalidate }) => {
      await watchFound('o', [one, two])
      await invalidate('1', '2')
    },
    follows: 'findTodos o',
    answer: [one, two],
  },
  'a list and rows of it in one invalidation, with a rule to confirm them': {
    run: async ({ watchList, invalidate }) => {
      await watchList([one, two])
      await invalidate('1', 'LIST')
    },
    follows: 'listTodos all',
    answer: [one, two],
  },
  'a row and then its list in one turn, with a rule to confirm it': {
    run: async ({ watchList, invalidate }) => {
      await watchList([one, two])
      await Promise.all([invalidate('1'), invalidate('LIST')])
    },
    follows: 'listTodos all',
    answer: [one, two],
  },
  'a mutation that is refused': {
    run: async ({ watchTodo, rename, next }) => {
      await watchTodo('1', one)
      rename('1')
      await next().fail({ status: 400 })
    },
    follows: 'getTodo 1',
    answer: one,
  },
}

describe.each(Object.entries({ ...beyond, ...alone }))('%s', (_name, { run, follows, answer }) => {
  test('is read once more', async () => {
    const peer = createPeer('vzaps-rtk/optimistic')
    await run(peer)
    expect(await peer.furtherReads(answer)).toEqual([[follows]])
  })
})

describe.each(Object.entries(beyond))('%s', (_name, { run, answer }) => {
  test('is lost by plain RTK Query: once it is not, ours can go', async () => {
    const peer = createPeer('RTK Query')
    await run(peer)
    expect(await peer.furtherReads(answer)).toEqual([])
  })
})

describe.each(Object.entries(alone))('%s', (_name, { run, follows, answer }) => {
  test('is read once more by plain RTK Query', async () => {
    const peer = createPeer('RTK Query')
    await run(peer)
    expect(await peer.furtherReads(answer)).toEqual([[follows]])
  })
})

test('an infinite query is read again for a row that came with its last page, invalidated meanwhile', async () => {
  const { watchFeed, nextPage, invalidate, next, held } = createPeer('vzaps-rtk/optimistic')
  await watchFeed([one])
  nextPage()
  const page = next()
  await invalidate('2')
  await page.answer([two])
  expect(held.map(({ arg }) => arg)).toEqual([0])
  await next().answer([one])
  expect(held.map(({ arg }) => arg)).toEqual([1])
  await next().answer([two])
  expect(held).toEqual([])
})
