import type { Answer, Server } from './server.ts'
import type { Change, EntryData, Read } from './todos.ts'
import { rowOf } from './todos.ts'

/** A request on its way. The server's moment and the moment of the answer are two. */
export interface Exchange {
  readonly call: Change | Read
  /** `held`: not sent yet. `served`: the server has dealt with it. `over`: its caller has an answer, or gave up. */
  state: 'held' | 'sent' | 'served' | 'over'
  /** Its caller is gone, and the server may still carry it out. */
  isOrphan: boolean
  /** The run's clock when it was sent. */
  sentAt: number
  /** What the server answered. */
  answer: Answer | undefined
  readonly resolve: (answer: Answer) => void
  readonly onSent: () => void
}

/** How it ends. */
export type Ending = 'answered' | 'refused' | 'lost' | 'lost before'

/** What hears of the traffic. */
export interface WireEvents {
  /** The server has carried a change out. */
  onDone(change: Change, answer: Answer): void
  /** A change is about to be answered; `isUnknown`: nobody can tell what became of it. */
  onChangeEnded(
    change: Change,
    answer: Answer,
    isUnknown: boolean,
    readsUnderWay: readonly string[],
  ): void
  /** A read is about to be answered, and its entry takes the answer: no later one was asked for. */
  onReadEnded(exchange: Exchange, data: EntryData | undefined): void
}

/** The transport of a run: nothing moves on it unless it is told to. */
export interface Wire {
  /** Hands a call over. Calls that change one row leave one after the other. */
  fetch(call: Change | Read, signal: AbortSignal, onSent?: () => void): Promise<Answer>
  /** Those that wait for something, in the order of their calls. */
  pending(): readonly Exchange[]
  send(exchange: Exchange): void
  /** The server deals with it, and with what it must have dealt with before. */
  serve(exchange: Exchange, isRefused?: boolean): void
  /** Its caller is answered. */
  end(exchange: Exchange, ending: Ending): void
  /** The entry is gone: no cache takes what was asked for it. */
  forget(key: string): void
}

/** What a wire connects. */
export interface WireOptions {
  readonly server: Server
  readonly events: WireEvents
  now(): number
  /** Reads wait for {@link Wire.send}. */
  readonly holdsReads: boolean
  /** Reads are dealt with in the order in which they were sent. */
  readonly keepsOrder: boolean
}

const lostAnswer: Answer = { ok: false, error: { status: 'FETCH_ERROR' } }
const brokenServer: Answer = { ok: false, error: { status: 503 } }

/** Makes the transport of one run. */
export const createWire = (options: WireOptions): Wire => {
  const { server, events, now, holdsReads, keepsOrder } = options
  let exchanges: readonly Exchange[] = []
  /** By entry: a cache takes only the answer of the last one, though that was given up. */
  const lastReads = new Map<string, Exchange>()

  const laneOf = ({ call }: Exchange) => (call.kind === 'read' ? undefined : rowOf(call))

  const isQueued = (exchange: Exchange) => {
    const lane = laneOf(exchange)
    const first = exchanges.find((other) => laneOf(other) === lane && !other.isOrphan)
    return lane !== undefined && first !== exchange
  }

  const send = (exchange: Exchange) => {
    if (exchange.state !== 'held' || isQueued(exchange)) return
    exchange.state = 'sent'
    exchange.sentAt = now()
    exchange.onSent()
  }

  const sendNext = () => {
    for (const exchange of exchanges) if (exchange.call.kind !== 'read') send(exchange)
  }

  const remove = (exchange: Exchange) => {
    exchanges = exchanges.filter((other) => other !== exchange)
    sendNext()
  }

  const serve = (exchange: Exchange, isRefused = false) => {
    if (exchange.state !== 'sent') return
    const { call } = exchange
    const lane = laneOf(exchange)
    const isBefore = (other: Exchange) =>
      call.kind === 'read'
        ? keepsOrder && other.call.kind === 'read' && other.sentAt < exchange.sentAt
        : lane !== undefined && laneOf(other) === lane && other.sentAt < exchange.sentAt
    const before = exchanges.filter((other) => other.state === 'sent' && isBefore(other))
    for (const other of before.toSorted((a, b) => a.sentAt - b.sentAt)) serve(other)
    exchange.state = 'served'
    if (call.kind === 'read') {
      const value = server.read(call.entry)
      exchange.answer = value ? { ok: true, value } : { ok: false, error: { status: 404 } }
    } else if (isRefused) {
      exchange.answer = { ok: false, error: { status: 409 } }
    } else {
      exchange.answer = server.apply(call)
      events.onDone(call, exchange.answer)
    }
    if (exchange.isOrphan) remove(exchange)
  }

  const isSuperseded = (exchange: Exchange): boolean =>
    exchange.call.kind === 'read' && lastReads.get(exchange.call.entry.key) !== exchange

  const readsUnderWay = () =>
    exchanges.flatMap(({ call }) => (call.kind === 'read' ? [call.entry.key] : []))

  const finish = (exchange: Exchange, answer: Answer, isUnknown: boolean) => {
    const { call } = exchange
    if (call.kind !== 'read') events.onChangeEnded(call, answer, isUnknown, readsUnderWay())
    else if (!isSuperseded(exchange)) {
      events.onReadEnded(exchange, answer.ok ? (answer.value as EntryData) : undefined)
    }
    const isLeft = call.kind !== 'read' && exchange.state === 'sent'
    if (isLeft) exchange.isOrphan = true
    else exchange.state = 'over'
    exchange.resolve(answer)
    if (isLeft) sendNext()
    else remove(exchange)
  }

  const giveUp = (exchange: Exchange) => {
    if (exchange.state === 'over' || exchange.isOrphan) return
    if (exchange.call.kind !== 'read' && exchange.state === 'sent') {
      exchange.isOrphan = true
      sendNext()
    } else {
      exchange.state = 'over'
      remove(exchange)
    }
    exchange.resolve(lostAnswer)
  }

  return {
    fetch: (call, signal, onSent = () => {}) =>
      new Promise((resolve) => {
        const exchange: Exchange = {
          call,
          state: 'held',
          isOrphan: false,
          sentAt: -1,
          answer: undefined,
          resolve,
          onSent,
        }
        exchanges = [...exchanges, exchange]
        if (call.kind === 'read') lastReads.set(call.entry.key, exchange)
        signal.addEventListener('abort', () => giveUp(exchange), { once: true })
        if (call.kind !== 'read' || !holdsReads) send(exchange)
      }),
    pending: () => exchanges,
    send,
    serve,
    forget: (key) => lastReads.delete(key),
    end: (exchange, ending) => {
      if (exchange.state === 'held' || exchange.isOrphan) return
      if (exchange.call.kind === 'read') {
        if (ending !== 'answered') return finish(exchange, brokenServer, false)
        serve(exchange)
        return finish(exchange, exchange.answer ?? brokenServer, false)
      }
      // It never arrived, or comes to the server later: both are for `serve` to say, of an orphan.
      if (ending === 'lost before' && exchange.state === 'sent') {
        return finish(exchange, lostAnswer, true)
      }
      serve(exchange, ending === 'refused')
      const isLost = ending === 'lost' || ending === 'lost before'
      finish(exchange, isLost ? lostAnswer : (exchange.answer ?? lostAnswer), isLost)
    },
  }
}
