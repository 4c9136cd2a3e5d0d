import type { VZapsError } from '../../core/errors.ts'
import { onAbort } from '../../core/http/abort.ts'
import { redactText } from '../../core/secrets/redaction.ts'
import type { RealtimeConnection } from '../../realtime/connection.ts'
import type { Refusal } from '../refusal.ts'
import { refusal } from '../refusal.ts'
import type { Channel, ChannelParts } from './channel.ts'
import { createChannel } from './channel.ts'
import { createEventWriter } from './event-writer.ts'
import { isPosition, toCursor } from './positions.ts'
import type { Wanted } from './read-query.ts'
import type { RelayedEvent } from './recent.ts'

/** What streams of events are made of. */
export interface EventsParts extends ChannelParts {
  readonly maxStreams: number
  readonly maxStreamsPerUser: number
  readonly reauthorizeMs: number
}

/** A stream that may be opened. */
export interface StreamRequest {
  readonly signal: AbortSignal
  readonly allowed: readonly Wanted[]
  /** The others, and why the page may not have their events. */
  readonly refused: ReadonlyMap<string, Refusal>
  /** Whose streams count together. */
  readonly user: string
  /** Asks whether it may go on. Never rejects. */
  mayStay(): Promise<boolean>
}

/** ms between comments, so that nobody on the way takes the connection for a dead one. */
const BEAT_MS = 15_000
/** Characters of events that may wait for one page. */
const MAX_HELD = 2 ** 20

const headers = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Nobody on the way may keep, pack or gather it.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
}

/** Why an instance gives no events, as the page hears it. */
const refusalOf = (error: VZapsError): Pick<Refusal, 'status' | 'code' | 'message'> => {
  switch (error.kind) {
    case 'http':
      return {
        status: error.status,
        code: 'unknown-instance',
        message: error.message,
      }
    case 'config':
      return { status: 501, code: 'no-websocket', message: 'The relay can open no sockets here' }
    default:
      return {
        status: 502,
        code: 'no-token',
        message: 'The relay could not learn the instance’s token',
      }
  }
}

/** Makes what opens streams: one for a page, whatever number of instances it watches. */
export const createEvents = (parts: EventsParts) => {
  const { platform, account, maxStreams, maxStreamsPerUser } = parts
  const channels = new Map<string, Channel>()
  const streams = new Map<string, number>()
  let total = 0

  const channelOf = (id: string, from: string | undefined): Channel => {
    const there = channels.get(id)
    if (there) return there
    const channel = createChannel(id, from, parts, () => {
      if (channels.get(id) === channel) channels.delete(id)
    })
    channels.set(id, channel)
    return channel
  }

  const enter = (user: string) => {
    const mine = streams.get(user) ?? 0
    if (mine >= maxStreamsPerUser) {
      throw refusal(
        429,
        'too-many-streams',
        `This user has ${mine} streams of events open: close one, or raise maxStreamsPerUser`,
        { retryAfter: 30 },
      )
    }
    if (total >= maxStreams) {
      throw refusal(503, 'busy', 'Too many streams of events are open', { retryAfter: 30 })
    }
    streams.set(user, mine + 1)
    total += 1
    return () => {
      total -= 1
      const left = (streams.get(user) ?? 1) - 1
      if (left > 0) streams.set(user, left)
      else streams.delete(user)
    }
  }

  return ({ signal, allowed, refused, user, mayStay }: StreamRequest): Response => {
    const undo = [enter(user)]
    const positions = new Map<string, string>()
    const ended = new Set<string>()
    let isOver = false
    let held = 0

    const close = () => {
      if (isOver) return
      isOver = true
      for (const one of undo.splice(0)) one()
      writer.end()
    }
    const writer = createEventWriter(close)

    const every = (ms: number, run: () => void) => {
      let timer = platform.setTimeout(function again() {
        run()
        if (!isOver) timer = platform.setTimeout(again, ms)
      }, ms)
      undo.push(() => platform.clearTimeout(timer))
    }

    const send = (lines: string) => writer.write(`${lines}id: ${toCursor(positions)}\n\n`)

    const tell = (id: string, state: RealtimeConnection | Refusal) => {
      const about = { instance_id: id }
      let told: object = { ...about, status: state.status }
      if (typeof state.status === 'number') {
        const { status, code, message } = state
        told = { ...about, status: 'stopped', error: { status, code, message } }
      } else if (state.status === 'waiting') {
        told = { ...told, retry_in_ms: Math.max(0, state.retryAt - platform.now()) }
      }
      if (typeof state.status === 'number') ended.add(id)
      const written = send(`event: state\ndata: ${JSON.stringify(told)}\n`)
      // Nothing more can come: whoever asks again is told why.
      if (ended.size === allowed.length + refused.size) void written.then(close)
    }

    const listen = ({ instanceId, filter, from }: Wanted) => {
      const write = async (event: RelayedEvent) => {
        const { id, text } = event
        if (id !== undefined && isPosition(id)) positions.set(instanceId, id)
        const isTaken = await (id === undefined
          ? writer.write(`data: ${text}\n\n`)
          : send(`data: ${text}\n`))
        held -= text.length
        return isTaken
      }
      const expect = ({ text }: RelayedEvent) => {
        held += text.length
        // One alone may be as long as it is.
        if (held > MAX_HELD && held > text.length) close()
      }
      const onState = (state: RealtimeConnection) => {
        if (isOver || state.status === 'idle') return
        if (state.status !== 'stopped') return tell(instanceId, state)
        const { status, code, message } = refusalOf(state.error)
        tell(instanceId, { status, code, message: redactText(message, account.secrets) })
      }
      const leave = channelOf(instanceId, from).join(
        { filter, expect, write, overflow: close, onState },
        from,
      )
      if (isOver) leave()
      else undo.push(leave)
    }

    // At once, so that the page knows that it is open.
    void writer.write(': open\n\n')
    for (const { instanceId, from } of allowed) {
      positions.set(instanceId, from ?? channels.get(instanceId)?.last() ?? '')
    }
    for (const [id, why] of refused) tell(id, why)
    for (const wanted of allowed) if (!isOver) listen(wanted)
    let isBeating = false
    every(BEAT_MS, () => {
      // Nobody has read since the last one.
      if (isBeating) return close()
      isBeating = true
      void writer.write(': \n\n').then(() => {
        isBeating = false
      })
    })
    every(parts.reauthorizeMs, () => {
      void mayStay().then((may) => may || close())
    })
    undo.push(onAbort(signal, close))
    return new Response(writer.body, { headers })
  }
}
