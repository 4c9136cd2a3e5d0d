import type { Account } from '../../account/account.ts'
import type { InstanceRecord } from '../../account/rows.ts'
import { iso } from '../../account/rows.ts'
import type { Random } from '../../random.ts'
import type { Answer } from '../answers.ts'
import { isObject, parseJson } from '../shapes.ts'
import type { EventLog, LoggedEvent } from './event-log.ts'
import { createEventLog } from './event-log.ts'
import type { SocketUpgrade } from './upgrade.ts'
import { readUpgrade } from './upgrade.ts'

/** The client's end of a socket, whatever carries it. */
export interface SocketPeer {
  send(text: string): void
  /** Sends a heartbeat, where the carrier knows them. */
  ping?(): void
  /** Says good-bye with a code, and ends the connection. */
  close(code: number): void
  /** The connection breaks, without a word. */
  terminate(): void
}

/** The gateway's end of a socket. */
export interface SocketSession {
  /** Takes what the client sent. */
  receive(text: string): void
  /** The connection is gone; the code of the client's close, if it sent one. */
  closed(code?: number): void
}

/** An event that a test pushes. */
export interface PushedEvent {
  readonly type: string
  /** What a webhook would get. */
  readonly data?: unknown
  /** Made from the seed unless said. */
  readonly id?: string | undefined
  /** ISO 8601; now unless said. */
  readonly created_at?: string | undefined
}

/** The direct handle on the sockets of the gateway. */
export interface RealtimeControl {
  /** The instances that a socket is open for now, one entry a socket. */
  readonly open: readonly string[]
  /** Pushes an event to all who listen to this instance, now and later. Returns its id. Throws for an unknown instance. */
  send(instanceId: string, event: PushedEvent): string
  /** Puts a text on the sockets of an instance, whatever it is. */
  sendText(instanceId: string, text: string): void
  /** The connections of an instance, or all, break without a word. */
  drop(instanceId?: string): void
  /** The server closes the sockets of an instance, or all, with a code; 1001 unless said. */
  close(instanceId?: string, code?: number): void
  /** The open sockets of an instance, or all, seem open, and nothing comes through any more in either direction. */
  stall(instanceId?: string): void
  /** The ids that clients acknowledged, in order. */
  readonly acks: readonly string[]
}

interface Socket {
  readonly id: string
  readonly peer: SocketPeer
  readonly kinds: ReadonlySet<string> | null
  isReady: boolean
  isStalled: boolean
}

/** All sockets of a gateway. */
export interface Sockets {
  /** Reads an upgrade: an answer that refuses it, or what joins the client. */
  open(upgrade: SocketUpgrade): Answer | ((peer: SocketPeer) => SocketSession)
  /** Pushes what changed by itself or by a call: who is connected now, and who is not any more. */
  sync(): void
  clear(): void
  readonly control: RealtimeControl
}

/** Clients that are slow to listen must not miss the first event; ms. */
const settleMs = 60
const beatMs = 2_000

/** Makes it; `now` gives epoch milliseconds. */
export const createSockets = (account: Account, now: () => number, random: Random): Sockets => {
  const { instances } = account
  const sockets = new Set<Socket>()
  /** Of the instances that anybody ever listened to. */
  const logs = new Map<string, EventLog>()
  const connected = new Map<string, boolean>()
  const acks: string[] = []
  let beat: ReturnType<typeof globalThis.setInterval> | undefined

  const isOf = (id: string | undefined) => (socket: Socket) => id === undefined || socket.id === id
  const wants = ({ id, kinds }: Socket, type: string): boolean => {
    const own = instances.find(id)?.row.events_subscribe || 'All'
    const wanted = kinds ?? new Set(own.toLowerCase().split(','))
    return wanted.has('all') || wanted.has(type.toLowerCase())
  }
  const send = (socket: Socket, { type, text }: LoggedEvent) => {
    if (socket.isReady && !socket.isStalled && wants(socket, type)) socket.peer.send(text)
  }

  const push = (id: string, given: PushedEvent): string => {
    const { type, data = {}, created_at = iso(now()) } = given
    const event = { id: given.id ?? `evt_mock_${random.text(20)}`, type, instance_id: id }
    const text = JSON.stringify({ ...event, created_at, data })
    const logged = logs.get(id)?.add({ id: event.id, type, text })
    if (logged) for (const socket of sockets) if (socket.id === id) send(socket, logged)
    return event.id
  }

  const look = ({ row }: InstanceRecord) => {
    if (connected.get(row.id) === row.connected) return
    connected.set(row.id, row.connected)
    const type = row.connected ? 'Connected' : 'Disconnected'
    const event = { instance_id: row.id, jid: row.whatsapp_jid }
    push(row.id, { type, created_at: row.updated_at, data: { type, event } })
  }

  const sync = () => {
    for (const id of logs.keys()) {
      const record = instances.find(id)
      if (record) look(record)
    }
  }

  const startBeat = () => {
    const timer = globalThis.setInterval(() => {
      sync()
      for (const { peer, isStalled } of sockets) if (!isStalled) peer.ping?.()
    }, beatMs)
    // It is no reason for Node to go on running.
    if (typeof timer === 'object') timer.unref()
    return timer
  }

  const stopBeat = () => {
    if (sockets.size > 0) return
    globalThis.clearInterval(beat)
    beat = undefined
  }

  const ack = (id: string, text: string) => {
    const message = parseJson(text.trim())
    if (!isObject(message) || message.type !== 'ack') return
    const acked = String(message.event_id ?? message.id ?? '').trim()
    if (acked === '') return
    acks.push(acked)
    logs.get(id)?.ack(acked)
  }

  const each = (id: string | undefined, run: (socket: Socket) => void) => {
    for (const socket of [...sockets].filter(isOf(id))) run(socket)
  }

  return {
    sync,
    open: (upgrade) => {
      const wanted = readUpgrade(account, upgrade)
      if ('refusal' in wanted) return wanted.refusal
      const { record, kinds, lastEventId } = wanted
      const { id } = record.row
      return (peer) => {
        const socket: Socket = { id, peer, kinds, isReady: false, isStalled: false }
        const log = logs.get(id) ?? createEventLog()
        if (!logs.has(id)) connected.set(id, record.row.connected)
        logs.set(id, log)
        log.resume(lastEventId)
        sockets.add(socket)
        // What happens by itself, by the clock alone, is pushed with the next beat.
        beat ??= startBeat()
        const timer = globalThis.setTimeout(() => {
          socket.isReady = true
          for (const event of log.resume(lastEventId)) send(socket, event)
        }, settleMs)
        return {
          receive: (text) => {
            if (!socket.isStalled) ack(id, text)
          },
          closed: (code) => {
            globalThis.clearTimeout(timer)
            sockets.delete(socket)
            stopBeat()
            if (code === 1000 && ![...sockets].some(isOf(id))) log.release()
          },
        }
      }
    },
    clear: () => {
      each(undefined, ({ peer }) => peer.terminate())
      sockets.clear()
      stopBeat()
      logs.clear()
      connected.clear()
      acks.length = 0
    },
    control: {
      acks,
      get open() {
        return Array.from(sockets, ({ id }) => id)
      },
      send: (id, event) => {
        instances.need(id)
        return push(id, event)
      },
      sendText: (id, text) => each(id, ({ peer, isStalled }) => isStalled || peer.send(text)),
      drop: (id) => each(id, ({ peer }) => peer.terminate()),
      close: (id, code = 1001) => each(id, ({ peer }) => peer.close(code)),
      stall: (id) =>
        each(id, (socket) => {
          socket.isStalled = true
        }),
    },
  }
}
