import { createAnswerMemory } from '../core/answers/answer-memory.ts'
import type { Access, Bearer, Session } from '../core/calls/session.ts'
import type { VZapsError } from '../core/errors.ts'
import { misconfigured, UNAVAILABLE } from '../core/errors.ts'
import { createEnding } from '../core/http/abort.ts'
import type { RetryOptions } from '../core/http/retry.ts'
import type { Transport } from '../core/http/transport.ts'
import type { Platform } from '../core/platform.ts'
import type { Result } from '../core/result.ts'
import { failure } from '../core/result.ts'
import { createSecretFinder } from '../core/secrets/secret-finder.ts'
import { secretsInHeader } from '../core/secrets/unknown-secrets.ts'
import type { AskParts } from './ask-app.ts'
import { askApp } from './ask-app.ts'
import { createInstanceTokens } from './instance-tokens.ts'
import { createObtainToken } from './obtain-token.ts'
import type { AuthMode, ProxyAuth } from './options.ts'
import { createTokenSource } from './token-source.ts'

/** What opening sessions needs. Times in ms. */
export interface SessionParts {
  readonly platform: Platform
  readonly transport: Transport
  readonly baseUrl: string
  readonly timeoutMs: number
  readonly tokenSkewMs: number
  readonly retry: RetryOptions | undefined
  onBearer(session: OpenSession, bearer: Bearer): void
  onTokenFailure(session: OpenSession, error: VZapsError): void
  onInstanceToken(instanceId: string): void
  onRefresh(startedAt: number, error: VZapsError | undefined): void
}

/** A session that can be ended: then every secret in it is gone and its calls are aborted. */
export interface OpenSession extends Session {
  /** When it began: epoch ms. */
  readonly since: number
  /** `reason` is the error of the calls that waited for a sign-in that failed. */
  end(reason?: VZapsError): void
}

/** Opens a session; nothing is sent until a call needs a token. */
export const openSession = (auth: AuthMode, epoch: number, parts: SessionParts): OpenSession => {
  const ending = createEnding()
  const secrets = createSecretFinder()
  const answers = createAnswerMemory()
  let tokenChanges = 0
  const tokens = createInstanceTokens(secrets, (instanceId) => {
    tokenChanges += 1
    parts.onInstanceToken(instanceId)
  })
  const clearers = [tokens.clear, secrets.clear, answers.clear]

  const openBearer = (mode: Exclude<AuthMode, { mode: 'proxy' }>): Access => {
    if (mode.clientToken !== undefined) secrets.add(mode.clientToken)
    if (mode.mode === 'credentials') secrets.add(mode.clientSecret)
    const obtain = createObtainToken(mode, { ...parts, secrets, ending })
    const source = createTokenSource({
      obtain,
      skewMs: parts.tokenSkewMs,
      now: parts.platform.now,
      onRefresh: parts.onRefresh,
      onToken: (bearer) => {
        if (ending.aborted) return source.clear()
        secrets.add(bearer.accessToken)
        parts.onBearer(session, bearer)
      },
      onFailure: (error) => {
        if (!ending.aborted) parts.onTokenFailure(session, error)
      },
    })
    clearers.push(source.clear)
    const { clientToken } = mode
    const { fresh, bearer, refuse } = source
    return { kind: 'bearer', clientToken, fresh, bearer, refuse }
  }

  const openProxy = ({ headers, credentials }: Extract<AuthMode, { mode: 'proxy' }>): Access => {
    return {
      kind: 'proxy',
      credentials,
      headers: async () => {
        const own = await readHeaders(headers, { ...parts, ending, secrets })
        if (own.ok) {
          for (const [name, value] of own.value) {
            for (const secret of secretsInHeader(name, value)) secrets.add(secret, 'passing')
          }
        }
        return own
      },
    }
  }

  const session: OpenSession = {
    epoch,
    since: parts.platform.now(),
    access: auth.mode === 'proxy' ? openProxy(auth) : openBearer(auth),
    tokens,
    secrets,
    revision: () => secrets.revision + tokenChanges,
    answers,
    vetted: new WeakMap(),
    ending,
    end: (reason) => {
      ending.end(reason)
      for (const clear of clearers) clear()
    },
  }
  return session
}

const readHeaders = async (
  headers: ProxyAuth['headers'],
  parts: AskParts,
): Promise<Result<Headers>> => {
  const ask = (context: { signal: AbortSignal }) =>
    typeof headers === 'function' ? headers(context) : headers
  const asked = await askApp(ask, parts)
  // What was thrown may quote the value of a header, so none of it goes into the error.
  const fail = (what: string, code?: string) =>
    failure({ ...misconfigured(`auth.headers ${what}`, 'auth.headers'), ...(code && { code }) })
  if (asked.kind === 'timed-out') {
    return fail(`gave nothing within ${parts.timeoutMs / 1000} s`, UNAVAILABLE)
  }
  if (asked.kind !== 'answered') return fail('failed', UNAVAILABLE)
  try {
    return { ok: true, value: new Headers(asked.value) }
  } catch {
    return fail('gave something that is no header')
  }
}
