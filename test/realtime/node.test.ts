import { request } from 'node:http'
import { text as textOf } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RealtimeEvent } from 'vzaps-rtk'
import { createVZapsApi } from 'vzaps-rtk'
import { createMockGateway } from 'vzaps-rtk/mock'
import type { MockServer } from 'vzaps-rtk/mock/node'
import { startMockServer } from 'vzaps-rtk/mock/node'
import { WebSocket } from 'ws'
import { createSocketServer } from '../../src/mock/node/sockets.ts'
import { mountStore } from '../support/setup.ts'
import { openRaw } from './support/raw.ts'

// Sockets of the machine, in real time: the ways in which five official clients connect, each with its own habits.

let server: MockServer
const clients: WebSocket[] = []

beforeEach(async () => {
  server = await startMockServer({ instances: [{ id: 'VZ1', name: 'Support', connected: true }] })
})

afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate()
  await server.close()
})

const secrets = () => ({
  jwt: server.gateway.tokens.issue(),
  client: server.gateway.credentials.clientToken,
  instance: server.gateway.instances.get('VZ1')?.token ?? '',
})

const address = (query: string) => `${server.realtimeUrl}/events/ws?instance_id=VZ1${query}`

const inQuery = () => {
  const { jwt, client, instance } = secrets()
  return `&access_token=${jwt}&client_token=${client}&instance_token=${instance}`
}

const inHeaders = () => {
  const { jwt, client, instance } = secrets()
  return { Authorization: `Bearer ${jwt}`, 'X-Client-Token': client, 'X-Instance-Token': instance }
}

/** Opens a socket, and keeps what comes. */
const open = async (url: string, headers: Record<string, string> = {}) => {
  const askedAt = performance.now()
  const client = new WebSocket(url, { headers })
  clients.push(client)
  const frames: { text: string; isBinary: boolean; at: number }[] = []
  client.on('message', (data, isBinary) =>
    frames.push({ text: String(data), isBinary, at: performance.now() - askedAt }),
  )
  await new Promise((resolve, reject) => client.once('open', resolve).once('error', reject))
  return { client, frames, events: () => frames.map(({ text }) => JSON.parse(text)) }
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })

describe('the ways of the official clients', () => {
  test.each([
    ['TypeScript and Python: query and headers', () => inQuery(), () => inHeaders()],
    ['browsers: the query alone', () => inQuery(), () => ({})],
    ['.NET: headers alone', () => '', () => inHeaders()],
    [
      'no JWT, both other tokens',
      () => {
        const { client, instance } = secrets()
        return `&client_token=${client}&instance_token=${instance}`
      },
      () => ({}),
    ],
  ])('%s', async (_who, query, headers) => {
    const { events } = await open(address(`&events=Message%2CConnected${query()}`), headers())
    server.gateway.receiveMessage('VZ1', { text: 'Hi' })
    await until(() => expect(events()).toHaveLength(1))
    expect(events()[0]).toEqual({
      id: expect.stringMatching(/^evt_mock_/),
      type: 'Message',
      instance_id: 'VZ1',
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { type: 'Message', event: expect.objectContaining({ text: 'Hi' }) },
    })
  })

  test('Java: events repeated and in lower case, its REST calls offer HTTP/2', async () => {
    const { events } = await open(address('&events=message&events=connected'), inHeaders())
    server.gateway.realtime.send('VZ1', { type: 'Presence' })
    server.gateway.receiveMessage('VZ1')
    await until(() => expect(events()).toHaveLength(1))
    expect(events()[0].type).toBe('Message')

    const body = JSON.stringify({ id: 'VZ1' })
    const asked = request(`${server.url}/instances/get`, {
      method: 'POST',
      headers: {
        ...inHeaders(),
        Connection: 'Upgrade, HTTP2-Settings',
        Upgrade: 'h2c',
        'HTTP2-Settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
        'Content-Type': 'application/json',
        'Content-Length': body.length,
      },
    })
    asked.end(body)
    const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      asked.once('response', resolve).once('error', reject)
      asked.once('upgrade', () => reject(new Error('upgraded')))
    })
    expect(response.statusCode).toBe(200)
    expect(JSON.parse(await textOf(response))).toMatchObject({ id: 'VZ1', name: 'Support' })
  })

  test('no filter is the instance’s own', async () => {
    server.gateway.instances.patch('VZ1', { events_subscribe: 'Presence' })
    const { events } = await open(address(inQuery()))
    server.gateway.receiveMessage('VZ1')
    server.gateway.realtime.send('VZ1', { type: 'Presence' })
    await until(() => expect(events().map(({ type }) => type)).toEqual(['Presence']))
  })

  test('the first event comes 60 ms after the upgrade, as text', async () => {
    const opening = open(address(inQuery()))
    await until(() => expect(server.gateway.realtime.open).toHaveLength(1))
    server.gateway.receiveMessage('VZ1')
    const { frames } = await opening
    await until(() => expect(frames).toHaveLength(1))
    expect(frames[0]?.isBinary).toBe(false)
    // Since the client asked, which is before the upgrade however busy the machine; timers may run early by a ms.
    expect(frames[0]?.at).toBeGreaterThan(58)
  })

  test('two sockets of an instance for a moment', async () => {
    const one = await open(address(inQuery()))
    const other = await open(address(inQuery()))
    server.gateway.receiveMessage('VZ1')
    await until(() => expect([one.events().length, other.events().length]).toEqual([1, 1]))
  })

  test('acks under event_id or id, text or number, with blanks, empty and double', async () => {
    const { client } = await open(address(inQuery()))
    for (const ack of [
      '{"type":"ack","event_id":"a"}',
      '{"type":"ack","id":"b"}',
      ' { "type": "ack",\n "event_id": 7 } ',
      '{"type":"ack","event_id":""}',
      '{"type":"ack"}',
      'no ack',
      '{"type":"ack","event_id":" c "}',
      '{"type":"ack","event_id":"c"}',
    ]) {
      client.send(ack)
    }
    await until(() => expect(server.gateway.realtime.acks).toEqual(['a', 'b', '7', 'c', 'c']))
  })

  test('what was not acknowledged comes again, though the cursor is an old one', async () => {
    const first = await open(address(`${inQuery()}&last_event_id=evt_0`))
    const ids = ['evt_1', 'evt_2', 'evt_3']
    for (const id of ids) server.gateway.realtime.send('VZ1', { id, type: 'Message' })
    await until(() => expect(first.events()).toHaveLength(3))
    first.client.send('{"type":"ack","event_id":"evt_1"}')
    await until(() => expect(server.gateway.realtime.acks).toEqual(['evt_1']))
    first.client.terminate()
    await until(() => expect(server.gateway.realtime.open).toEqual([]))
    const next = await open(address(`${inQuery()}&last_event_id=evt_0`))
    await until(() => expect(next.events().map(({ id }) => id)).toEqual(['evt_2', 'evt_3']))
    // Who says good-bye and comes back with a cursor goes on there.
    next.client.close(1000)
    await until(() => expect(server.gateway.realtime.open).toEqual([]))
    const last = await open(address(`${inQuery()}&last_event_id=evt_2`))
    await until(() => expect(last.events().map(({ id }) => id)).toEqual(['evt_3']))
  })

  test('the JWT is looked at when the socket is opened, and not again', async () => {
    const { events } = await open(address(inQuery()))
    server.gateway.tokens.revoke()
    server.gateway.receiveMessage('VZ1')
    await until(() => expect(events()).toHaveLength(1))
  })

  test('a heartbeat every 2 s', async () => {
    const { client } = await open(address(inQuery()))
    const started = performance.now()
    await new Promise((resolve) => client.once('ping', resolve))
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})

describe('frames', () => {
  test('control frames without a mask are taken, data frames in pieces too', async () => {
    const raw = await openRaw(address(inQuery()))
    expect(raw.status).toBe(101)
    raw.write(10, Buffer.from('pong'), { isMasked: false })
    raw.write(9, Buffer.from('are you there'), { isMasked: false })
    expect(await raw.read()).toEqual({
      opcode: 10,
      isFinal: true,
      payload: Buffer.from('are you there'),
    })
    raw.write(1, Buffer.from('{"type":"ack",'), { isFinal: false })
    raw.write(9, Buffer.alloc(0), { isMasked: false })
    raw.write(0, Buffer.from('"event_id":"x"}'))
    await until(() => expect(server.gateway.realtime.acks).toEqual(['x']))
    server.gateway.receiveMessage('VZ1')
    let frame = await raw.read()
    while (frame.opcode !== 1) frame = await raw.read()
    expect(JSON.parse(String(frame.payload)).type).toBe('Message')
    raw.write(8, Buffer.from([0x03, 0xe8]), { isMasked: false })
    await raw.ended()
    await until(() => expect(server.gateway.realtime.open).toEqual([]))
  })

  test('the server ends the TCP side after a close', async () => {
    const raw = await openRaw(address(inQuery()))
    server.gateway.realtime.close('VZ1', 1012)
    const { opcode, payload } = await raw.read()
    expect([opcode, payload.readUInt16BE(0)]).toEqual([8, 1012])
    raw.write(8, payload)
    await raw.ended()
  })

  test('a connection that breaks says nothing', async () => {
    const { client } = await open(address(inQuery()))
    const code = new Promise((resolve) => client.once('close', resolve))
    server.gateway.realtime.drop()
    expect(await code).toBe(1006)
  })
})

describe('who may not come in', () => {
  test.each([
    ['without credentials', '&', {}, 401],
    ['with a JWT that nobody issued', '&access_token=a.b.c', {}, 401],
    ['with the header against the query', 'query', { Authorization: 'Bearer a.b.c' }, 401],
    ['with a foreign client token', 'jwt&client_token=foreign', {}, 403],
    ['with a foreign instance token', 'jwt&instance_token=foreign', {}, 403],
    ['for an instance that is not there', 'gone', {}, 404],
    ['from another machine’s name', 'query', { Host: 'vzaps.example' }, 403],
    ['from another site’s page', 'query', { Origin: 'https://vzaps.example' }, 403],
  ])('%s', async (_why, query, headers, status) => {
    const { jwt } = secrets()
    const url = address(
      query.replace('query', inQuery()).replace('jwt', `&access_token=${jwt}`),
    ).replace(/VZ1gone/, `VZ9&access_token=${jwt}`)
    const client = new WebSocket(url, { headers })
    clients.push(client)
    client.on('error', () => {})
    const answered = await new Promise((resolve) =>
      client.once('unexpected-response', (_request, response) => resolve(response.statusCode)),
    )
    expect(answered).toBe(status)
    expect(server.gateway.realtime.open).toEqual([])
  })

  test('without the ws package everybody is told what to install', async () => {
    const gateway = createMockGateway()
    const bare = createSocketServer(gateway, () => Promise.reject(new Error('Cannot find ws')))
    await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve))
    const { port } = bare.address() as { port: number }
    const client = new WebSocket(`ws://127.0.0.1:${port}/events/ws`)
    client.on('error', () => {})
    const response = await new Promise<import('node:http').IncomingMessage>((resolve) =>
      client.once('unexpected-response', (_request, answer) => resolve(answer)),
    )
    expect(response.statusCode).toBe(501)
    expect(JSON.parse(await textOf(response))).toMatchObject({
      code: 'ws_missing',
      message: expect.stringContaining('npm install --save-dev ws'),
    })
    bare.close()
  })
})

test('this library over real sockets: events, a break, the rest of them', async () => {
  const { gateway, url, realtimeUrl } = server
  const vzaps = createVZapsApi({
    auth: { ...gateway.credentials },
    baseUrl: url,
    realtimeUrl,
    platform: { WebSocket: WebSocket as unknown as typeof globalThis.WebSocket, random: () => 0 },
  })
  const { store } = mountStore([vzaps])
  await store.dispatch(vzaps.endpoints.listInstances.initiate()).unwrap()
  const events: RealtimeEvent[] = []
  const { events$, dispose } = vzaps.connect(store)
  const subscription = events$('VZ1', { onEvent: async () => {} }).subscribe((event) =>
    events.push(event),
  )
  await until(() => expect(gateway.realtime.open).toEqual(['VZ1']))
  gateway.realtime.send('VZ1', { id: 'evt_1', type: 'Message' })
  await until(() => expect(gateway.realtime.acks).toEqual(['evt_1']))
  gateway.realtime.drop()
  await until(() => expect(gateway.realtime.open).toEqual([]))
  gateway.dropConnection('VZ1')
  await until(() => expect(gateway.realtime.acks).toHaveLength(2))
  expect(events.map(({ type }) => type)).toEqual(['Message', 'Disconnected'])
  expect(vzaps.util.selectInstance(store.getState(), 'VZ1')).toMatchObject({ connected: false })
  subscription.unsubscribe()
  await until(() => expect(gateway.realtime.open).toEqual([]))
  dispose()
  vzaps.dispose()
})
