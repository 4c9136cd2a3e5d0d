import { openTokens, whyNone } from './account.ts'
import { answerJson, answerRefusal } from './answers.ts'
import type { RelayVerdict } from './authorize.ts'
import { askAuthorize } from './authorize.ts'
import { requireCredentials } from './option-checks.ts'
import type { ServerOptions } from './options.ts'
import { readServerOptions } from './options.ts'
import type { Refusal } from './refusal.ts'
import { refusal, refusalIn } from './refusal.ts'
import type { RequestHandler } from './relay.ts'
import { answerPreflight, checkVisitor, forVisitor } from './visitors.ts'

/** What `createVZapsTokenHandler` takes. */
export interface TokenHandlerOptions extends ServerOptions {
  /** May whoever asks have the owner's token? It can do everything with the account; `false` is answered with 403. */
  authorize(call: { readonly request: Request }): boolean | Response | Promise<boolean | Response>
}

/**
 * ms for which a token is handed out: pages that load together share one, and a page whose token was refused does not
 * get the same one for hours.
 */
const SHARED_MS = 30_000

/**
 * Makes the server's side of `auth: { getToken }`: `POST` answers `{ accessToken, expiresIn }` (s). The token is the
 * owner's and goes to the page: where users differ in what they may do, take `createVZapsRelay`. Throws a `config` error
 * that names the first bad option.
 */
export const createVZapsTokenHandler = (options: TokenHandlerOptions): RequestHandler => {
  const settings = readServerOptions<{ readonly request: Request }>(
    options,
    'createVZapsTokenHandler',
  )
  const { platform } = settings
  const account = openTokens({ ...settings, maxAnswerBytes: 2 ** 20 })
  const doors = { allowedOrigins: settings.allowedOrigins, needsHeader: false }
  let shared: { readonly at: number; readonly token: ReturnType<typeof account.obtain> } | undefined

  const token = async () => {
    const now = platform.now()
    if (!shared || now < shared.at || now - shared.at >= SHARED_MS) {
      shared = { at: now, token: account.obtain() }
    }
    const mine = shared
    const obtained = await mine.token
    if (!obtained.ok) {
      if (shared === mine) shared = undefined
      throw whyNone(obtained.error)
    }
    const { accessToken, lifetimeMs } = obtained.value
    const expiresIn = Math.floor((lifetimeMs - (platform.now() - mine.at)) / 1000)
    return { accessToken, expiresIn: Math.max(1, expiresIn) }
  }

  const answer = async (request: Request): Promise<Response> => {
    requireCredentials(settings)
    if (request.method !== 'POST') {
      throw refusal(405, 'unknown-call', 'A token is asked for with POST')
    }
    const verdict: RelayVerdict = await askAuthorize(settings.authorize, { request }, account)
    if (verdict instanceof Response) return verdict
    if (verdict === false) throw refusal(403, 'forbidden', 'The app does not allow this')
    if (verdict === true) return answerJson(await token())
    throw refusal(
      500,
      'config',
      'authorize must give true, false or a Response: a token can do all',
    )
  }

  return async (request) => {
    let foreign: string | undefined
    try {
      foreign = checkVisitor(request, doors)
      return forVisitor(answerPreflight(request, foreign) ?? (await answer(request)), foreign)
    } catch (thrown) {
      const known = refusalIn(thrown)
      const ended: Refusal =
        known && !('body' in known)
          ? known
          : { status: 500, code: 'unexpected', message: 'The token could not be had' }
      return forVisitor(answerRefusal(ended), foreign)
    }
  }
}
