import { describe, expect, test, vi } from 'vitest'
import { isVZapsError, toVZapsError, toVZapsException } from 'vzaps-rtk'
import { deferred, errorOf } from '../support/async.ts'
import { noon } from '../support/clock.ts'
import type { Setup } from '../support/setup.ts'
import { one, setup } from '../support/setup.ts'
import { json } from '../support/wire.ts'

const get = ({ store, e }: Setup) => store.dispatch(e.getInstance.initiate(one))

const errorFor = async (answer: Response) => {
  const at = setup()
  at.wire.answer('POST /instances/get', answer)
  const error = await errorOf(get(at))
  const entry = at.e.getInstance.select(one)(at.store.getState() as never)
  // What the promise gives is what the state holds.
  expect(entry.error).toEqual(error)
  return error
}

describe('a status', () => {
  test.each<[number, object]>([
    [300, { kind: 'http', code: 'redirect', outcome: 'rejected' }],
    [301, { kind: 'http', code: 'redirect' }],
    [302, { kind: 'http', code: 'redirect' }],
    [304, { kind: 'http', message: 'HTTP 304' }],
    [308, { kind: 'http', code: 'redirect' }],
    [400, { kind: 'http', outcome: 'rejected' }],
    [403, { kind: 'auth', reason: 'forbidden', outcome: 'rejected' }],
    [404, { kind: 'http', outcome: 'rejected' }],
    [408, { kind: 'timeout', outcome: 'unknown' }],
    [409, { kind: 'http', outcome: 'rejected' }],
    [418, { kind: 'http', outcome: 'rejected' }],
    [422, { kind: 'http', outcome: 'rejected' }],
    [429, { kind: 'rate-limit', outcome: 'rejected' }],
    [500, { kind: 'http', outcome: 'unknown' }],
    [502, { kind: 'http', outcome: 'unknown' }],
    [503, { kind: 'http', outcome: 'unknown' }],
    [504, { kind: 'http', outcome: 'unknown' }],
    [599, { kind: 'http', outcome: 'unknown' }],
  ])('%i is %j', async (status, expected) => {
    const error = await errorFor(new Response(null, { status }))
    expect(error).toMatchObject({ status, ...expected })
    expect(error.message).not.toBe('')
  })

  test('0 of an opaque redirect is a redirect', async () => {
    expect(await errorFor(Response.error())).toMatchObject({
      kind: 'http',
      status: 0,
      code: 'redirect',
      message: expect.stringContaining('baseUrl'),
    })
  })
})

describe('the message', () => {
  const long = 'x'.repeat(50)
  test.each<[unknown, string]>([
    [{ message: 'm', error: 'e', detail: 'd', errors: [{ message: 'f' }] }, 'm'],
    [{ message: ' ', error: 'e', detail: 'd' }, 'e'],
    [{ message: 5, error: { message: 'em' }, detail: 'd' }, 'em'],
    [{ error: { message: '' }, detail: 'd', errors: [{ message: 'f' }] }, 'd'],
    [{ error: null, errors: [{ message: 'f' }, { message: 'g' }] }, 'f'],
    [{ message: long }, long],
    [{ errors: ['text'] }, 'I am a teapot'],
    [{}, 'I am a teapot'],
    [[], 'I am a teapot'],
    ['text', 'I am a teapot'],
    [null, 'I am a teapot'],
  ])('of %j is "%s"', async (body, message) => {
    const answer = new Response(JSON.stringify(body), { status: 418, statusText: 'I am a teapot' })
    expect((await errorFor(answer)).message).toBe(message)
  })

  test('is the status when there is nothing else', async () => {
    expect((await errorFor(new Response('<html>', { status: 418 }))).message).toBe('HTTP 418')
  })
})

describe('the code', () => {
  test.each<[unknown, string | undefined]>([
    [{ code: 'name_taken' }, 'name_taken'],
    [{ code: 17 }, '17'],
    [{ code: 0 }, '0'],
    [{ code: false }, 'false'],
    [{ error_code: 'old' }, 'old'],
    [{ code: 'new', error_code: 'old' }, 'new'],
    [{ code: null, error_code: 'old' }, 'old'],
    [{ code: { a: 1 } }, undefined],
    [{ error: { code: 'nested' } }, undefined],
    ['text', undefined],
  ])('of %j is %j', async (body, code) => {
    expect((await errorFor(json(body, 409))).code).toBe(code)
  })
})

describe('an error', () => {
  test('keeps at most 4,096 characters of the answer', async () => {
    const error = await errorFor(json({ message: 'no', pad: 'x'.repeat(10_000) }, 422))
    expect(error.details).toHaveLength(4096)
    expect(error.details).toMatch(/^\{"message":"no","pad":"xxx/)
  })

  test('keeps text that is no JSON as details', async () => {
    expect((await errorFor(new Response('<h1>no</h1>', { status: 404 }))).details).toBe(
      '<h1>no</h1>',
    )
  })

  test('has no details without a body', async () => {
    expect(await errorFor(new Response(null, { status: 404 }))).not.toHaveProperty('details')
  })

  test('never repeats the request’s body', async () => {
    const at = setup()
    at.wire.answer(/create/, json({ message: 'no' }, 422))
    const error = await errorOf(
      at.store.dispatch(at.e.createInstance.initiate({ name: 'Name of the request' })),
    )
    expect(JSON.stringify(error)).not.toContain('Name of the request')
  })

  test('carries the request id', async () => {
    const answer = json({}, 404, { 'X-Request-Id': 'req_7' })
    expect(await errorFor(answer)).toMatchObject({ requestId: 'req_7' })
  })

  test.each<[string, number | undefined]>([
    ['5', 5_000],
    ['0', 0],
    ['1.5', 1_500],
    [' 7 ', 7_000],
    [new Date(noon + 90_000).toUTCString(), 90_000],
    [new Date(noon - 90_000).toUTCString(), 0],
    ['-5', undefined],
    ['soon', undefined],
    ['Infinity', undefined],
    ['1e3', undefined],
    ['', undefined],
  ])('reads Retry-After %j as %j ms', async (value, ms) => {
    for (const status of [429, 503]) {
      const error = await errorFor(json({}, status, { 'Retry-After': value }))
      expect('retryAfterMs' in error ? error.retryAfterMs : undefined).toBe(ms)
    }
  })

  test('reads a Retry-After that names no time zone as one of Greenwich, wherever the page is', async () => {
    vi.stubEnv('TZ', 'America/Sao_Paulo')
    try {
      for (const value of ['Mon Apr 13 12:05:00 2026', 'Monday, 13-Apr-26 12:05:00 GMT']) {
        expect(await errorFor(json({}, 429, { 'Retry-After': value }))).toMatchObject({
          retryAfterMs: 300_000,
        })
      }
    } finally {
      vi.unstubAllEnvs()
    }
  })

  test('is the same in the meta of its action', async () => {
    const at = setup()
    at.wire.answer(/get/, json({}, 429, { 'Retry-After': '3', 'X-Request-Id': 'req_9' }))
    await errorOf(get(at))
    expect(at.actions.at(-1)?.meta).toMatchObject({
      baseQueryMeta: { status: 429, retryAfterMs: 3_000, requestId: 'req_9', sentSeq: 1 },
    })
  })
})

describe('a call without an answer', () => {
  test('is a network error when the connection fails or breaks', async () => {
    for (const fault of ['offline', 'dropAnswer'] as const) {
      const at = setup()
      await at.vzaps.auth.getAccessToken()
      at.gateway.faults.set({ [fault]: true })
      const error = await errorOf(get(at))
      expect(error).toMatchObject({ kind: 'network', outcome: 'unknown' })
      expect(error).not.toHaveProperty('status')
    }
  })

  test('is a network error when fetch throws at once', async () => {
    const fetch = () => {
      throw new TypeError('https://api.vzaps.com/?secret')
    }
    const error = await errorOf(setup({ platform: { fetch } }).vzaps.auth.getAccessToken())
    expect(error.kind).toBe('network')
    expect(error.message).not.toContain('secret')
  })

  test.each([false, true])('times out, where fetch ignores its signal: %s', async (deaf) => {
    const at = setup({ timeoutMs: 5_000 })
    const held = at.wire.hold('POST /instances/get', { deaf })
    const running = errorOf(get(at))
    const { request } = await held.arrived
    at.clock.advance(4_999)
    expect(request.signal.aborted).toBe(false)
    at.clock.advance(1)
    const error = await running
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'unknown' })
    expect(error).not.toHaveProperty('status')
    expect(request.signal.aborted).toBe(true)
    expect(at.clock.waiting()).toEqual([])
  })

  test('times out when the body stalls', async () => {
    const at = setup()
    await at.vzaps.auth.getAccessToken()
    const pulled = deferred<void>()
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"id":')),
      pull: () => pulled.resolve(),
    })
    at.wire.answer('POST /instances/get', new Response(body))
    const running = errorOf(get(at))
    await pulled.promise
    at.clock.advance(30_000)
    expect(await running).toMatchObject({ kind: 'timeout', outcome: 'unknown' })
  })
})

describe('a 2xx answer that does not fit', () => {
  test.each<[string, string]>([
    ['empty', ''],
    ['blank', '  \n'],
    ['no JSON', '<html>'],
    ['cut', '{"id":"VZ'],
    ['a text', '"VZONE"'],
    ['a number', '1'],
    ['null', 'null'],
    ['without its id', '{"name":"x"}'],
    ['with an empty id', '{"id":""}'],
  ])('is a parse error: %s', async (_what, body) => {
    const answer = new Response(body, { headers: { 'X-Request-Id': 'req_1' } })
    expect(await errorFor(answer)).toMatchObject({
      kind: 'parse',
      outcome: 'unknown',
      status: 200,
      requestId: 'req_1',
    })
  })

  test('204 is a parse error but for a delete', async () => {
    expect(await errorFor(new Response(null, { status: 204 }))).toMatchObject({ kind: 'parse' })
    const at = setup()
    at.wire.answer(/DELETE/, new Response('<not even JSON>'))
    expect(await at.store.dispatch(at.e.deleteInstance.initiate(one)).unwrap()).toBeNull()
  })
})

describe('an aborted call', () => {
  const stateOf = (at: Setup, requestId: string) =>
    (at.store.getState().vzaps as { mutations: Record<string, { error?: unknown }> }).mutations[
      requestId
    ]?.error

  test('was not sent while its token was awaited', async () => {
    const at = setup()
    const held = at.wire.hold('POST /token')
    const running = at.store.dispatch(at.e.restartInstance.initiate(one))
    await held.arrived
    running.abort()
    const expected = { kind: 'aborted', outcome: 'not-sent' }
    expect(await errorOf(running)).toMatchObject(expected)
    expect(stateOf(at, running.requestId)).toMatchObject(expected)
  })

  test('has an unknown outcome once it was sent', async () => {
    const at = setup()
    const held = at.wire.hold(/restart/)
    const running = at.store.dispatch(at.e.restartInstance.initiate(one))
    await held.arrived
    running.abort()
    const expected = { kind: 'aborted', outcome: 'unknown' }
    expect(await errorOf(running)).toMatchObject(expected)
    expect(stateOf(at, running.requestId)).toMatchObject(expected)
  })

  test('is an aborted error for queries too, in the promise and in the state', async () => {
    const at = setup()
    const held = at.wire.hold(/get$/)
    const running = get(at)
    await held.arrived
    running.abort()
    const expected = { kind: 'aborted', outcome: 'unknown' }
    expect(await errorOf(running)).toMatchObject(expected)
    const entry = at.e.getInstance.select(one)(at.store.getState() as never)
    expect(entry.error).toMatchObject(expected)
  })

  test('leaves no timer and no signal behind', async () => {
    const at = setup()
    const held = at.wire.hold(/restart/, { deaf: true })
    const running = at.store.dispatch(at.e.restartInstance.initiate(one))
    const { request } = await held.arrived
    running.abort()
    await errorOf(running)
    expect(request.signal.aborted).toBe(true)
    expect(at.clock.waiting()).toEqual([])
  })
})

describe('toVZapsError', () => {
  test.each<[unknown, object]>([
    [
      { name: 'AbortError', message: 'Aborted' },
      { kind: 'aborted', outcome: 'unknown', message: 'Aborted' },
    ],
    [{ name: 'AbortError' }, { kind: 'aborted', outcome: 'unknown' }],
    [new DOMException('gone', 'AbortError'), { kind: 'aborted', message: 'gone' }],
    ['Aborted', { kind: 'aborted' }],
    [
      { name: 'TypeError', message: 'x is not a function' },
      { kind: 'config', code: 'unexpected', message: 'x is not a function' },
    ],
    [new Error('boom'), { kind: 'config', code: 'unexpected', message: 'boom' }],
    ['boom', { kind: 'config', message: 'boom' }],
    [undefined, { kind: 'config', outcome: 'unknown' }],
    [null, { kind: 'config' }],
    [5, { kind: 'config' }],
    [
      { kind: 'strange', message: 'x', outcome: 'unknown' },
      { kind: 'config', message: 'x' },
    ],
  ])('maps %o', (thrown, expected) => {
    const error = toVZapsError(thrown)
    expect(error).toMatchObject(expected)
    expect(error.message).not.toBe('')
    expect(isVZapsError(error)).toBe(true)
    expect(JSON.parse(JSON.stringify(error))).toEqual(error)
  })

  test('gives our own errors as they are', async () => {
    const error = { kind: 'network', outcome: 'unknown', message: 'gone' }
    expect(toVZapsError(error)).toBe(error)
  })

  test('makes plain data of a thrown one', async () => {
    const at = setup({ auth: null })
    const thrown: unknown = await at.vzaps.request('GET', '/a').catch((reason: unknown) => reason)
    const error = toVZapsError(thrown)
    expect(error).toEqual({
      kind: 'auth',
      reason: 'signed-out',
      outcome: 'not-sent',
      message: expect.any(String),
    })
    expect(Object.getPrototypeOf(error)).toBe(Object.prototype)
  })
})

describe('toVZapsException', () => {
  const data = {
    kind: 'http',
    status: 404,
    outcome: 'rejected',
    message: 'No such instance',
  } as const

  test('makes a real Error of what unwrap() rejects with, its data in cause', () => {
    const error = toVZapsException(data)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ ...data, name: 'VZapsException' })
    expect(error.cause).toBe(data)
    expect(error.stack).toContain('errors.test')
    expect(isVZapsError(error)).toBe(true)
    expect(toVZapsError(error)).toEqual(data)
  })

  test('leaves one that is one as it is: what vzaps.request and signIn reject with', async () => {
    const at = setup({ auth: null })
    const thrown: unknown = await at.vzaps.request('GET', '/a').catch((reason: unknown) => reason)
    expect(toVZapsException(thrown)).toBe(thrown)
    expect(thrown).toMatchObject({ cause: { kind: 'auth', reason: 'signed-out' } })
  })

  test('takes whatever was thrown', () => {
    expect(toVZapsException(new TypeError('x is not a function'))).toMatchObject({
      kind: 'config',
      code: 'unexpected',
      message: 'x is not a function',
    })
    expect(toVZapsException(undefined)).toBeInstanceOf(Error)
  })
})
