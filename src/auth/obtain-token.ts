import { parseBody, toHttpError } from '../core/answers/http-errors.ts'
import { aborted, UNAVAILABLE } from '../core/errors.ts'
import type { Transport } from '../core/http/transport.ts'
import { textOf } from '../core/http/transport.ts'
import type { Result } from '../core/result.ts'
import { failure } from '../core/result.ts'
import type { AskParts } from './ask-app.ts'
import { askApp } from './ask-app.ts'
import type { AuthMode, TokenProviderAuth } from './options.ts'
import type { ObtainedToken } from './schema.ts'
import { readTokenAnswer } from './schema.ts'

/** What getting a token needs of its surroundings. */
export interface ObtainParts extends AskParts {
  readonly transport: Transport
  readonly baseUrl: string
}

/** Gets a new token; never rejects. The app's provider is asked again when it throws, `/token` never is. */
export type ObtainToken = () => Promise<Result<ObtainedToken>>

/** Makes the way to a new token: `POST /token`, or the app's own provider. */
export const createObtainToken = (
  auth: Exclude<AuthMode, { mode: 'proxy' }>,
  parts: ObtainParts,
): ObtainToken =>
  auth.mode === 'credentials'
    ? () => fromGateway(auth, parts)
    : () => fromProvider(auth.getToken, parts)

/** `POST /token`: one try. A 401 here is about the credentials, not about a token. */
const fromGateway = async (
  { clientToken, clientSecret }: Extract<AuthMode, { mode: 'credentials' }>,
  { transport, baseUrl, secrets, ending, platform }: ObtainParts,
): Promise<Result<ObtainedToken>> => {
  const { answer, error: broken } = await transport(
    {
      url: `${baseUrl}/token`,
      method: 'POST',
      headers: new Headers({ Accept: 'application/json', 'Content-Type': 'application/json' }),
      body: JSON.stringify({ client_token: clientToken, client_secret: clientSecret }),
      credentials: 'omit',
    },
    { aborters: [ending] },
  )
  if (!answer) return failure(broken)
  if (answer.status >= 200 && answer.status < 300) return readTokenAnswer(parseBody(textOf(answer)))
  const error = toHttpError(answer, secrets, platform.now())
  const isRefusal = error.kind === 'auth' && error.status === 401
  return failure(isRefusal ? { ...error, reason: 'credentials' } : error)
}

const fromProvider = async (
  getToken: TokenProviderAuth['getToken'],
  parts: ObtainParts,
): Promise<Result<ObtainedToken>> => {
  const asked = await askApp(getToken, parts)
  if (asked.kind === 'answered') return readTokenAnswer(asked.value)
  if (asked.kind === 'timed-out') {
    const message = `getToken gave no token within ${parts.timeoutMs / 1000} s`
    return failure({ kind: 'timeout', code: UNAVAILABLE, outcome: 'not-sent', message })
  }
  if (asked.kind === 'ended') return failure(aborted('not-sent', 'The session ended'))
  const message = `getToken failed: ${asked.message}`
  const reason = 'provider'
  return failure({ kind: 'auth', reason, code: UNAVAILABLE, outcome: 'not-sent', message })
}
