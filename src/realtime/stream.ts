import type { Observable } from 'rxjs'
import { Subscription } from 'rxjs'
import type { NetworkError, VZapsError } from '../core/errors.ts'
import { misconfigured } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'
import type { Result } from '../core/result.ts'
import type { Proof } from './address.ts'
import { backoff } from './backoff.ts'
import type { RealtimeConnection } from './connection.ts'
import { idle } from './connection.ts'
import type { Filter } from './filter.ts'
import { covers } from './filter.ts'
import type { SocketSignal } from './socket.ts'
import { openSocket } from './socket.ts'

/** What a stream is made of. */
export interface StreamParts {
  readonly platform: Platform
  /** ms until a socket that does not open is given up. */
  readonly timeoutMs: number
  /** Proves who connects, anew for each connection. */
  prove(): Promise<Result<Proof>>
  /** Is this the end of it, or may the next try do better? */
  isFinal(error: VZapsError): boolean
  /** What all subscribers want, and where they are. */
  wanted(): { readonly filter: Filter; readonly lastEventId: string | undefined }
  /** A connection by way of the tab that holds the sockets; `undefined`: this tab opens its own. */
  relay?(filter: Filter): RelayedSocket | Promise<RelayedSocket>
  /** Takes a frame as it came. */
  onFrame(data: unknown): void
  onState(state: RealtimeConnection): void
}

/** A socket of another tab, or none. */
export type RelayedSocket = Observable<SocketSignal> | undefined

/** One instance's connection, whatever sockets that takes. */
export interface Stream {
  /** Puts a text on the socket, if there is one. */
  send(text: string): void
  /** What the open socket carries; absent while none is open. */
  carries(): { readonly filter: Filter } | undefined
  /** Other events are wanted: connects, or connects again where what there is does not carry them. */
  want(): void
  /** Drops what there is, and connects as if for the first time. */
  restart(): void
  /** Ends it for good. */
  end(): void
}

/** A server says something at least this often (a ping, where they can be seen); ms. */
const HEARTBEAT_MS = 30_000
/** A connection that lived for so long in ms was a good one: the next failure is the first. */
const STABLE_MS = 10_000

/** A connection, open or being opened. */
interface Attempt {
  readonly work: Subscription
  filter?: Filter
  isAsked: boolean
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
export const createStream = (parts: StreamParts): Stream => {
  const { platform } = parts
  let state = idle
  let open: Attempt | undefined
  let opening: Attempt | undefined
  let failures = 0
  /** The JWT was refused since the last connection that opened: a new one is no help again. */
  let hasRefused = false
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

  const closeAll = () => {
    stopTimer()
    const attempts = [open, opening]
    open = opening = undefined
    for (const attempt of attempts) attempt?.work.unsubscribe()
  }

  const fail = (error: VZapsError) => {
    const wasGood = open && (open.hasSpoken || age(open.openedAt) >= STABLE_MS)
    closeAll()
    if (parts.isFinal(error)) {
      stopListening()
      change({ status: 'stopped', error })
      return
    }
    failures = wasGood ? 1 : failures + 1
    const ms = backoff(failures, error, platform.random)
    change({ status: 'waiting', retryAt: platform.now() + ms, error })
    // Offline, it waits for the network.
    if (state.status === 'waiting') after(ms, () => platform.online.get() && connect())
  }

  const age = (at: number) => platform.now() - at

  /** Says nothing for two heartbeats: is it still there? Another one will tell. */
  const watchSilence = (attempt: Attempt) => {
    const left = 2 * HEARTBEAT_MS - age(attempt.heardAt)
    after(Math.max(left, 0), () => {
      if (attempt !== open) return
      if (age(attempt.heardAt) >= 2 * HEARTBEAT_MS && !opening) connect()
      else watchSilence(attempt)
    })
  }

  const take = (attempt: Attempt, refuse: () => void, signal: SocketSignal) => {
    switch (signal.kind) {
      case 'open': {
        const before = open
        open = Object.assign(attempt, { send: signal.send, openedAt: platform.now() })
        attempt.heardAt = attempt.openedAt
        opening = undefined
        hasRefused = false
        before?.work.unsubscribe()
        watchSilence(attempt)
        change({ status: 'open' })
        return
      }
      case 'alive':
      case 'frame':
        attempt.heardAt = platform.now()
        attempt.hasSpoken = true
        if (signal.kind === 'frame') parts.onFrame(signal.data)
        return
      case 'closed':
        if (attempt !== open && attempt !== opening) return
        if (attempt === opening && !hasRefused) {
          hasRefused = true
          refuse()
        }
        fail(lost)
    }
  }

  const connect = async () => {
    opening?.work.unsubscribe()
    const work = new Subscription()
    const attempt: Attempt = { work, isAsked: false, hasSpoken: false, openedAt: 0, heardAt: 0 }
    opening = attempt
    if (!open) {
      stopTimer()
      change({ status: 'connecting' })
    }
    const { filter: asked } = parts.wanted()
    const relayed = parts.relay && (await parts.relay(asked))
    if (attempt !== opening) return
    if (relayed) {
      Object.assign(attempt, { filter: asked, isAsked: true })
      return listen(attempt, relayed, () => {})
    }
    const proof = await parts.prove()
    if (attempt !== opening) return
    if (open && !proof.ok) {
      // That says nothing about the one there is.
      opening = undefined
      after(HEARTBEAT_MS, connect)
      return
    }
    const { WebSocket } = platform
    if (!proof.ok || !WebSocket) return fail(proof.ok ? noWebSocket : proof.error)
    const { filter, lastEventId } = parts.wanted()
    Object.assign(attempt, { filter, isAsked: true })
    listen(
      attempt,
      openSocket(WebSocket, proof.value.urlOf(filter, lastEventId)),
      proof.value.refuse,
    )
  }

  const listen = (attempt: Attempt, socket: Observable<SocketSignal>, refuse: () => void) => {
    const { work } = attempt
    const timeout = platform.setTimeout(() => attempt === opening && fail(lost), parts.timeoutMs)
    work.add(() => platform.clearTimeout(timeout))
    work.add(
      socket.subscribe((signal) => {
        if (signal.kind === 'open') platform.clearTimeout(timeout)
        take(attempt, refuse, signal)
      }),
    )
  }

  return {
    send: (text) => open?.send?.(text),
    carries: () => open && { filter: open.filter },
    want: () => {
      if (state.status === 'idle') {
        // What seemed open may have died with the network, and what waits need not wait any more.
        stopListening = platform.online.subscribe(() => {
          if (platform.online.get() && !opening) connect()
        })
        connect()
        return
      }
      const { filter } = parts.wanted()
      const latest = opening ?? open
      const isOld = latest && (latest === open || latest.isAsked)
      if (isOld && !covers(latest.filter, filter)) connect()
    },
    restart: () => {
      closeAll()
      failures = 0
      hasRefused = false
      connect()
    },
    end: () => {
      stopListening()
      closeAll()
      change(idle)
    },
  }
}

const noWebSocket = misconfigured(
  'There is no WebSocket here: give platform.WebSocket, e.g. that of the ws package',
  'platform.WebSocket',
)
