import type { NetworkError, VZapsError } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'
import type { Result } from '../core/result.ts'
import { backoff } from './backoff.ts'
import type { RealtimeConnection } from './connection.ts'
import { idle } from './connection.ts'

/** What a connection tells. */
export type Signal<Data> =
  | { readonly kind: 'open'; send?(text: string): void }
  | { readonly kind: 'frame'; readonly data: Data }
  /** A heartbeat, where it can be seen. */
  | { readonly kind: 'alive' }
  /** With the reason, where the server gave one; `isToCome`: another one opens by itself, and need only be asked for. */
  | { readonly kind: 'closed'; readonly error?: VZapsError; readonly isToCome?: boolean }

/** Proves who connects, and connects. */
export interface Proof<Wish, Data> {
  /**
   * Opens a connection that carries what is wished; returns the function that closes it. With a good-bye the server need
   * keep nothing of what is not acknowledged; without, somebody comes back for it.
   */
  open(wish: Wish, tell: (signal: Signal<Data>) => void): (hasGoodBye: boolean) => void
  /** May it carry that, too, if more is wanted by now? Absent: all. */
  suits?(wish: Wish): boolean
  /** The server refused it: the next one gets a new JWT. */
  refuse(): void
}

/** What a stream is made of. */
export interface StreamParts<Wish, Data> {
  readonly platform: Pick<Platform, 'now' | 'random' | 'online' | 'setTimeout' | 'clearTimeout'>
  /** ms until a connection that does not open is given up. */
  readonly timeoutMs: number
  /** Anew for each connection. Never rejects. */
  prove(): Promise<Result<Proof<Wish, Data>>>
  /** Is this the end of it, or may the next try do better? */
  isFinal(error: VZapsError): boolean
  /** What all subscribers want, and where they are. */
  wanted(): Wish
  /** Does what a connection carries do for what is wanted now? */
  covers(carried: Wish, wanted: Wish): boolean
  /** Takes a frame as it came. */
  onFrame(data: Data): void
  onState(state: RealtimeConnection): void
}

/** A connection that keeps itself up, whatever sockets that takes. */
export interface Stream<Wish> {
  /** The event was handled: the server need not send it again. */
  ack(eventId: string | number): void
  /** What the open connection carries; absent while none is open. */
  carries(): Wish | undefined
  /**
   * Other events are wanted, or it may be time: connects, or connects again where what there is does not carry them. Between
   * two tries it connects only once the next one is due.
   */
  want(): void
  /** Drops what there is, and connects as if for the first time. */
  restart(hasGoodBye: boolean): void
  /** Ends it for good. */
  end(): void
}

/** A server says something at least this often (a ping, where they can be seen); ms. */
const HEARTBEAT_MS = 30_000
/** A JWT that may be why nothing opens is replaced at most this often: as a rule a new one is no help either; ms. */
const REFUSE_MS = 120_000
const never = Number.NEGATIVE_INFINITY
/** A connection that lived for so long in ms was a good one: the next failure is the first. */
const STABLE_MS = 10_000

/** A connection, open or being opened. */
interface Attempt<Wish> {
  /** Closes it, and forgets its timer. */
  end(hasGoodBye: boolean): void
  /** Absent until it was asked for. */
  wish?: Wish
  send?(text: string): void
  /** The server has said something. */
  hasSpoken: boolean
  /** Epoch ms. */
  openedAt: number
  heardAt: number
}

const lost: NetworkError = {
  kind: 'network',
  outcome: 'unknown',
  message: 'The realtime connection could not be opened, or broke',
}

/**
 * Makes a connection that keeps itself up (the states are those of {@link RealtimeConnection}). Whatever closes it, it
 * connects again: with a new proof, from the last event that was handled, ever later while that fails.
 */
export const createStream = <Wish, Data>(parts: StreamParts<Wish, Data>): Stream<Wish> => {
  const { platform } = parts
  let state = idle
  let open: Attempt<Wish> | undefined
  let opening: Attempt<Wish> | undefined
  let failures = 0
  /** When the JWT was refused last, epoch ms; nothing since a connection opened. */
  let refusedAt = never
  let timer: ReturnType<Platform['setTimeout']> | undefined
  let stopListening = () => {}

  const change = (next: RealtimeConnection) => {
    state = next
    parts.onState(next)
  }

  const stopTimer = () => {
    if (timer !== undefined) platform.clearTimeout(timer)
    timer = undefined
  }

  const after = (ms: number, run: () => void) => {
    stopTimer()
    timer = platform.setTimeout(() => {
      timer = undefined
      run()
    }, ms)
  }

  const closeAll = (hasGoodBye: boolean) => {
    stopTimer()
    const attempts = [open, opening]
    open = opening = undefined
    for (const attempt of attempts) attempt?.end(hasGoodBye)
  }

  const fail = (error: VZapsError) => {
    const wasGood = open && (open.hasSpoken || age(open.openedAt) >= STABLE_MS)
    closeAll(false)
    if (parts.isFinal(error)) {
      stopListening()
      change({ status: 'stopped', error })
      return
    }
    failures = wasGood ? 1 : failures + 1
    const ms = backoff(failures, error, platform.random)
    change({ status: 'waiting', retryAt: platform.now() + ms, error })
    // Offline, it waits for the network.
    if (state.status === 'waiting') after(ms, retry)
  }

  const retry = () => {
    if (platform.online.get()) connect()
  }

  const age = (at: number) => platform.now() - at

  /** Says nothing for two heartbeats: is it still there? Another one will tell. */
  const watchSilence = (attempt: Attempt<Wish>) => {
    const left = 2 * HEARTBEAT_MS - age(attempt.heardAt)
    after(Math.max(left, 0), () => {
      if (attempt !== open) return
      if (age(attempt.heardAt) >= 2 * HEARTBEAT_MS && !opening) connect()
      else watchSilence(attempt)
    })
  }

  const opened = (attempt: Attempt<Wish>, send: Attempt<Wish>['send']) => {
    const before = open
    open = Object.assign(attempt, { openedAt: platform.now() })
    if (send) attempt.send = send
    attempt.heardAt = attempt.openedAt
    opening = undefined
    refusedAt = never
    before?.end(false)
    watchSilence(attempt)
    change({ status: 'open' })
    // Meanwhile more may be wanted.
    if (open === attempt) widen()
  }

  /** Asks for the next one, and lets go of this one only then: whoever holds both keeps what it has, and its own times. */
  const replace = (attempt: Attempt<Wish>) => {
    if (attempt === open) open = undefined
    else opening = undefined
    closeAll(false)
    connect(attempt)
  }

  const take = (attempt: Attempt<Wish>, proof: Proof<Wish, Data>, signal: Signal<Data>) => {
    switch (signal.kind) {
      case 'open':
        opened(attempt, signal.send)
        return
      case 'alive':
      case 'frame':
        attempt.heardAt = platform.now()
        attempt.hasSpoken = true
        if (signal.kind === 'frame') parts.onFrame(signal.data)
        return
      case 'closed':
        if (attempt !== open && attempt !== opening) return
        if (attempt === opening && age(refusedAt) >= REFUSE_MS) {
          refusedAt = platform.now()
          proof.refuse()
        }
        if (signal.isToCome) return replace(attempt)
        // What is said to it now is heard by nobody.
        attempt.end(true)
        fail(signal.error ?? lost)
    }
  }

  /** `last`: is ended as soon as this one was asked for. */
  const connect = async (last?: Attempt<Wish>) => {
    opening?.end(false)
    const attempt: Attempt<Wish> = {
      end: (hasGoodBye) => last?.end(hasGoodBye),
      hasSpoken: false,
      openedAt: 0,
      heardAt: 0,
    }
    opening = attempt
    if (!open) {
      stopTimer()
      change({ status: 'connecting' })
    }
    const proof = await parts.prove()
    if (attempt !== opening) return
    if (open && !proof.ok) {
      // That says nothing about the one there is.
      opening = undefined
      after(HEARTBEAT_MS, () => connect())
      return
    }
    if (!proof.ok) return fail(proof.error)
    const wish = parts.wanted()
    if (proof.value.suits?.(wish) === false) return connect()
    const timeout = platform.setTimeout(() => attempt === opening && fail(lost), parts.timeoutMs)
    let close: ((hasGoodBye: boolean) => void) | undefined
    let isOver = false
    Object.assign(attempt, {
      wish,
      end: (hasGoodBye: boolean) => {
        if (isOver) return
        isOver = true
        platform.clearTimeout(timeout)
        close?.(hasGoodBye)
      },
    })
    close = proof.value.open(wish, (signal) => {
      if (isOver) return
      if (signal.kind === 'open') platform.clearTimeout(timeout)
      take(attempt, proof.value, signal)
    })
    last?.end(true)
    if (isOver) close(false)
  }

  /** Connects again where what there is, or will be in a moment, does not carry what is wanted. */
  const widen = () => {
    if (opening || !open?.wish) return
    if (!parts.covers(open.wish, parts.wanted())) connect()
  }

  return {
    ack: (event_id) => open?.send?.(JSON.stringify({ type: 'ack', event_id })),
    carries: () => open?.wish,
    want: () => {
      if (state.status === 'idle') {
        // What seemed open may have died with the network, and what waits need not wait any more.
        stopListening = platform.online.subscribe(() => {
          if (platform.online.get() && !opening) connect()
        })
        connect()
        return
      }
      // Timers of a hidden page are late.
      if (state.status === 'waiting' && state.retryAt <= platform.now()) retry()
      widen()
    },
    restart: (hasGoodBye) => {
      closeAll(hasGoodBye)
      failures = 0
      refusedAt = never
      connect()
    },
    end: () => {
      stopListening()
      closeAll(true)
      change(idle)
    },
  }
}
