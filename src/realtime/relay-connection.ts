import { toHttpError } from '../core/answers/http-errors.ts'
import { relayHeader } from '../core/calls/relay-header.ts'
import type { SessionSource } from '../core/calls/session.ts'
import type { VZapsError } from '../core/errors.ts'
import { misconfigured } from '../core/errors.ts'
import { absolute, buildRequest, noPage, wasRedirected } from '../core/http/request.ts'
import { receive } from '../core/http/transport.ts'
import type { Platform } from '../core/platform.ts'
import type { Result } from '../core/result.ts'
import { failure } from '../core/result.ts'
import type { StreamEvent } from './event-stream.ts'
import { createEventParser } from './event-stream.ts'
import type { Proof, Signal } from './stream.ts'

/** What asking a relay for its stream takes. */
export interface RelayParts {
  readonly platform: Platform
  readonly sessions: SessionSource
  /** The relay's, without a slash at the end. */
  readonly baseUrl: string
  /** Of an event, in characters. */
  readonly maxAnswerBytes: number
}

/** What a stream is asked for. */
export interface RelayQuery {
  readonly query: URLSearchParams
  /** Where the last one ended. */
  readonly cursor: string | undefined
}

type Reader = ReadableStreamDefaultReader<Uint8Array>
type Tell = (signal: Signal<StreamEvent>) => void

/** Is a body read as it comes, or only when it is complete, as in React Native? An endless one never is. */
const streams = (): boolean =>
  typeof ReadableStream === 'function' &&
  typeof Response === 'function' &&
  'body' in Response.prototype

const noStreams = misconfigured(
  'The fetch of this runtime does not stream, so the relay can push nothing: status is polled',
  'platform.fetch',
)

const broken = (message: string): VZapsError => ({ kind: 'parse', outcome: 'unknown', message })

const isStream = ({ headers }: Response): boolean =>
  /^text\/event-stream\s*(;|$)/i.test(headers.get('Content-Type') ?? '')

/** Makes what asks for leave to open the relay's stream, with the app's own headers of the moment. Never rejects. */
export const createProveToRelay =
  <Wish>(parts: RelayParts, ask: (wish: Wish) => RelayQuery) =>
  async (): Promise<Result<Proof<Wish, StreamEvent>>> => {
    const { platform, sessions, baseUrl, maxAnswerBytes } = parts
    const session = sessions.current()
    if (!session) return failure(sessions.whyNone())
    const { access, secrets } = session
    if (access.kind !== 'proxy') return failure(sessions.whyNone())
    if (!streams()) return failure(noStreams)
    const base = absolute(baseUrl)
    if (!base) return failure(noPage(baseUrl))
    const own = await access.headers()
    if (!own.ok) return own

    const requestOf = (wish: Wish, signal: AbortSignal) => {
      const { query, cursor } = ask(wish)
      const headers = new Headers(own.value)
      headers.set(relayHeader, '1')
      headers.set('Accept', 'text/event-stream')
      if (cursor !== undefined) headers.set('Last-Event-ID', cursor)
      const url = `${base.href.replace(/\/+$/, '')}/events?${query}`
      const { credentials } = access
      return buildRequest({ url, method: 'GET', headers, body: undefined, credentials }, signal)
    }

    /** The body, if it is a stream of events; else why not. */
    const begin = async (request: Request): Promise<Result<Reader>> => {
      const response = await platform.fetch(request)
      const redirects = wasRedirected(response, request)
      if (!response.ok || redirects) {
        const { answer, error } = await receive(response, maxAnswerBytes)
        if (!answer) return failure(error)
        const status = redirects ? 302 : response.status
        return failure(toHttpError({ ...answer, status }, secrets, platform.now()))
      }
      if (!isStream(response)) {
        return failure(broken('What is at baseUrl gives no stream of events: is it the relay?'))
      }
      const reader = response.body?.getReader?.()
      return reader ? { ok: true, value: reader } : failure(noStreams)
    }

    /** Gives why it ended; `undefined`: it broke off. */
    const read = async (request: Request, tell: Tell): Promise<VZapsError | undefined> => {
      const begun = await begin(request)
      if (!begun.ok) return begun.error
      const reader = begun.value
      tell({ kind: 'open' })
      const decoder = new TextDecoder()
      const parse = createEventParser(maxAnswerBytes, (data) => tell({ kind: 'frame', data }))
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        tell({ kind: 'alive' })
        if (parse(decoder.decode(part.value, { stream: true }))) continue
        reader.cancel().catch(() => {})
        return broken(`An event is longer than maxAnswerBytes, ${maxAnswerBytes} bytes`)
      }
      return undefined
    }

    const open = (wish: Wish, tell: Tell) => {
      const controller = new AbortController()
      const closed = (error?: VZapsError) => tell({ kind: 'closed', ...(error && { error }) })
      // What fetch throws says no more than that it broke off.
      read(requestOf(wish, controller.signal), tell).then(closed, () => closed())
      return () => controller.abort()
    }
    return { ok: true, value: { open, refuse: () => {} } }
  }
