import { fillRoute, withQuery } from '../core/calls/paths.ts'
import type { Plan } from '../core/calls/plan.ts'
import { isRecord } from '../core/casing.ts'
import { isVZapsError } from '../core/errors.ts'
import type { ListBody } from '../instances/list-args.ts'
import { toListBody } from '../instances/list-args.ts'
import type { Matched } from './match-route.ts'
import { safeId } from './match-route.ts'
import type { RelayOperation } from './operations.ts'
import { refusal } from './refusal.ts'

/** A call as it will go on, if it may. */
export interface ReadCall {
  readonly operation: RelayOperation
  /** The instance it is about, if it is about one. */
  readonly instanceId: string | undefined
  /** What goes on of the body. */
  readonly body: unknown
  readonly plan: Plan
}

const badBody = (why: string) => refusal(400, 'bad-body', `The body ${why}`)

const named = new Set(['id', 'instance', 'instances', 'instanceid', 'instanceids'])
const secret = new Set(['token', 'accesstoken', 'instancetoken', 'clienttoken', 'clientsecret'])

/** What names an instance must name the one that the call is about, and a page has no secret to send. */
const checkFields = (fields: Iterable<[string, unknown]>, instanceId: string | undefined): void => {
  for (const [key, value] of fields) {
    // Servers read `id[]`, `id[0]` and `instance.id` as names too.
    const name = key.replace(/[^a-z]/gi, '').toLowerCase()
    if (secret.has(name) || (named.has(name) && value !== instanceId)) {
      throw refusal(
        400,
        'bad-field',
        `"${key}" must not be there: it names a secret, or an instance`,
      )
    }
  }
}

const recordOf = (body: unknown): Record<string, unknown> => {
  if (isRecord(body)) return body
  throw badBody('must be an object')
}

const readList = (body: unknown): ListBody => {
  const { page, size, filter, sort, sort_desc } = recordOf(body ?? {})
  try {
    // Its own checks tell what does not fit.
    return toListBody({ page, pageSize: size, filter, sort, sortDesc: sort_desc } as Parameters<
      typeof toListBody
    >[0])
  } catch (thrown) {
    throw badBody(isVZapsError(thrown) ? `is no list: ${thrown.message}` : 'is no list')
  }
}

const withoutBody = (body: unknown): undefined => {
  const isNone = body === undefined || (isRecord(body) && Object.keys(body).length === 0)
  if (!isNone) throw badBody('must not be there')
}

/** Takes of the body what the call has a use for. */
const readFields = ({ route, query }: Matched, body: unknown, id: string | undefined): unknown => {
  switch (route.operation) {
    case 'listInstances':
      return readList(body)
    case 'getInstance':
      return { id }
    case 'createInstance':
    case 'updateInstance':
    case 'setWebhook':
      checkFields(Object.entries(recordOf(body)), id)
      return body
    case 'subscribeInstance':
      checkFields(Object.entries(recordOf(body ?? {})), id)
      return body ?? {}
    case 'request':
      checkFields(query, id)
      for (const part of Array.isArray(body) ? body : [body]) {
        if (isRecord(part)) checkFields(Object.entries(part), id)
      }
      return body
    default:
      return withoutBody(body)
  }
}

/** Makes of a matched request and its body the call that would go on: from what was read, never from what came. */
export const readCall = (matched: Matched, given: unknown): ReadCall => {
  const { route, params, query } = matched
  const { operation, method } = route
  const instanceId =
    operation === 'getInstance' ? safeId(isRecord(given) ? given.id : undefined) : params.id
  const body = readFields(matched, given, instanceId)
  const plan: Plan = {
    method: method as Plan['method'],
    route: route.path,
    path: withQuery(`${fillRoute(route.path, params)}?${query}`, undefined),
    body: body === undefined ? undefined : JSON.stringify(body),
    instanceId,
    sendsInstanceToken: operation !== 'getInstance',
    answer: undefined,
    retry: false,
    onlyOne: undefined,
    deferMs: 0,
    deletes: false,
  }
  return { operation, instanceId, body, plan }
}
