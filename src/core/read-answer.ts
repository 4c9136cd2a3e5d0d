import type { Answer } from './answer.ts'
import type { KnownAnswer } from './answer-memory.ts'
import { isSameBody } from './answer-memory.ts'
import { isRecord } from './casing.ts'
import type { ParseError } from './errors.ts'
import { parseBody } from './http-errors.ts'
import type { FieldIssue } from './reading.ts'
import { createReading, MISFIT } from './reading.ts'
import { redactText } from './redaction.ts'
import type { Result } from './result.ts'
import { failure } from './result.ts'
import type { SecretFinder } from './secret-finder.ts'
import type { Session } from './session.ts'
import type { HttpAnswer } from './transport.ts'
import { textOf } from './transport.ts'

/** A field of an answer that was left out because it did not fit (I9). */
export interface SchemaIssue extends FieldIssue {
  /** The endpoint whose answer it was. */
  readonly endpoint: string
}

/** How strict answers are read, and who hears of misfits. */
export interface ReadingRules {
  /** Misfits become `parse` errors. */
  readonly strictAnswers: boolean
  readonly onSchemaIssue: ((issue: SchemaIssue) => void) | undefined
}

/** Whose answer it is, and where it is kept for the next time. */
export interface Asked {
  readonly endpoint: string
  /** Names the request; `undefined`: its answer is not kept. */
  readonly request: string | undefined
}

/**
 * Reads a successful answer: secrets to the vault, then names, checks and secrets of each field in one go. What says the
 * same as the last answer to the same request is the same object.
 */
export const readAnswer = (
  answer: HttpAnswer,
  how: Answer<unknown> | undefined,
  asked: Asked,
  session: Session,
  rules: ReadingRules,
): Result<unknown> => {
  if (how?.empty === null) return { ok: true, value: null }
  const { answers } = session
  const before = asked.request === undefined ? undefined : answers.get(asked.request)
  if (before?.revision === session.revision() && isSameBody(before.body, answer.body)) {
    return { ok: true, value: before.value }
  }
  const refuse = (issue: FieldIssue) => failure(misfit(answer, issue, session.secrets))
  try {
    const json = parseBody(textOf(answer))
    if (how && !isRecord(json)) return refuse({ path: '', expected: 'a JSON object' })
    // Whatever the status says.
    if (how && isRecord(json) && json.success === false)
      return refuse({ path: 'success', expected: 'true' })
    for (const row of how?.tokens?.(json) ?? []) session.tokens.learn(row.id, row.token)
    const { value, reading, fatal } = read(json, how, before, session, rules)
    if (fatal) return refuse(fatal.path === '' ? { ...fatal, path: 'data' } : fatal)
    const { issues, rows } = reading
    for (const { path, expected } of issues)
      report(rules, { endpoint: asked.endpoint, path, expected })
    // Misfits are reported each time, so what has some is read each time.
    if (asked.request !== undefined && issues.length === 0 && !session.ending.aborted) {
      const revision = session.revision()
      answers.put(asked.request, { body: answer.body, value, rows, revision })
    }
    return { ok: true, value }
  } catch {
    // A reader that trips over hostile input makes a misfit of the whole answer.
    return refuse({ path: '', expected: 'an answer of the contract' })
  }
}

const read = (
  json: unknown,
  how: Answer<unknown> | undefined,
  before: KnownAnswer | undefined,
  { secrets, revision }: Session,
  { strictAnswers }: ReadingRules,
) => {
  const reading = createReading(secrets, before?.revision === revision() ? before.rows : undefined)
  const value = how ? how.read(json, reading) : (reading.vet(json ?? null) ?? null)
  const isRefused = strictAnswers || value === MISFIT
  return { value, reading, fatal: reading.fatal ?? (isRefused ? reading.issues[0] : undefined) }
}

const report = (rules: ReadingRules, issue: SchemaIssue): void => {
  try {
    rules.onSchemaIssue?.(issue)
  } catch {
    // An app's broken reporter must not turn a good answer into a failed call.
  }
}

/** The call succeeded at the server, so what it did stays done: `unknown`, and its tags apply. */
const misfit = (
  answer: HttpAnswer,
  { path, expected }: FieldIssue,
  secrets: SecretFinder,
): ParseError => {
  const requestId = answer.headers.get('X-Request-Id')
  return {
    kind: 'parse',
    outcome: 'unknown',
    status: answer.status,
    path,
    message: `The answer does not fit the contract: ${path === '' ? 'it' : `"${path}"`} should be ${expected}`,
    ...(requestId ? { requestId: redactText(requestId, secrets) } : {}),
  }
}
