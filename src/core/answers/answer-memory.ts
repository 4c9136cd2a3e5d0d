import type { HttpAnswer } from '../http/transport.ts'
import type { RowsRead } from './reading.ts'

/** What the server last said to a request, and what was made of it. Holds secrets: it belongs to a session. */
export interface KnownAnswer {
  readonly body: HttpAnswer['body']
  readonly value: unknown
  readonly rows?: RowsRead | undefined
  /** What the session knew then: with another secret known, it is to be read again. */
  readonly revision: number
}

/** The last answer to each of the last requests. */
export interface AnswerMemory {
  get(request: string): KnownAnswer | undefined
  put(request: string, answer: KnownAnswer): void
  clear(): void
}

/** Bytes of answers that an account keeps. */
const MAX_KEPT = 4 * 2 ** 20

/** The bytes may be part of a larger buffer, which is kept alive with them. */
const bytesOf = (body: HttpAnswer['body']): number =>
  typeof body === 'string' ? 2 * body.length : body.buffer.byteLength

/** The bytes as 32-bit words, which compare faster; no words where the bytes are not aligned. */
const wordsOf = ({ buffer, byteOffset, length }: Uint8Array): Int32Array =>
  byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 2) : new Int32Array(0)

/** Is it the same, byte by byte? */
export const isSameBody = (one: HttpAnswer['body'], other: HttpAnswer['body']): boolean => {
  if (typeof one === 'string' || typeof other === 'string') return one === other
  if (one.length !== other.length) return false
  const ours = wordsOf(one)
  const theirs = wordsOf(other)
  const words = Math.min(ours.length, theirs.length)
  for (let at = 0; at < words; at++) if (ours[at] !== theirs[at]) return false
  for (let at = 4 * words; at < one.length; at++) if (one[at] !== other[at]) return false
  return true
}

/** Makes an empty {@link AnswerMemory}. When it is full, the answer whose request was longest ago is forgotten. */
export const createAnswerMemory = (): AnswerMemory => {
  const answers = new Map<string, KnownAnswer>()
  let kept = 0

  const forget = (request: string) => {
    const known = answers.get(request)
    if (known) kept -= bytesOf(known.body)
    answers.delete(request)
  }

  return {
    get: (request) => answers.get(request),
    put: (request, answer) => {
      forget(request)
      if (bytesOf(answer.body) > MAX_KEPT) return
      // Maps keep insertion order, so the latest request is at the end.
      answers.set(request, answer)
      kept += bytesOf(answer.body)
      for (const [oldest] of answers) if (kept > MAX_KEPT) forget(oldest)
    },
    clear: () => {
      answers.clear()
      kept = 0
    },
  }
}
