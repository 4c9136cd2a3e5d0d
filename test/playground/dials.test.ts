import { describe, expect, test } from 'vitest'
import { createMockGateway } from 'vzaps-rtk/mock'
import {
  describeDials,
  noDials,
  pickFaults,
  readDials,
  writeDials,
} from '../../demo/store/dials.ts'
import { createMisbehaviour } from '../../demo/store/misbehaviour.ts'

const chance = () => {
  throw new Error('Nothing was left to chance')
}

describe('the address', () => {
  test('says how the gateway misbehaves', () => {
    expect(readDials('?latency=3000&fault=429&rate=20&retry=9&on=list&seed=3')).toEqual({
      latencyMs: 3_000,
      fault: '429',
      percent: 20,
      retryAfter: 9,
      endpoint: 'list',
    })
  })

  test.each([
    '',
    '?latency=-1&fault=teapot&rate=0&retry=x&on=__proto__',
    '?latency=700000&fault=toString&rate=101&retry=99999&on=LIST',
    '?latency=1e3&rate=5.5&fault=',
  ])('that makes no sense says nothing: %s', (search) => {
    expect(readDials(search)).toEqual(noDials)
  })

  test('leads to the same dials wherever it is followed, and keeps all else', () => {
    const params = writeDials('?q=padaria&seed=3', {
      latencyMs: 0,
      fault: 'stall',
      endpoint: 'read',
    })
    expect(params.get('q')).toBe('padaria')
    expect(params.get('seed')).toBe('3')
    expect(readDials(`?${params}`)).toEqual({
      ...noDials,
      latencyMs: 0,
      fault: 'stall',
      endpoint: 'read',
    })
    expect(String(writeDials(`?${params}`, noDials))).toBe('q=padaria&seed=3')
  })
})

describe('the chip', () => {
  test.each([
    ['', ''],
    ['?latency=0', ''],
    ['?latency=3000&fault=500&rate=20', '3 s, 20 % errors, seed 7'],
    ['?fault=429&retry=9', '429, retry after 9 s'],
    ['?fault=offline&on=list', 'offline, only list'],
    ['?rate=20', ''],
  ])('says of %s: %s', (search, words) => {
    expect(describeDials(readDials(search), 7)).toBe(words)
  })
})

describe('a call', () => {
  const only = { ...noDials, fault: '503', endpoint: 'delete' } as const

  test('of another endpoint is left alone', () => {
    expect(pickFaults(only, 'POST', '/instances/list', chance)).toEqual({})
    expect(pickFaults(only, 'DELETE', '/instances/VZ1', chance)).toEqual({ status: 503 })
  })

  test('goes wrong as often as the dial says', () => {
    const half = { ...noDials, fault: 'json', percent: 50 } as const
    expect(pickFaults(half, 'GET', '/x', () => 0.49)).toEqual({ invalidJson: true })
    expect(pickFaults(half, 'GET', '/x', () => 0.5)).toEqual({})
  })
})

describe('the gateway under the dials', () => {
  const list = () =>
    new Request('https://api.vzaps.com/instances/list', { method: 'POST', body: '{}' })
  const statuses = async (seed: number) => {
    const gateway = createMockGateway()
    const { fetch } = createMisbehaviour(gateway, seed, { ...noDials, fault: '503', percent: 50 })
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(list())))
    return answers.map(({ status }) => status)
  }

  test('fails the same calls for the same seed, and others for another', async () => {
    const first = await statuses(7)
    expect(new Set(first)).toEqual(new Set([503, 401]))
    expect(await statuses(7)).toEqual(first)
    expect(await statuses(8)).not.toEqual(first)
  })

  test('asks for patience with a 429', async () => {
    const gateway = createMockGateway()
    const { fetch } = createMisbehaviour(gateway, 7, { ...noDials, fault: '429', retryAfter: 9 })
    const { status, headers } = await fetch(list())
    expect([status, headers.get('Retry-After')]).toEqual([429, '9'])
  })

  test('keeps what is set while a call begins', async () => {
    const gateway = createMockGateway()
    const { fetch } = createMisbehaviour(gateway, 7, { ...noDials, latencyMs: 0, fault: '503' })
    const answer = gateway.fetch
    gateway.fetch = (request) => {
      gateway.faults.set({ stall: true })
      return answer(request)
    }
    expect((await fetch(list())).status).toBe(503)
    expect(gateway.faults.get()).toMatchObject({ stall: true, status: null })
  })

  test('keeps what the console set, and says it until it is over', async () => {
    const gateway = createMockGateway()
    const misbehaviour = createMisbehaviour(gateway, 7, noDials)
    let told = 0
    misbehaviour.subscribe(() => {
      told += 1
    })
    gateway.faults.set({ offline: true })
    gateway.faults.failNext({ kind: 'status', status: 409 })
    expect(misbehaviour.describe()).toBe('offline, one call will fail')
    expect(told).toBe(2)
    expect((await misbehaviour.fetch(list())).status).toBe(409)
    expect(misbehaviour.describe()).toBe('offline')
    await expect(misbehaviour.fetch(list())).rejects.toThrow('Failed to fetch')
    misbehaviour.reset()
    expect(misbehaviour.describe()).toBe('')
    expect((await misbehaviour.fetch(list())).status).toBe(401)
  })
})
