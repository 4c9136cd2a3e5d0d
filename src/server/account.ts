import type { AskParts } from '../auth/ask-app.ts'
import { createInstanceTokens } from '../auth/instance-tokens.ts'
import { createObtainToken } from '../auth/obtain-token.ts'
import { createTokenSource } from '../auth/token-source.ts'
import type { AnswerMemory } from '../core/answers/answer-memory.ts'
import { createAnswerMemory } from '../core/answers/answer-memory.ts'
import { createExchange } from '../core/calls/exchange.ts'
import type { Plan } from '../core/calls/plan.ts'
import type { InstanceTokens, Session, SessionSource } from '../core/calls/session.ts'
import type { RelayCode } from '../core/error-codes.ts'
import type { VZapsError } from '../core/errors.ts'
import { aborted } from '../core/errors.ts'
import { createEnding } from '../core/http/abort.ts'
import type { HttpAnswer } from '../core/http/transport.ts'
import { createTransport } from '../core/http/transport.ts'
import type { Platform } from '../core/platform.ts'
import type { SecretFinder, Spellings } from '../core/secrets/secret-finder.ts'
import { createSecretFinder } from '../core/secrets/secret-finder.ts'
import { createByteSearch } from './byte-search.ts'
import type { Thrown } from './refusal.ts'
import { refusal } from './refusal.ts'
import type { TokenStore } from './stored-token.ts'
import { throughStore } from './stored-token.ts'
import type { WriteJson } from './write-json.ts'
import { createWriteJson } from './write-json.ts'

/** What the VZaps account needs. Times in ms. */
export interface AccountParts {
  readonly clientToken: string
  readonly clientSecret: string
  readonly baseUrl: string
  readonly platform: Platform
  readonly timeoutMs: number
  readonly maxAnswerBytes: number
  readonly tokenSkewMs: number
  readonly tokenStore: TokenStore | undefined
}

/** The account that a relay acts for: it holds every secret, and nothing of it leaves but on calls to the VZaps API. */
export interface RelayAccount {
  readonly secrets: SecretFinder
  readonly tokens: InstanceTokens
  /** The last answers to reads. */
  readonly answers: AnswerMemory
  /** Writes what an answer says, without secrets. */
  readonly writeJson: WriteJson
  /** Where sockets find the credentials. */
  readonly sessions: SessionSource
  /** What asking the app's own code takes. */
  readonly ask: AskParts
  /** Sends a call with all its credentials; throws a refusal when it came to no answer. */
  send(plan: Plan, isRead: boolean, signal: AbortSignal | undefined): Promise<HttpAnswer>
}

/** The way to `POST /token`, and what knows the secrets that it takes. */
export const openTokens = (
  parts: Omit<AccountParts, 'tokenSkewMs' | 'tokenStore'>,
  search?: Spellings,
) => {
  const { clientToken, clientSecret, platform, timeoutMs } = parts
  const secrets = createSecretFinder(search)
  secrets.add(clientToken)
  secrets.add(clientSecret)
  const transport = createTransport(parts)
  const ask = { platform, timeoutMs, secrets, ending: createEnding(), retry: undefined }
  const mode = { mode: 'credentials', clientToken, clientSecret } as const
  const obtain = createObtainToken(mode, { ...ask, transport, baseUrl: parts.baseUrl })
  return { secrets, transport, ask, obtain }
}

/** Opens the account; nothing is sent until a call needs a token. */
export const openAccount = (parts: AccountParts): RelayAccount => {
  const { clientToken, platform, tokenSkewMs, baseUrl } = parts
  const search = createByteSearch()
  const { secrets, transport, ask, obtain } = openTokens(parts, search)
  const tokens = createInstanceTokens(secrets, () => {})
  const stored = throughStore(parts.tokenStore, obtain, { ...ask, tokenSkewMs })
  const { fresh, bearer, refuse } = createTokenSource({
    obtain: stored.obtain,
    skewMs: tokenSkewMs,
    now: platform.now,
    // A server runs for months: of the tokens that have expired, not all stay known.
    onToken: ({ accessToken }) => secrets.add(accessToken, 'passing'),
    onFailure: () => {},
    onRefresh: () => {},
  })
  const answers = createAnswerMemory()
  const session: Session = {
    epoch: 0,
    access: {
      kind: 'bearer',
      clientToken,
      fresh,
      bearer,
      refuse: (generation) => {
        const current = fresh()
        if (current?.generation === generation) stored.refuse(current.accessToken)
        refuse(generation)
      },
    },
    tokens,
    secrets,
    revision: () => secrets.revision,
    answers,
    vetted: new WeakMap(),
    ending: ask.ending,
  }
  const exchange = createExchange({ transport, baseUrl, now: platform.now })

  return {
    secrets,
    tokens,
    answers,
    writeJson: createWriteJson(secrets, search),
    sessions: { current: () => session, whyNone: () => aborted('not-sent') },
    ask,
    send: async (plan, isRead, signal) => {
      let last: HttpAnswer | undefined
      const onAnswer = (answer: HttpAnswer) => {
        last = answer
      }
      const onSend = () => {
        last = undefined
      }
      const result = await exchange(plan, session, { signal, isRead, onSend, onAnswer })
      if (result.ok) return result.answer
      // After a 401 it may be the new token that could not be had: then that is what failed.
      const { error } = result
      const isToken = error.kind === 'auth' && error.reason === 'credentials'
      if (last?.status === error.status && last && !isToken) return last
      throw whyNone(error)
    },
  }
}

/** What became of a call that the VZaps API did not answer. */
export const whyNone = (error: VZapsError): Thrown => {
  const waitMs = 'retryAfterMs' in error ? error.retryAfterMs : undefined
  const more = waitMs === undefined ? {} : { retryAfter: Math.ceil(waitMs / 1000) }
  switch (error.kind) {
    case 'auth':
      return refusal(
        502,
        'credentials',
        'The VZaps API gave the relay no token: check its clientToken and clientSecret',
      )
    case 'rate-limit':
      return refusal(429, 'rate-limit', 'The VZaps API asks the relay to slow down', more)
    case 'timeout':
      return refusal(504, 'timeout', 'The VZaps API did not answer in time')
    case 'parse':
      return refusal(502, (error.code as RelayCode | undefined) ?? 'parse', error.message)
    case 'http': {
      if (error.code === 'redirect') return redirected()
      const status = error.status >= 500 ? error.status : 502
      return refusal(status, 'no-token', 'The VZaps API gave the relay no token', more)
    }
    case 'validation':
      return refusal(400, (error.code as RelayCode | undefined) ?? 'validation', error.message)
    case 'aborted':
      return refusal(499, 'aborted', 'The caller went away')
    default:
      return refusal(
        502,
        'unreachable',
        'No connection to the VZaps API, or it broke before the answer was complete',
      )
  }
}

/** A redirect could lead anywhere with the owner's token, so the relay follows none and gives none on. */
export const redirected = (): Thrown =>
  refusal(502, 'redirect', 'The VZaps API answered with a redirect, which is never followed')
