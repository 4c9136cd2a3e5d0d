import type { RowsRead } from './reading.ts'

/** What the server last said to a request, and what was made of it. Holds secrets: it belongs to a session. */
export interface KnownAnswer {
  readonly text: string
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

/** Characters of answers that an account keeps: 4 MB, at two bytes each. */
const MAX_KEPT = 2 ** 21

/** Makes an empty {@link AnswerMemory}. Where there is no room, the answer goes whose request was longest ago. */
export const createAnswerMemory = (): AnswerMemory => {
  const answers = new Map<string, KnownAnswer>()
  let kept = 0

  const forget = (request: string) => {
    kept -= answers.get(request)?.text.length ?? 0
    answers.delete(request)
  }

  return {
    get: (request) => answers.get(request),
    put: (request, answer) => {
      forget(request)
      if (answer.text.length > MAX_KEPT) return
      // Maps keep the order: who was asked last is at the end.
      answers.set(request, answer)
      kept += answer.text.length
      for (const [oldest] of answers) if (kept > MAX_KEPT) forget(oldest)
    },
    clear: () => {
      answers.clear()
      kept = 0
    },
  }
}
