import type { VZapsError } from 'vzaps-rtk/react'
import { toVZapsError } from 'vzaps-rtk/react'

/** An error in people's words: what happened, why, and what to do about it. */
export interface ErrorText {
  readonly title: string
  readonly cause: string
  readonly advice: string
  readonly requestId: string | undefined
}

const seconds = (ms: number) => `${Math.max(1, Math.ceil(ms / 1000))} s`

const auth: Record<string, readonly [title: string, advice: string]> = {
  'signed-out': ['You are signed out', 'Sign in, and this page goes on where it was.'],
  credentials: [
    'The gateway does not know these credentials',
    'Check the client token and the client secret: both are on the account page, and both are needed.',
  ],
  expired: ['Your session has ended', 'Sign in again: this page stays as it is.'],
  forbidden: ['You may not do this', 'Sign in with the account that owns this instance.'],
  provider: ['No token could be had', 'The token endpoint gave none. Try again in a moment.'],
}

const http = (status: number): readonly [title: string, advice: string] => {
  if (status === 404) return ['It is not there', 'It may have been deleted by somebody else.']
  if (status === 409) return ['It cannot be done as things are', 'Look at the current state first.']
  if (status === 422 || status === 400)
    return ['The gateway refused this input', 'Correct it and send again.']
  if (status >= 500)
    return ['The gateway has a problem', 'It is not your fault. Try again in a moment.']
  return [`The gateway answered ${status}`, 'Try again; if it stays, report the request id.']
}

const headline = (error: VZapsError): readonly [title: string, advice: string] => {
  switch (error.kind) {
    case 'auth':
      return auth[error.reason] ?? ['You are not signed in', 'Sign in again.']
    case 'rate-limit':
      return [
        'Too many requests',
        error.retryAfterMs === undefined
          ? 'Wait a little before you try again.'
          : `Try again in ${seconds(error.retryAfterMs)}.`,
      ]
    case 'timeout':
      return ['The gateway did not answer in time', 'Try again.']
    case 'network':
      return ['The gateway cannot be reached', 'Check your connection, then try again.']
    case 'http':
      return http(error.status)
    case 'parse':
      return ['The answer makes no sense', 'The gateway may have changed. Report the request id.']
    case 'validation':
      return ['Nothing was sent', 'Correct the input and try again.']
    case 'aborted':
      return ['It was cancelled', 'Try again if you still want it.']
    case 'config':
      return ['The app is set up wrongly', 'This needs a developer.']
  }
}

/** What a failed write left open, when the answer got lost: worth knowing before doing it again. */
const doubt = (error: VZapsError): string =>
  error.outcome === 'unknown'
    ? ' It may have been done all the same: look before you repeat it.'
    : ''

/** A text as a sentence: a capital in front, a stop behind. */
export const toSentence = (text: string): string => {
  const trimmed = text.trim()
  const begun = trimmed.charAt(0).toLocaleUpperCase() + trimmed.slice(1)
  return /[.!?…”]$/.test(begun) ? begun : `${begun}.`
}

/** What the gateway itself said is its own words; the rest is the library's. */
const causeOf = ({ status, message }: VZapsError): string =>
  status === undefined ? toSentence(message) : `The gateway says: “${toSentence(message)}”`

/** Turns whatever a hook gave as its error into words; `isWrite` adds what is unknown about the outcome. */
export const describeError = (thrown: unknown, isWrite = false): ErrorText => {
  const error = toVZapsError(thrown)
  const [title, advice] = headline(error)
  return {
    title,
    cause: causeOf(error),
    advice: isWrite ? advice + doubt(error) : advice,
    requestId: error.requestId,
  }
}
