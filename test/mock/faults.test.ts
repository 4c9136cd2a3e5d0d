import { afterEach, describe, expect, test, vi } from 'vitest'
import { build, createStill, only, send, signIn } from './client.ts'

afterEach(() => {
  vi.useRealTimers()
})

const one = { instances: [{ id: 'VZ1', name: 'Support' }] }

const ask = (gateway: ReturnType<typeof createStill>, signal?: AbortSignal) => {
  const headers = { Authorization: `Bearer ${gateway.tokens.issue()}` }
  return gateway.fetch(build('PATCH', '/instances/VZ1', { name: 'Changed' }, headers, signal))
}

describe('faults that apply nothing', () => {
  test('offline rejects as a browser does', async () => {
    const gateway = createStill({ ...one, faults: { offline: true } })
    await expect(ask(gateway)).rejects.toThrow(new TypeError('Failed to fetch'))
    expect(only(gateway).name).toBe('Support')
    expect(gateway.requests[0]).toMatchObject({ status: null, fault: 'offline' })
  })

  test.each([401, 403, 429, 500, 503])(
    'a status of %i is answered to every call',
    async (status) => {
      const gateway = createStill({ ...one, faults: { status, retryAfter: 7 } })
      const response = await ask(gateway)
      expect(response.status).toBe(status)
      expect(Object.keys(await response.json())).toEqual(['code', 'message', 'details'])
      expect(response.headers.get('Retry-After')).toBe([429, 503].includes(status) ? '7' : null)
      expect(response.headers.get('X-Request-Id')).toMatch(/^req_/)
      expect(only(gateway).name).toBe('Support')
    },
  )

  test('a status of 401 revokes no token', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    gateway.faults.failNext({ kind: 'status', status: 401 })
    expect((await call('GET', '/plans/list')).status).toBe(401)
    expect((await call('GET', '/plans/list')).status).toBe(200)
  })

  test('an error rate draws the same calls from the same seed', async () => {
    const run = async (seed: number) => {
      const gateway = createStill({ ...one, seed, faults: { errorRate: 0.5 } })
      const statuses: number[] = []
      for (let call = 0; call < 20; call += 1) statuses.push((await ask(gateway)).status)
      return statuses
    }
    const statuses = await run(1)
    expect(new Set(statuses)).toEqual(new Set([200, 500]))
    expect(await run(1)).toEqual(statuses)
    expect(await run(2)).not.toEqual(statuses)
  })
})

describe('faults that apply the call', () => {
  test('a dropped answer loses the connection after the change', async () => {
    const gateway = createStill({ ...one, faults: { dropAnswer: true } })
    await expect(ask(gateway)).rejects.toThrow(new TypeError('Failed to fetch'))
    expect(only(gateway).name).toBe('Changed')
    expect(gateway.requests[0]).toMatchObject({ status: 200, fault: 'dropAnswer' })
  })

  test('invalid JSON is a body cut in half', async () => {
    const gateway = createStill({ ...one, faults: { invalidJson: true } })
    const response = await ask(gateway)
    expect(response.status).toBe(200)
    await expect(response.json()).rejects.toThrow(SyntaxError)
    expect(only(gateway).name).toBe('Changed')
  })

  test('a stalled body ends with the abort and its reason', async () => {
    const gateway = createStill({ ...one, faults: { stall: true } })
    const controller = new AbortController()
    const response = await ask(gateway, controller.signal)
    expect(response.status).toBe(200)
    const body = response.text()
    controller.abort(new Error('enough'))
    await expect(body).rejects.toThrow('enough')
  })

  test('an answer without a body stalls before its headers', async () => {
    const gateway = createStill({ ...one, faults: { stall: true } })
    const controller = new AbortController()
    const headers = { Authorization: `Bearer ${gateway.tokens.issue()}` }
    const signal = controller.signal
    const pending = gateway.fetch(build('DELETE', '/instances/VZ1', undefined, headers, signal))
    await vi.waitFor(() => expect(gateway.instances.list()).toEqual([]))
    controller.abort(new Error('enough'))
    await expect(pending).rejects.toThrow('enough')
  })
})

describe('latency', () => {
  test('waits on the timer of the moment and changes the state halfway', async () => {
    vi.useFakeTimers()
    const gateway = createStill({ ...one, faults: { latencyMs: 1_000 } })
    let answered = false
    const pending = ask(gateway).then(() => {
      answered = true
    })
    await vi.advanceTimersByTimeAsync(499)
    expect(only(gateway).name).toBe('Support')
    await vi.advanceTimersByTimeAsync(1)
    expect(only(gateway).name).toBe('Changed')
    await vi.advanceTimersByTimeAsync(499)
    expect(answered).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await pending
  })

  test('ends with the abort and its reason, applied or not by when it came', async () => {
    vi.useFakeTimers()
    const gateway = createStill({ ...one, faults: { latencyMs: 1_000 } })
    const abortAt = async (ms: number) => {
      const controller = new AbortController()
      const pending = ask(gateway, controller.signal)
      const rejected = expect(pending).rejects.toThrow('left')
      await vi.advanceTimersByTimeAsync(ms)
      controller.abort(new Error('left'))
      await rejected
      return only(gateway).name
    }
    expect(await abortAt(400)).toBe('Support')
    expect(await abortAt(600)).toBe('Changed')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is drawn from a range by the seed', async () => {
    vi.useFakeTimers()
    const gateway = createStill({ ...one, faults: { latencyMs: [100, 200] } })
    const pending = ask(gateway)
    await vi.advanceTimersByTimeAsync(99)
    expect(gateway.requests).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(101)
    expect((await pending).status).toBe(200)
  })
})

test('a request that is aborted before it starts never arrives', async () => {
  const gateway = createStill(one)
  await expect(ask(gateway, AbortSignal.abort(new Error('before')))).rejects.toThrow('before')
  expect(gateway.requests).toEqual([])
})

describe('failNext', () => {
  test('waits for the call that matches, as often as said', async () => {
    const gateway = createStill(one)
    const call = signIn(gateway)
    const slow = {
      kind: 'status',
      status: 429,
      retryAfter: 'Mon, 13 Apr 2026 12:00:30 GMT',
    } as const
    gateway.faults.failNext(slow, { method: 'get', path: /plans/g, times: 2 })
    gateway.faults.failNext({ kind: 'offline' }, { path: '/token' })
    expect((await call('POST', '/instances/list', {})).status).toBe(200)
    const failed = await call('GET', '/plans/list')
    expect([failed.status, failed.headers.get('Retry-After')]).toEqual([429, slow.retryAfter])
    expect((await call('GET', '/plans/list')).status).toBe(429)
    expect((await call('GET', '/plans/list')).status).toBe(200)
    await expect(send(gateway, build('POST', '/token', {}))).rejects.toThrow('Failed to fetch')
    expect((await send(gateway, build('POST', '/token', {}))).status).toBe(401)
  })

  test('delays one call only', async () => {
    vi.useFakeTimers()
    const gateway = createStill(one)
    gateway.faults.failNext({ kind: 'latency', ms: 50 })
    const slow = ask(gateway)
    expect((await ask(gateway)).status).toBe(200)
    await vi.advanceTimersByTimeAsync(50)
    expect((await slow).status).toBe(200)
  })
})

describe('the fault control', () => {
  test('merges what is set and goes back to the start', () => {
    const gateway = createStill({ faults: { latencyMs: 5 } })
    gateway.faults.set({ offline: true })
    expect(gateway.faults.get()).toMatchObject({ latencyMs: 5, offline: true })
    gateway.faults.reset()
    expect(gateway.faults.get()).toMatchObject({ latencyMs: 5, offline: false })
  })

  test.each<Record<string, unknown>>([
    { errorRate: 2 },
    { latencyMs: -1 },
    { latencyMs: [2, 1] },
    { status: 99 },
    { offline: 'yes' },
    { retryAfter: 'a\nb' },
    { toString: 1 },
  ])('refuses %j', (faults) => {
    expect(() => createStill({ faults })).toThrow(RangeError)
  })
})
