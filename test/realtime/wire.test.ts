import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { json } from '../support/wire.ts'
import { readCases } from '../wire/records.ts'
import { useVirtualTime, type Virtual, virtual } from './support/virtual.ts'

// What the official clients did with the same events over the same sockets. Where they differ this library goes its own
// way: `differs` says why.

beforeEach(useVirtualTime)

afterEach(() => {
  vi.useRealTimers()
})

type Step = { send?: unknown; sendBinary?: unknown; close?: number; terminate?: boolean }

/** What a client was asked for, the events that came, and what it did. */
interface Recording {
  readonly sdk: string
  readonly case: string
  readonly args: unknown
  readonly script?: readonly (readonly Step[])[] | null
  readonly connections: readonly {
    readonly path: string
    readonly frames: readonly (string | { readonly text: string })[]
  }[]
  readonly handled?: readonly unknown[]
}

const records = readCases()
  .filter(({ operation }) => operation === 'realtime')
  .flatMap((one) => one.records as unknown as readonly Recording[])

/** The options of a recorded call, by the names of any client. */
const optionsOf = ({ args }: Recording) => {
  const [first] = Array.isArray(args) ? args : [args]
  const given = first['**kwargs'] ?? first
  return { events: given.events, lastEventId: given.lastEventId ?? given.last_event_id }
}

const textOf = (frame: string | { readonly text: string }) =>
  typeof frame === 'string' ? frame : frame.text

const differs: Readonly<{ [name: string]: string }> = {
  'typescript / binary frame with JSON [global WebSocket]': 'cannot read a binary frame',
  'python / events filter, one event, then closed; reconnect off [websockets 10.4 unchanged]':
    'cannot connect with that version of its own dependency',
  'python / event without id': 'takes no event without an id',
  'python / frame that is JSON but no event': 'takes { type: "ping" } for no event',
  'typescript / frame that is JSON but no event': 'takes a list for an event',
  'typescript / reconnect after an abnormal close': 'repeats its first cursor',
  'typescript / reconnect after an event': 'repeats its first cursor',
  'typescript / reconnect with lastEventId given and an event seen': 'repeats its first cursor',
  'typescript / slow first handler (150 ms), two events': 'acknowledges out of order',
}

const nameOf = ({ sdk, case: name }: Recording) => `${sdk} / ${name}`

/** PHP was recorded at the injected connection: its scripts are those of the same case elsewhere. */
const scripts: Readonly<{ [name: string]: readonly (readonly Step[])[] }> = {
  'event without id': [[{ send: { id: '', type: 'Message', data: {} } }]],
  'events filter, one event, then closed; reconnect off': [
    [{ send: { id: 'evt_1', type: 'Message', data: {} } }],
  ],
  'frame that is not JSON': [[{ send: 'nope' }]],
  'no events filter': [[{ send: { id: 'evt_1', type: 'Odd', data: {} } }]],
  'reconnect after an event': [
    [{ send: { id: 'evt_1', type: 'Message', data: {} } }, { close: 1000 }],
    [],
  ],
}

/** Hears what is sent over the last socket, and how it is closed. */
const spyOn = (at: Virtual) => {
  const sent: string[][] = []
  const codes: (number | undefined)[] = []
  const spy = () => {
    const socket = at.sockets.at(-1) as unknown as WebSocket | undefined
    if (!socket) return
    const texts: string[] = []
    sent.push(texts)
    const [send, close] = [socket.send, socket.close]
    socket.send = (text) => {
      texts.push(String(text))
      send.call(socket, text)
    }
    socket.close = (code) => {
      codes.push(code)
      close.call(socket, code)
    }
  }
  return { sent, codes, spy }
}

/** The server does what the script says. */
const act = async (at: Virtual, { send, sendBinary, close, terminate }: Step) => {
  const text = typeof send === 'string' ? send : JSON.stringify(send ?? sendBinary)
  const frame = sendBinary ? new TextEncoder().encode(text) : text
  if (send !== undefined || sendBinary) at.push.sendText('VZABC123', frame as string)
  await at.wait(terminate || close ? 0 : 10)
  if (close) at.push.close('VZABC123', close)
  if (terminate) at.push.drop('VZABC123')
}

/** Plays a record: what this library opens, handles, sends and closes. */
const play = async (record: Recording) => {
  const at = virtual({ instances: [{ id: 'VZABC123', token: 'inst-tok-1', name: 'Any' }] })
  await at.know()
  const script = record.script ?? scripts[record.case] ?? []
  const isSlow = record.case.startsWith('slow')
  const refusesToken = record.case.startsWith('token request')
  if (refusesToken) {
    await at.wait(3_600_000)
    at.wire.answer('POST /token', () => json({ error: 'invalid_client' }, 401))
  }
  const handled: unknown[] = []
  const { stop, end, issues } = at.listen('VZABC123', {
    ...optionsOf(record),
    onEvent: async (event) => {
      const isFirst = handled.push(event) === 1
      if (isSlow && isFirst) await new Promise((resolve) => setTimeout(resolve, 150))
    },
  })
  await at.settle()
  const { sent, codes, spy } = spyOn(at)
  spy()
  for (const [index, steps] of script.entries()) {
    for (const step of steps) await act(at, step)
    await at.wait(1_000)
    if (index < script.length - 1) spy()
  }
  stop()
  await at.settle()
  const queries = at.urls().map(({ search }) => Object.fromEntries(new URLSearchParams(search)))
  return { handled, sent, codes, queries, end, issues }
}

/** The parameters of a recorded path, with this library's values for the credentials. */
const expectedQuery = (path: string, ours: { [name: string]: string } = {}) => {
  const query = Object.fromEntries(new URL(path, 'wss://any.test').searchParams)
  return { ...query, access_token: ours.access_token, client_token: ours.client_token }
}

const isOnly = (record: Recording) => !differs[nameOf(record)]

test('there are 33 records of 16 cases', () => {
  expect(records).toHaveLength(33)
  expect(new Set(records.map((record) => record.case)).size).toBe(16)
  const names = records.map(nameOf)
  expect(Object.keys(differs).filter((name) => !names.includes(name))).toEqual([])
})

describe('as the official client', () => {
  test.each(records.filter(isOnly).map((record) => [nameOf(record), record] as const))(
    '%s',
    async (_name, record) => {
      const { handled, sent, codes, queries, end } = await play(record)
      const count = record.connections.length
      if (count === 0) {
        expect(queries).toEqual([])
        expect(end.error).toMatchObject({ kind: 'auth', reason: 'credentials' })
        return
      }
      for (const [index, connection] of record.connections.entries()) {
        expect(queries[index]).toEqual(expectedQuery(connection.path, queries[index]))
        expect((sent[index] ?? []).map((text) => JSON.parse(text))).toEqual(
          connection.frames.map((frame) => JSON.parse(textOf(frame))),
        )
      }
      expect(handled.map((event) => (event as { id?: string }).id)).toEqual(
        (record.handled ?? []).map((event) => (event as { id?: string }).id || undefined),
      )
      expect(codes.at(-1)).toBe(1000)
    },
  )
})

describe('in its own way, where a client', () => {
  const ours: Readonly<{ [name: string]: (played: Awaited<ReturnType<typeof play>>) => void }> = {
    'cannot read a binary frame': ({ sent }) =>
      expect(sent[0]).toEqual(['{"type":"ack","event_id":"evt_1"}']),
    'cannot connect with that version of its own dependency': ({ sent }) =>
      expect(sent[0]).toEqual(['{"type":"ack","event_id":"evt_1"}']),
    'takes no event without an id': ({ handled, sent }) => {
      expect(handled).toMatchObject([{ type: 'Message', data: null }])
      expect(sent[0]).toEqual([])
    },
    'takes { type: "ping" } for no event': ({ handled, issues, sent }) => {
      expect(handled).toMatchObject([{ type: 'ping' }])
      expect([issues.length, sent[0]]).toEqual([2, []])
    },
    'takes a list for an event': ({ handled, issues }) => {
      expect(handled).toMatchObject([{ type: 'ping' }])
      expect(issues).toHaveLength(2)
    },
    'repeats its first cursor': ({ queries }) => expect(queries[1]?.last_event_id).toBe('evt_1'),
    'acknowledges out of order': ({ sent }) =>
      expect(sent[0]?.map((text) => JSON.parse(text).event_id)).toEqual(['evt_1', 'evt_2']),
  }
  test.each(
    records
      .filter((record) => !isOnly(record))
      .map((record) => [differs[nameOf(record)] ?? '', nameOf(record), record] as const),
  )('%s: %s', async (why, _name, record) => {
    const check = ours[why]
    if (!check) throw new Error(`Nothing is said of a client that ${why}`)
    check(await play(record))
  })
})
