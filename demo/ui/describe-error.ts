import type { ErrorMessages } from 'vzaps-rtk/messages'
import { messageOf } from 'vzaps-rtk/messages'
import type { VZapsError } from 'vzaps-rtk/react'
import { toVZapsError } from 'vzaps-rtk/react'
import { getErrorMessages, t } from '../words/words.ts'

/** An error in people's words: what happened, why, and what to do about it. */
export interface ErrorText {
  readonly title: string
  readonly cause: string
  readonly advice: string
  readonly requestId: string | undefined
}

type Headline = readonly [title: string, advice: string]

const auth = (reason: string): Headline => {
  switch (reason) {
    case 'signed-out':
      return [t('You are signed out'), t('Sign in, and this page goes on where it was.')]
    case 'credentials':
      return [
        t('The gateway does not know these credentials'),
        t(
          'Check the client token and the client secret: both are on the account page, and both are needed.',
        ),
      ]
    case 'expired':
      return [t('Your session has ended'), t('Sign in again: this page stays as it is.')]
    case 'forbidden':
      return [t('You may not do this'), t('Sign in with the account that owns this instance.')]
    case 'provider':
      return [t('No token could be had'), t('The token endpoint gave none. Try again in a moment.')]
    default:
      return [t('You are not signed in'), t('Sign in again.')]
  }
}

const http = (status: number): Headline => {
  if (status === 404) return [t('It is not there'), t('It may have been deleted by somebody else.')]
  if (status === 409)
    return [t('It cannot be done as things are'), t('Look at the current state first.')]
  if (status === 422 || status === 400)
    return [t('The gateway refused this input'), t('Correct it and send again.')]
  if (status >= 500)
    return [t('The gateway has a problem'), t('It is not your fault. Try again in a moment.')]
  return [
    t('The gateway answered {status}', { status: String(status) }),
    t('Try again; if it stays, report the request id.'),
  ]
}

const headline = (error: VZapsError): Headline => {
  switch (error.kind) {
    case 'auth':
      return auth(error.reason)
    case 'rate-limit':
      return [
        t('Too many requests'),
        error.retryAfterMs === undefined
          ? t('Wait a little before you try again.')
          : t('Try again in {seconds} s.', {
              seconds: Math.max(1, Math.ceil(error.retryAfterMs / 1000)),
            }),
      ]
    case 'timeout':
      return [t('The gateway did not answer in time'), t('Try again.')]
    case 'network':
      return [t('The gateway cannot be reached'), t('Check your connection, then try again.')]
    case 'http':
      return http(error.status)
    case 'parse':
      return [
        t('The answer makes no sense'),
        t('The gateway may have changed. Report the request id.'),
      ]
    case 'validation':
      return [t('Nothing was sent'), t('Correct the input and try again.')]
    case 'aborted':
      return [t('It was cancelled'), t('Try again if you still want it.')]
    case 'config':
      return [t('The app is set up wrongly'), t('This needs a developer.')]
  }
}

/** What a failed write left open, when the answer got lost: worth knowing before doing it again. */
const doubt = (error: VZapsError): string =>
  error.outcome === 'unknown'
    ? ` ${t('It may have been done all the same: look before you repeat it.')}`
    : ''

/** A text as a sentence: a capital in front, a stop behind. */
export const toSentence = (text: string): string => {
  const trimmed = text.trim()
  const begun = trimmed.charAt(0).toLocaleUpperCase() + trimmed.slice(1)
  return /[.!?…”]$/.test(begun) ? begun : `${begun}.`
}

/** A refusal whose reason only the gateway's own words give: its status alone does not. */
const isItsOwn = ({ kind, status = 0 }: VZapsError): boolean =>
  kind === 'http' && status < 500 && status !== 404 && status !== 409

/** What the library's texts say of an error's code, if that is more than its kind, which the title says. */
const textOfCode = (error: VZapsError, messages: ErrorMessages): string => {
  const { code, kind } = error
  const isTold = code === undefined || code === kind || !Object.hasOwn(messages.codes, code)
  return isTold ? '' : messageOf(error, messages)
}

/**
 * Why it happened. What the gateway itself said is its own words; the rest is the library's. Both are English: in another
 * language the library's texts for codes take their place, where only the gateway's do not tell more.
 */
const causeOf = (error: VZapsError): string => {
  const { status, message } = error
  const messages = getErrorMessages()
  if (messages && !isItsOwn(error)) return textOfCode(error, messages)
  return status === undefined
    ? toSentence(message)
    : t('The gateway says: “{words}”', { words: toSentence(message) })
}

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
