import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { spellings } from '../support/spellings.ts'
import { virtualBrowser } from './support/virtual.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})

afterEach(() => {
  vi.useRealTimers()
})

const start = async () => {
  const at = virtualBrowser()
  const tab = at.open({ maxAnswerBytes: 50_000 })
  await at.wait(200)
  tab.watch('VZ0')
  await at.wait(500)
  const tell = async (message: unknown, more: object = {}) => {
    const envelope = { v: 1, from: 'stranger', epoch: 0, message, ...more }
    at.say(at.channelName(), JSON.stringify(envelope))
    await at.wait(100)
  }
  const told = (row: object, more: object = {}) => ({
    kind: 'told',
    rows: [row],
    askedAt: Date.now(),
    confirmedAt: Date.now(),
    ...more,
  })
  return { ...at, tab, tell, told }
}

describe('what another tab says', () => {
  test('is taken where it is as tabs speak: the tests below would see it', async () => {
    const { tab, tell, told } = await start()
    await tell(told({ id: 'VZ0', connected: false }))
    expect(tab.connected('VZ0')).toBe(false)
  })

  test.each([
    ['of another version', {}, { v: 2 }],
    ['of no time that there was', {}, { epoch: -1 }],
    ['without a sender', {}, { from: undefined }],
    ['of a sign-out in the future', {}, { epoch: Date.UTC(2030, 0) }],
    ['about a time that has not come', { confirmedAt: Date.UTC(2030, 0) }, {}],
    ['that was asked after it was confirmed', { askedAt: Date.UTC(2026, 1), confirmedAt: 1 }, {}],
    ['with rows that are none', { rows: [{ id: 'VZ0', connected: false }, { name: 'no id' }] }, {}],
    ['with a field that does not fit', { rows: [{ id: 'VZ0', connected: 'no' }] }, {}],
    [
      'with more than an answer may hold',
      { rows: [{ id: 'VZ0', connected: false, labels: { a: 'x'.repeat(100_000) } }] },
      {},
    ],
    ['with a list of bad arguments', { list: { args: { page: -1 }, page: { content: [] } } }, {}],
  ])('is ignored when it is %s', async (_, message, more) => {
    const { tab, tell, told } = await start()
    const before = tab.row('VZ0')
    await tell(told({ id: 'VZ0', connected: false }, message), more)
    expect(tab.row('VZ0')).toBe(before)
    expect(before?.connected).toBe(true)
    expect(tab.vzaps.auth.getState().status).toBe('signed-in')
  })

  test.each([
    ['no JSON', '{'],
    ['no object', 'null'],
    ['an array', '[]'],
    ['nothing known', '{"v":1,"from":"x","epoch":0,"message":{"kind":"toString"}}'],
    ['too long', `"${'x'.repeat(100_001)}"`],
  ])('is ignored when it is %s', async (_, text) => {
    const at = await start()
    const before = at.tab.row('VZ0')
    at.say(at.channelName(), text)
    at.say(at.channelName(), {
      get v() {
        throw new Error('no text')
      },
    } as never)
    await at.wait(100)
    expect(at.tab.row('VZ0')).toBe(before)
  })

  test('is ignored when it is of a session that ended, and taken when it is of the next one', async () => {
    const { tab, tell, told, wait } = await start()
    tab.vzaps.auth.signOut()
    const epoch = Date.now()
    await wait(100)
    await Promise.all([tab.vzaps.auth.signIn(tab.credentials), wait(500)])
    tab.read('VZ0')
    await wait(500)
    await tell(told({ id: 'VZ0', connected: false }), { epoch: 0 })
    expect(tab.connected('VZ0')).toBe(true)
    await tell(told({ id: 'VZ0', connected: false }), { epoch })
    expect(tab.connected('VZ0')).toBe(false)
  })

  test('ends no session that began after the sign-out it tells of, and each that began before', async () => {
    const began = Date.now()
    const { tab, tell } = await start()
    await tell({ kind: 'hello' }, { epoch: began - 1_000 })
    expect(tab.vzaps.auth.getState().status).toBe('signed-in')
    await tell({ kind: 'hello' }, { epoch: began + 100 })
    expect(tab.vzaps.auth.getState().status).toBe('signed-out')
  })

  test('reaches no prototype, and brings no secret and no link that runs a script', async () => {
    const at = await start()
    const { clientSecret } = at.gateway.credentials
    const text = `{"v":1,"from":"x","epoch":0,"message":{"kind":"told","askedAt":${Date.now()},"confirmedAt":${Date.now()},"rows":[{"id":"VZ0","name":"a ${clientSecret}","token":"t-0123456789","__proto__":{"polluted":1},"more":{"constructor":1,"url":"javascript:alert(1)"}}]}}`
    at.say(at.channelName(), text)
    await at.wait(100)
    const row = at.tab.row('VZ0') as unknown as Record<string, unknown>
    expect(row.name).toBe('a [REDACTED]')
    expect(row.more).toEqual({})
    expect(JSON.stringify(row)).not.toContain('t-0123456789')
    expect((row as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('cannot make a tab ask more often than it can be answered, nor for what is no instance', async () => {
    const at = await start()
    const ids = ['..', '', 'VZ1']
    const before = at.tab.polls()
    await at.tell({ kind: 'ask', ids, lists: [], since: Date.now(), isForced: true })
    expect(at.tab.polls()).toBe(before)
    for (let i = 0; i < 100; i++) {
      const ask = { kind: 'ask', ids: ['VZ1'], lists: [], since: Date.now() + 1e9, isForced: true }
      at.say(at.channelName(), JSON.stringify({ v: 1, from: 'x', epoch: 0, message: ask }))
    }
    await at.wait(40)
    expect(at.tab.polls() - before).toBe(1)
  })

  test('cannot speak for another tab: acknowledge what that has not handled, or detach it', async () => {
    const at = virtualBrowser()
    const [one, two] = [at.open({ tabs: { events: true } }), at.open({ tabs: { events: true } })]
    for (const tab of [one, two]) tab.read('VZ0')
    await at.wait(500)
    one.listen('VZ0', { events: ['Message'] })
    await at.wait(200)
    two.listen('VZ0', { events: ['Message'], onEvent: () => new Promise(() => {}) })
    await at.wait(500)
    at.push.send('VZ0', { id: 'evt_1', type: 'Message' })
    await at.wait(500)
    const key = /"kind":"attach","key":"([^"]+)"/.exec(at.said.join())?.[1]
    expect(key).toBeDefined()
    for (const message of [
      { kind: 'ack', key, id: 'evt_1' },
      { kind: 'detach', key },
    ]) {
      at.say(at.channelName(), JSON.stringify({ v: 1, from: 'x', epoch: 0, message }))
    }
    await at.wait(500)
    expect(at.push.acks).toEqual([])
  })
})

describe('what tabs say', () => {
  test('holds no secret, in any spelling', async () => {
    const at = virtualBrowser()
    const tabs = [at.open({ tabs: { events: true } }), at.open({ tabs: { events: true } })]
    await at.wait(200)
    for (const tab of tabs) {
      tab.read('VZ0')
      tab.store.dispatch(tab.vzaps.endpoints.listInstances.initiate())
      await at.wait(500)
      tab.watch('VZ0', { push: true })
      tab.watch('VZ1')
      tab.listen('VZ0', { events: ['Message', 'Connected', 'Disconnected'] })
    }
    await at.wait(1_000)
    const secrets = Object.values(at.gateway.credentials)
    const [one] = tabs
    for (const id of ['VZ0', 'VZ1', 'VZ2']) secrets.push(one?.vzaps.tokens.get(id) ?? '')
    const jwt = (await one?.vzaps.auth.getAccessToken()) ?? ''
    secrets.push(jwt)
    expect(secrets.every((secret) => secret.length > 8)).toBe(true)
    // A message that quotes them all, and a server that echoes them in an error.
    at.push.send('VZ0', { type: 'Message', data: { text: secrets.join(' ') } })
    at.gateway.faults.failNext({ kind: 'status', status: 500 }, { path: '/instances/get' })
    await at.wait(20_000)
    at.gateway.dropConnection('VZ0')
    await at.wait(20_000)
    tabs[1]?.vzaps.auth.signOut()
    await at.wait(1_000)
    const kinds = new Set(at.said.map((text) => JSON.parse(text).message.kind))
    expect([...kinds]).toEqual(
      expect.arrayContaining(['hello', 'told', 'ask', 'failed', 'attach', 'event', 'ack']),
    )
    const all = at.said.join('\n')
    for (const secret of secrets) {
      for (const [name, write] of Object.entries(spellings)) {
        expect({ name, found: all.includes(write(secret)) }).toEqual({ name, found: false })
      }
    }
  })

  test('holds no secret that somebody takes for an id or the kind of an event', async () => {
    const at = virtualBrowser()
    const [one, two] = [at.open({ tabs: { events: true } }), at.open({ tabs: { events: true } })]
    for (const tab of [one, two]) tab.read('VZ0')
    await at.wait(500)
    one.listen('VZ0', { events: ['Message'] })
    await at.wait(500)
    const { clientSecret } = at.gateway.credentials
    two.watch(clientSecret)
    two.listen('VZ0', { events: ['Message', clientSecret] })
    await at.wait(20_000)
    expect(at.said.join()).toContain('"kind":"attach"')
    expect(at.said.join().toLowerCase()).not.toContain(clientSecret.toLowerCase())
  })
})
