import { toVZapsError } from 'vzaps-rtk/react'
import { t } from '../words/words.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parse = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

/**
 * The fields that the server found fault with: those of a 422's `details`, with its snake_case names and its words, or
 * the name that is taken. Empty when it named none: then the whole form has the error.
 */
export const fieldErrors = (thrown: unknown): Readonly<Record<string, string>> => {
  const error = toVZapsError(thrown)
  if (error.code === 'name_taken')
    return { name: t('Another instance has this name: choose a different one') }
  const body = parse(error.details)
  if (error.status !== 422 || !isRecord(body) || !isRecord(body.details)) return {}
  return Object.fromEntries(
    Object.entries(body.details).map(([field, problem]) => [
      field,
      t('The gateway says: {problem}', { problem: String(problem) }),
    ]),
  )
}
