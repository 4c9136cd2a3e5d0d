import { askApp } from '../auth/ask-app.ts'
import { parseBody } from '../core/answers/http-errors.ts'
import { createReading, MISFIT } from '../core/answers/reading.ts'
import type { HttpAnswer } from '../core/http/transport.ts'
import { textOf } from '../core/http/transport.ts'
import { redactText } from '../core/secrets/redaction.ts'
import type { ListBody } from '../instances/list-args.ts'
import { instanceAnswer } from '../instances/schema.ts'
import type { RelayAccount } from './account.ts'
import { openAccount } from './account.ts'
import type { RelayActivity } from './activity.ts'
import { answerAs, answerJson, answerRefusal, asSeen, memoryKeyOf } from './answers.ts'
import type { Reach } from './authorize.ts'
import { askAuthorize, reachOf } from './authorize.ts'
import { createEvents } from './events/events.ts'
import { readQuery } from './events/read-query.ts'
import { createStreamCall } from './events/stream-call.ts'
import { checkList, pageOf } from './list.ts'
import { isSafeId, matchRoute } from './match-route.ts'
import { isRead, ownRoutes } from './operations.ts'
import { requireCredentials } from './option-checks.ts'
import type { RelayOptions } from './options.ts'
import { readRelayOptions } from './options.ts'
import { readBody } from './read-body.ts'
import type { ReadCall } from './read-call.ts'
import { readCall } from './read-call.ts'
import type { Refusal } from './refusal.ts'
import { refusal, refusalIn } from './refusal.ts'
import { createRows, learnInstance, MAX_ROWS } from './rows.ts'
import { createSlots } from './slots.ts'
import { answerPreflight, checkVisitor, forVisitor } from './visitors.ts'

/** Bytes of bodies that are held at once, over all calls. */
const MAX_HELD = 64 * 2 ** 20

/** A web-standard handler: of a Next.js route, Hono, a worker, or with `toNodeListener` of Node's own server. */
export type RequestHandler = (request: Request) => Promise<Response>

type Noted = { -readonly [Key in keyof RelayActivity]: RelayActivity[Key] }

/**
 * Makes the server's side of `auth: { proxy: true }`: it holds the account's credentials, and lets a page do what
 * `authorize` allows. What is no call of the library's endpoints is refused. One per process: it keeps the JWT, and what
 * instance tokens it learned. Throws a `config` error that names the first bad option.
 *
 * @example
 * const relay = createVZapsRelay({
 *   clientToken: process.env.VZAPS_CLIENT_TOKEN ?? '',
 *   clientSecret: process.env.VZAPS_CLIENT_SECRET ?? '',
 *   authorize: async ({ request }) => {
 *     const user = await userOf(request)
 *     return user ? { instances: user.instanceIds } : new Response(null, { status: 401 })
 *   },
 * })
 */
export const createVZapsRelay = (options: RelayOptions): RequestHandler => {
  const settings = readRelayOptions(options)
  const { platform, authorize, basePath, onCreated, onActivity } = settings
  const account = openAccount(settings)
  const rows = createRows(account, platform)
  const budget = { left: MAX_HELD }
  const limits = { ...settings, budget }
  const slots = createSlots({ ...settings, size: settings.maxConcurrent })
  const doors = { allowedOrigins: settings.allowedOrigins, needsHeader: true }
  const learn = (id: string) => learnInstance(rows, id)
  const openStream = createEvents({ ...settings, account, learn })
  const answerStream = createStreamCall({ platform, authorize, account, openStream })
  // The library's own come first: listing one of them as a free path gives no way around its checks.
  const routes = [...ownRoutes, ...settings.paths]

  const answer = async (request: Request, note: Noted, hold: (bytes: number) => void) => {
    requireCredentials(settings)
    const matched = matchRoute(request, basePath, routes)
    note.operation = matched.route.operation
    if (matched.route.operation === 'events') {
      const wanted = readQuery(matched.query, request.headers.get('Last-Event-ID'))
      if (wanted.length === 1) note.instanceId = wanted[0]?.instanceId
      return answerStream(request, wanted)
    }
    const call = readCall(matched, await readBody(request, limits, hold))
    note.instanceId = call.instanceId
    const { operation, instanceId, body } = call
    const verdict = await askAuthorize(authorize, { request, operation, instanceId, body }, account)
    if (verdict instanceof Response) return verdict
    const reach = reachOf(verdict, call)
    const leave = await slots.enter(request.signal)
    try {
      return await carryOut(request, call, reach, isRead(matched.route), note)
    } finally {
      leave()
    }
  }

  const carryOut = async (
    request: Request,
    call: ReadCall,
    reach: Reach,
    isReading: boolean,
    note: Noted,
  ): Promise<Response> => {
    const { operation, instanceId, plan } = call
    if (operation === 'listInstances' && reach !== 'all') {
      return listOf(reach, call.body as ListBody, request.signal)
    }
    // Before and after: what was asked for meanwhile may say either.
    const forget = () => {
      if (!isReading && instanceId !== undefined) rows.forget(instanceId)
    }
    forget()
    try {
      const given = await account.send(plan, isReading, request.signal)
      const response = answerAs(given, account, isReading ? memoryKeyOf(plan) : undefined)
      note.requestId = response.headers.get('X-Request-Id') ?? undefined
      if (operation === 'createInstance' && response.ok) await tellCreated(request, given)
      return response
    } finally {
      forget()
    }
  }

  const listOf = async (reach: ReadonlySet<string>, body: ListBody, signal: AbortSignal) => {
    checkList(body)
    if (reach.size > MAX_ROWS) {
      throw refusal(
        422,
        'too-many-instances',
        `A list is made of at most ${MAX_ROWS} instances, and authorize gave ${reach.size}: give "all", or fewer`,
      )
    }
    const ids = [...reach]
    if (!ids.every(isSafeId)) {
      throw refusal(500, 'config', 'authorize gave an id that no path can safely carry')
    }
    const found = await rows.get(ids, signal)
    return answerJson(pageOf(asSeen(found, account), body))
  }

  const tellCreated = async (request: Request, given: HttpAnswer) => {
    if (!onCreated) return
    const instance = instanceAnswer.read(parseBody(textOf(given)), createReading(account.secrets))
    const asked =
      instance === MISFIT
        ? ({ kind: 'threw', message: 'the answer holds no instance' } as const)
        : await askApp(() => onCreated({ request, instance }), account.ask)
    if (asked.kind === 'answered') return
    throw refusal(
      500,
      'on-created-failed',
      'The instance was created, but the app could not note whose it is',
      { why: asked.kind === 'threw' ? asked.message : 'onCreated did not end in time' },
    )
  }

  const tell = (note: Noted) => {
    try {
      onActivity?.({ ...note, durationMs: platform.now() - note.at })
    } catch {
      // A broken log must not fail a call.
    }
  }

  return async (request) => {
    const note = begin(request, platform.now(), account)
    let held = 0
    let foreign: string | undefined
    let response: Response
    try {
      foreign = checkVisitor(request, doors)
      const hold = (bytes: number) => {
        held += bytes
        budget.left -= bytes
      }
      response = answerPreflight(request, foreign) ?? (await answer(request, note, hold))
    } catch (thrown) {
      response = answerThrown(thrown, request, note, account)
    } finally {
      budget.left += held
    }
    note.status = response.status
    tell(note)
    return forVisitor(response, foreign)
  }
}

const begin = ({ method }: Request, at: number, { secrets }: RelayAccount): Noted => ({
  at,
  durationMs: 0,
  method: redactText(method, secrets).slice(0, 20),
  operation: undefined,
  instanceId: undefined,
  status: 0,
  code: undefined,
  error: undefined,
  requestId: undefined,
})

const failed: Refusal = {
  status: 500,
  code: 'unexpected',
  message: 'The relay failed in a way that it does not know',
}

/** What a call ended with instead of an answer. */
const answerThrown = (
  thrown: unknown,
  request: Request,
  note: Noted,
  account: RelayAccount,
): Response => {
  const known = refusalIn(thrown)
  if (known && 'body' in known) {
    try {
      return answerAs(known, account)
    } catch (refused) {
      // It is a redirect: that is no answer to give on.
      return answerThrown(refused, request, note, account)
    }
  }
  const gone: Refusal = { status: 499, code: 'aborted', message: 'The caller went away' }
  const ended: Refusal = request.signal.aborted ? gone : (known ?? failed)
  note.code = ended.code
  note.error = ended.why
  return answerRefusal(ended)
}
