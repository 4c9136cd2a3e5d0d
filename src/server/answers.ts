import { isHeaderSafe } from '../auth/header-safe.ts'
import { isSameBody } from '../core/answers/answer-memory.ts'
import type { Plan } from '../core/calls/plan.ts'
import { isRecord } from '../core/casing.ts'
import type { HttpAnswer } from '../core/http/transport.ts'
import { textOf } from '../core/http/transport.ts'
import { redactText, vetJson } from '../core/secrets/redaction.ts'
import type { SecretFinder } from '../core/secrets/secret-finder.ts'
import { instanceAnswer } from '../instances/schema.ts'
import type { RelayAccount } from './account.ts'
import { redirected } from './account.ts'
import type { Refusal } from './refusal.ts'

/** Nothing may be kept on the way, and nothing be taken for a page. */
const common = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }

type PlainHeaders = Readonly<Record<string, string>>

const answerText = (
  json: string | Uint8Array<ArrayBuffer>,
  status: number,
  headers: PlainHeaders,
): Response =>
  new Response(json, {
    status,
    headers: { ...common, 'Content-Type': 'application/json', ...headers },
  })

/** An answer in JSON. */
export const answerJson = (json: unknown, status = 200, headers: PlainHeaders = {}): Response =>
  answerText(JSON.stringify(json), status, headers)

/** The answer of the relay's own that a call ends with. */
export const answerRefusal = ({ status, code, message, retryAfter }: Refusal): Response =>
  answerJson(
    { code, message },
    status,
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
  )

/** How much of an error's texts is given on: more is no message any more. */
const MAX_ERROR = 8192

/** What the app's page may see of a body. An error is for people, and may quote what it was sent: so it is looked at closer. */
const cleanerOf = (isError: boolean, secrets: SecretFinder) => {
  if (!isError) return vetJson(secrets.redact)
  let left = MAX_ERROR
  return vetJson((text) => {
    const shown = text.slice(0, Math.max(0, left))
    left -= text.length
    return redactText(shown, secrets)
  })
}

const isSuccess = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300

const parsed = (text: string): { readonly json: unknown } | undefined => {
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** Instance tokens stay here: rows bring them, and calls about the instance take them. */
export const learnTokens = (json: unknown, { tokens }: RelayAccount): void => {
  const learn = (row: unknown) => {
    for (const { id, token } of instanceAnswer.tokens?.(row) ?? []) tokens.learn(id, token)
  }
  learn(json)
  if (isRecord(json) && Array.isArray(json.content)) json.content.forEach(learn)
}

/** Rows as the page may see them: what it cannot see, it must not find by searching or sorting either. */
export const asSeen = <Row>(rows: readonly Row[], { writeJson }: RelayAccount): readonly Row[] =>
  JSON.parse(writeJson(rows).text) as readonly Row[]

/** What the headers of an answer have for its reader: when to ask again, and how to ask about it. */
const headersOf = ({ headers }: HttpAnswer, secrets: SecretFinder): Record<string, string> => {
  const kept: Record<string, string> = {}
  for (const name of ['Retry-After', 'X-Request-Id']) {
    const value = headers.get(name)
    const clean = value === null ? '' : redactText(value, secrets).slice(0, 200)
    if (isHeaderSafe(clean)) kept[name] = clean
  }
  return kept
}

/** Longer requests are not worth their memory. */
const MAX_KEY = 1_000

/** What a read's answers are kept under: those that say the same again are not looked through again. */
export const memoryKeyOf = ({ method, path, body = '' }: Plan): string | undefined =>
  path.length + body.length > MAX_KEY ? undefined : `${method} ${path} ${body}`

/**
 * What the VZaps API said, as it may go to the page: the same status and body, without secrets. `key` names what was
 * read; `undefined`: it is not kept.
 */
export const answerAs = (answer: HttpAnswer, account: RelayAccount, key?: string): Response => {
  const { status } = answer
  const { secrets, answers } = account
  if (status < 200 || (status >= 300 && status < 400)) throw redirected()
  const headers = headersOf(answer, secrets)
  const before = key === undefined || status !== 200 ? undefined : answers.get(key)
  if (before?.revision === secrets.revision && isSameBody(before.body, answer.body)) {
    return answerText(String(before.value), status, headers)
  }
  const text = textOf(answer)
  if (text.trim() === '' || status === 204 || status === 205) {
    return new Response(null, { status, headers: { ...common, ...headers } })
  }
  const body = parsed(text)
  // Learned first: the same answer may repeat the token in another field.
  if (isSuccess(answer)) learnTokens(body?.json, account)
  if (body && isSuccess(answer)) {
    const { text: value, bytes } = account.writeJson(body.json)
    if (key !== undefined && status === 200) {
      answers.put(key, { body: answer.body, value, revision: secrets.revision })
    }
    return answerText(bytes, status, headers)
  }
  const clean = cleanerOf(!isSuccess(answer), secrets).value(body ? body.json : text)
  if (body) return answerText(JSON.stringify(clean) ?? 'null', status, headers)
  const type = { 'Content-Type': 'text/plain; charset=utf-8' }
  return new Response(String(clean), { status, headers: { ...common, ...type, ...headers } })
}
