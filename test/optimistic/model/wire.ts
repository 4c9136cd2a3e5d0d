import { conflict } from './conflicts.ts'
import type { Answer, Server } from './server.ts'
import type { Change, Read } from './todos.ts'
import { makes, partsOf } from './todos.ts'

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
  /** A read is asked for. */
  onReadAsked(call: Read): void
  /** The server has carried a change out. */
  onDone(change: Change, answer: Answer): void
  /** A change is about to be answered; `isUnknown`: nobody can tell what became of it. */
  onChangeEnded(
    change: Change,
    answer: Answer,
    isUnknown: boolean,
    readsUnderWay: readonly string[],
  ): void
  /** A read is about to be answered; `isTaken`: its entry takes the answer, no later one was asked for. */
  onReadEnded(exchange: Exchange, answer: Answer, isTaken: boolean): void
}

/** The transport of a run: nothing moves on it unless it is told to. */
export interface Wire {
  /** Hands a call over. */
  fetch(call: Change | Read, signal: AbortSignal, onSent?: () => void): Promise<Answer>
  /** Those that wait for something, in the order of their calls. */
  pending(): readonly Exchange[]
  send(exchange: Exchange): void
  /** The server deals with it, and with what it must have dealt with before. */
  serve(exchange: Exchange, isRefused?: boolean): void
  /** Its caller is answered. */
  end(exchange: Exchange, ending: Ending): void
  /** Ends one call, if there is any, on a row that was not made after all: it is never sent. */
  endHopeless(): boolean
  /** The entry is gone, or another request's: no cache takes what was asked for it. */
  forget(key: string): void
  /** Is a read of this entry on its way? */
  isReading(key: string): boolean
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
  /** Changes that conflict are sent at once, and dealt with in that order; else each waits for the answer before it. */
  readonly pipelines: boolean
}

const lostAnswer: Answer = { ok: false, error: { status: 'FETCH_ERROR' } }
const brokenServer: Answer = { ok: false, error: { status: 503 } }
const notSent: Answer = { ok: false, error: { status: 'NOT_SENT', outcome: 'not-sent' } }

/** Makes the transport of one run. */
export const createWire = (options: WireOptions): Wire => {
  const { server, events, now, holdsReads, keepsOrder, pipelines } = options
  let exchanges: readonly Exchange[] = []
  /** By entry: a cache takes only the answer of the last one, though that was given up. */
  const lastReads = new Map<string, Exchange>()
  /** The origins of rows whose creates were answered. */
  const made = new Set<string>()

  const isBlocked = (exchange: Exchange) => {
    const { call } = exchange
    if (call.kind === 'read') return false
    const isInWay = (other: Exchange) =>
      other.call.kind !== 'read' &&
      !other.isOrphan &&
      (!pipelines || other.state === 'held') &&
      conflict(other.call, call, server)
    return exchanges.slice(0, exchanges.indexOf(exchange)).some(isInWay)
  }

  /** Its row has no id yet. */
  const waitsForMaker = ({ call }: Exchange) =>
    'maker' in call && call.maker !== undefined && !made.has(call.maker)

  const isMakerPending = ({ call }: Exchange) =>
    'maker' in call && exchanges.some((other) => makes(other.call, call.maker) && !other.isOrphan)

  const send = (exchange: Exchange) => {
    if (exchange.state !== 'held' || waitsForMaker(exchange) || isBlocked(exchange)) return
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

  /** What the server gets to see of a change: no temporary id. */
  const withRealId = (change: Change): Change =>
    'maker' in change && change.maker !== undefined
      ? { ...change, id: server.idOf(change.maker) ?? change.id }
      : change

  const mustComeBefore = (exchange: Exchange, other: Exchange): boolean => {
    const { call, sentAt } = exchange
    if (other.state !== 'sent' || other.sentAt >= sentAt) return false
    if (call.kind === 'read' || other.call.kind === 'read') {
      return keepsOrder && call.kind === other.call.kind
    }
    return conflict(call, other.call, server)
  }

  const serve = (exchange: Exchange, isRefused = false) => {
    if (exchange.state !== 'sent') return
    const before = exchanges.filter((other) => mustComeBefore(exchange, other))
    for (const other of before.toSorted((a, b) => a.sentAt - b.sentAt)) serve(other)
    exchange.state = 'served'
    const { call } = exchange
    if (call.kind === 'read') {
      const value = server.read(call.entry, call.after)
      exchange.answer = value ? { ok: true, value } : { ok: false, error: { status: 404 } }
    } else if (isRefused) {
      exchange.answer = { ok: false, error: { status: 409 } }
    } else {
      const change = withRealId(call)
      exchange.answer = server.apply(change)
      events.onDone(change, exchange.answer)
    }
    if (exchange.isOrphan) remove(exchange)
  }

  const isSuperseded = (exchange: Exchange): boolean =>
    exchange.call.kind === 'read' && lastReads.get(exchange.call.entry.key) !== exchange

  const readsUnderWay = () =>
    exchanges.flatMap(({ call }) => (call.kind === 'read' ? [call.entry.key] : []))

  const finish = (exchange: Exchange, answer: Answer, isUnknown: boolean) => {
    const { call } = exchange
    if (call.kind !== 'read') {
      for (const part of answer.ok ? partsOf(call) : []) {
        if (part.kind === 'create') made.add(part.origin)
      }
      events.onChangeEnded(withRealId(call), answer, isUnknown, readsUnderWay())
    } else events.onReadEnded(exchange, answer, !isSuperseded(exchange))
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
        if (call.kind === 'read') {
          lastReads.set(call.entry.key, exchange)
          events.onReadAsked(call)
        }
        signal.addEventListener('abort', () => giveUp(exchange), { once: true })
        if (call.kind !== 'read' || !holdsReads) send(exchange)
      }),
    pending: () => exchanges,
    send,
    serve,
    forget: (key) => lastReads.delete(key),
    isReading: (key) => readsUnderWay().includes(key),
    endHopeless: () => {
      const hopeless = exchanges.find(
        (exchange) =>
          exchange.state === 'held' && waitsForMaker(exchange) && !isMakerPending(exchange),
      )
      if (hopeless) finish(hopeless, notSent, false)
      return hopeless !== undefined
    },
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
