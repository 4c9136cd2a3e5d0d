import type { Answer } from '../answers/answer.ts'
import type { KnownAnswer } from '../answers/answer-memory.ts'
import { isSameBody } from '../answers/answer-memory.ts'
import { parseBody } from '../answers/http-errors.ts'
import type { FieldIssue } from '../answers/reading.ts'
import { createReading, MISFIT } from '../answers/reading.ts'
import { isRecord } from '../casing.ts'
import type { ParseError } from '../errors.ts'
import type { HttpAnswer } from '../http/transport.ts'
import { textOf } from '../http/transport.ts'
import type { Result } from '../result.ts'
import { failure } from '../result.ts'
import { redactText } from '../secrets/redaction.ts'
import type { SecretFinder } from '../secrets/secret-finder.ts'
import type { Session } from './session.ts'

/** A field of an answer that was left out because it did not fit. */
export interface SchemaIssue extends FieldIssue {
  /** The endpoint whose answer it was. */
  readonly endpoint: string
}

/** How strictly answers are read, and what is called for fields that do not fit. */
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
 * Reads a successful answer: first the session learns its tokens, then each field is named, checked and freed of secrets in
 * one pass. An answer of the same bytes as the last one to the same request gives the same object.
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
    // Fields that do not fit are to be reported each time, so such an answer is not remembered.
    if (asked.request !== undefined && issues.length === 0 && !session.ending.aborted) {
      const revision = session.revision()
      answers.put(asked.request, { body: answer.body, value, rows, revision })
    }
    return { ok: true, value }
  } catch {
    // A reader that throws, on hostile input, fails the whole answer.
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

/** The server did carry out the call, so the outcome is `unknown` and the mutation's tags are invalidated. */
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
