import type { Account } from '../../account/account.ts'
import type { InstanceRecord } from '../../account/rows.ts'
import type { Answer } from '../answers.ts'
import { refuseFields } from '../answers.ts'
import type { Evidence, Fields, Values } from '../fields.ts'
import { readFields } from '../fields.ts'

/** One call of a route; `at` is the gateway's clock in epoch milliseconds. */
export interface Call<Body> {
  readonly account: Account
  readonly at: number
  readonly params: Readonly<Record<string, string>>
  readonly body: Body
}

/** A call of a route under `/instances/{id}`: the instance is there and the caller may touch it. */
export interface InstanceCall<Body> extends Call<Body> {
  readonly record: InstanceRecord
}

/** A body as it came. */
export type RawBody = Readonly<Record<string, unknown>>

/**
 * Who may call: anybody, the owner (JWT), the owner on one instance, or the owner or holder of the
 * instance's token on one instance.
 */
export type Access = 'anybody' | 'owner' | 'owner-of' | 'holder-of'

interface RouteDescription {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** A pattern: `:id` stands for one segment. */
  readonly path: string
  /** How it is known what it answers. */
  readonly evidence: Evidence
}

interface AccountPlace extends RouteDescription {
  readonly access: 'anybody' | 'owner'
}

interface InstancePlace extends RouteDescription {
  readonly access: 'owner-of' | 'holder-of'
}

interface AccountRoute extends AccountPlace {
  readonly fields: Fields
  readonly answer: (call: Call<RawBody>, isStrict: boolean) => Answer
}

interface InstanceRoute extends InstancePlace {
  readonly fields: Fields
  readonly answer: (call: InstanceCall<RawBody>, isStrict: boolean) => Answer
}

/** What the gateway does on one method and path. */
export type Route = AccountRoute | InstanceRoute

/** A route of the account. Its answer gets the body as `fields` read it. */
export const accountRoute = <Specs extends Fields>(
  place: AccountPlace,
  fields: Specs,
  answer: (call: Call<Values<Specs>>) => Answer,
): Route => ({
  ...place,
  fields,
  answer: (call: Call<RawBody>, isStrict: boolean) =>
    withValues(fields, call.body, isStrict, (body) => answer({ ...call, body })),
})

/** A route of one instance. Its answer gets the body as `fields` read it. */
export const instanceRoute = <Specs extends Fields>(
  place: InstancePlace,
  fields: Specs,
  answer: (call: InstanceCall<Values<Specs>>) => Answer,
): Route => ({
  ...place,
  fields,
  answer: (call: InstanceCall<RawBody>, isStrict: boolean) =>
    withValues(fields, call.body, isStrict, (body) => answer({ ...call, body })),
})

const withValues = <Specs extends Fields>(
  fields: Specs,
  body: RawBody,
  isStrict: boolean,
  answer: (values: Values<Specs>) => Answer,
): Answer => {
  const read = readFields(fields, body, isStrict)
  return 'problems' in read ? refuseFields(read.problems) : answer(read.values)
}
