import type { Answer, FieldIssue } from './answer.ts'
import { readTolerantly } from './answer.ts'
import { isRecord } from './casing.ts'
import type { ParseError } from './errors.ts'
import { parseBody } from './http-errors.ts'
import { redactText, stripSecrets } from './redaction.ts'
import type { Result } from './result.ts'
import { failure } from './result.ts'
import type { SecretFinder } from './secret-finder.ts'
import type { Session } from './session.ts'
import type { HttpAnswer } from './transport.ts'

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

/** Reads a successful answer of one of the library's own endpoints: secrets to the vault, then shape, then schema. */
export const readAnswer = (
  answer: HttpAnswer,
  how: Answer<unknown>,
  endpoint: string,
  session: Session,
  rules: ReadingRules,
): Result<unknown> => {
  const json = parseBody(answer.text)
  if (how.empty === null) return { ok: true, value: null }
  const refuse = (issue: FieldIssue) => failure(misfit(answer, issue, session.secrets))
  if (!isRecord(json)) return refuse({ path: '', expected: 'a JSON object' })
  try {
    for (const row of how.tokens?.(json) ?? []) session.tokens.learn(row.id, row.token)
    const shaped = how.shape(stripSecrets(json, session.secrets))
    if (!isRecord(shaped)) return refuse({ path: 'data', expected: 'an object' })
    const reading = readTolerantly(how.schema, shaped)
    if (!reading.ok) return refuse(reading.issue)
    const [issue] = reading.issues
    if (rules.strictAnswers && issue) return refuse(issue)
    for (const found of reading.issues) report(rules, { endpoint, ...found })
    return { ok: true, value: reading.value }
  } catch {
    // A schema or a shape that trips over hostile input is a misfit of the whole answer.
    return refuse({ path: '', expected: 'an answer of the contract' })
  }
}

/** Reads the answer of a free call: JSON or text, `null` when empty; secrets taken out. */
export const readFreely = (answer: HttpAnswer, session: Session): unknown =>
  stripSecrets(parseBody(answer.text) ?? null, session.secrets)

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
