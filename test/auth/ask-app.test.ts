import { describe, expect, test } from 'vitest'
import { askApp } from '../../src/auth/ask-app.ts'
import { createEnding } from '../../src/core/http/abort.ts'
import { defaultPlatform } from '../../src/core/platform.ts'
import { createSecretFinder } from '../../src/core/secrets/secret-finder.ts'
import { settle } from '../support/async.ts'
import { createClock } from '../support/clock.ts'

const setUp = () => {
  const clock = createClock()
  const ending = createEnding()
  let waiting = 0
  const platform = {
    ...defaultPlatform(),
    setTimeout: (callback: () => void, ms: number) => {
      waiting += 1
      return clock.setTimeout(callback, ms)
    },
    clearTimeout: (handle: Parameters<typeof clock.clearTimeout>[0]) => {
      waiting -= 1
      clock.clearTimeout(handle)
    },
  }
  const signals: AbortSignal[] = []
  const ask = <T>(answer: () => T | Promise<T>) =>
    askApp(
      ({ signal }) => {
        signals.push(signal)
        return answer()
      },
      { platform, timeoutMs: 1000, ending, secrets: createSecretFinder(), retry: undefined },
    )
  return { clock, ending, ask, signals, waiting: () => waiting }
}

const never = new Promise<never>(() => {})

describe("asking the app's own code", () => {
  test.each([
    ['a value', () => 'it', 'it'],
    ['a promise', () => Promise.resolve('it'), 'it'],
    ['nothing', () => undefined, undefined],
  ])('gives %s, and leaves no timer', async (_what, answer, value) => {
    const { ask, waiting } = setUp()
    expect(await ask<unknown>(answer)).toEqual({ kind: 'answered', value })
    expect(waiting()).toBe(0)
  })

  test('ends after the time there is, and aborts the signal', async () => {
    const { ask, clock, signals, waiting } = setUp()
    const asked = ask(() => never)
    await settle()
    expect(signals[0]?.aborted).toBe(false)
    clock.advance(1000)
    expect(await asked).toEqual({ kind: 'timed-out' })
    expect(signals[0]?.aborted).toBe(true)
    expect(waiting()).toBe(0)
  })

  test('ends with the session, and aborts the signal', async () => {
    const { ask, ending, signals } = setUp()
    const asked = ask(() => never)
    await settle()
    ending.end()
    expect(await asked).toEqual({ kind: 'ended' })
    expect(signals[0]?.aborted).toBe(true)
  })

  test.each([
    [new Error('it is down'), 'it is down'],
    ['it is down', 'it is down'],
    [{ message: 'no error' }, 'it threw something that is no error'],
    [undefined, 'it threw something that is no error'],
    [new Error('a'.repeat(15)), 'a'.repeat(15)],
    [new Error('b'.repeat(16)), '[REDACTED]'],
    [new Error(`got ${'c'.repeat(16)}.payload~x/y+z=, sorry`), 'got [REDACTED], sorry'],
    [new Error(`${'d'.repeat(20)} and ${'e'.repeat(20)}`), '[REDACTED] and [REDACTED]'],
  ])('that throws %j tells "%s"', async (thrown, message) => {
    const { ask } = setUp()
    expect(await ask(() => Promise.reject(thrown))).toEqual({ kind: 'threw', message })
  })

  test('keeps 200 characters of what was thrown', async () => {
    const { ask } = setUp()
    const asked = await ask(() => Promise.reject(new Error('so long '.repeat(100))))
    expect(asked).toMatchObject({
      kind: 'threw',
      message: expect.stringMatching(/^(so long ){25}$/),
    })
  })
})
