import { describe, expect, test } from 'vitest'
import { guardActions } from '../../src/core/calls/guard.ts'
import { createRuntimes } from '../../src/core/calls/runtime.ts'
import type { Session } from '../../src/core/calls/session.ts'

const sessionOf = (epoch: number) =>
  ({
    epoch,
    secrets: { has: () => false, redact: (text: string) => text },
    revision: () => 0,
    vetted: new WeakMap(),
  }) as unknown as Session

const start = () => {
  const passed: { type: string; payload?: unknown; meta?: unknown }[] = []
  let session: Session | undefined = sessionOf(1)
  const sessions = {
    current: () => session,
    whyNone: () => {
      throw new Error('not asked')
    },
  }
  const runtime = createRuntimes().create((action) => action)
  const handle = guardActions({ reducerPath: 'vzaps', runtime, sessions, onCall: () => {} })(
    (action) => {
      passed.push(action as (typeof passed)[number])
    },
  )
  const send = (status: 'pending' | 'fulfilled', payload?: unknown) =>
    handle({
      type: `vzaps/executeMutation/${status}`,
      payload,
      meta: {
        requestId: 'r1',
        requestStatus: status,
        arg: { originalArgs: 'VZTWO' },
        baseQueryMeta: { status: 200 },
      },
    })
  const become = (next: Session | undefined) => {
    session = next
  }
  return { passed, send, become }
}

describe('the guard', () => {
  test('passes an answer of its own session', () => {
    const { passed, send } = start()
    send('pending')
    send('fulfilled', { id: 'VZONE' })
    expect(passed.at(-1)).toMatchObject({ payload: { id: 'VZONE' } })
  })

  test.each([
    ['another account', sessionOf(2)],
    ['nobody', undefined],
  ])('turns an answer away when %s is signed in by then', (_who, next) => {
    const { passed, send, become } = start()
    send('pending')
    become(next)
    send('fulfilled', { id: 'VZONE' })
    expect(passed.at(-1)).toMatchObject({
      type: 'vzaps/executeMutation/rejected',
      payload: { kind: 'aborted', outcome: 'unknown' },
      meta: { requestStatus: 'rejected', rejectedWithValue: true, baseQueryMeta: undefined },
    })
    expect(JSON.stringify(passed)).not.toContain('VZONE')
  })
})
