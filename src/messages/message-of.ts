import { toVZapsError } from '../core/errors.ts'
import type { ErrorMessages } from './error-messages.ts'

const textIn = (texts: Readonly<Record<string, string>>, key: string | undefined) =>
  key !== undefined && Object.hasOwn(texts, key) ? texts[key] : undefined

/**
 * What to tell people of an error, in the language of `messages`: by its `code`, else by its `reason` or `status`, else by
 * its `kind`. Takes whatever a hook or a rejected promise gave.
 *
 * @example
 * const { error } = vzaps.useListInstancesQuery()
 * return error && <p role="alert">{messageOf(error, ptBR)}</p>
 */
export const messageOf = (error: unknown, messages: ErrorMessages): string => {
  const failure = toVZapsError(error)
  const { codes, reasons, statuses, kinds, retryIn } = messages
  const byCode = textIn(codes, failure.code)
  const text = () => {
    if (failure.kind === 'auth') return reasons[failure.reason]
    if (failure.kind !== 'http') return kinds[failure.kind]
    const { status } = failure
    return textIn(statuses, status >= 500 ? '5xx' : String(status)) ?? kinds.http
  }
  const wait = 'retryAfterMs' in failure ? failure.retryAfterMs : undefined
  const whole = [byCode ?? text(), ...(wait === undefined ? [] : [retryIn])].join(' ')
  return whole
    .replaceAll('{status}', String(failure.status ?? ''))
    .replaceAll('{seconds}', String(Math.ceil((wait ?? 0) / 1000)))
}
