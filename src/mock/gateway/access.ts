import type { Account } from '../account/account.ts'
import type { InstanceRow } from '../account/rows.ts'
import type { Answer } from './answers.ts'
import { refuse } from './answers.ts'
import type { Access } from './routes/route.ts'

/** The credential headers of a request; null when absent. */
export interface CallerHeaders {
  readonly authorization: string | null
  readonly clientToken: string | null
  readonly instanceToken: string | null
}

/** Reads the credential headers. */
export const readCaller = (headers: Headers): CallerHeaders => ({
  authorization: headers.get('Authorization'),
  clientToken: headers.get('X-Client-Token'),
  instanceToken: headers.get('X-Instance-Token'),
})

/**
 * Who may come in at all: a bad JWT is always 401, a client token that is not the owner's 403, and
 * only the session and webhook routes take the two X- tokens instead of a JWT.
 */
export const refuseCaller = (
  account: Account,
  caller: CallerHeaders,
  access: Access,
): Answer | undefined => {
  if (access === 'anybody') return undefined
  const { authorization, clientToken, instanceToken } = caller
  if (authorization !== null) {
    const jwt = /^Bearer (\S+)$/i.exec(authorization)?.[1]
    const problem = jwt === undefined ? 'token_unknown' : account.tokens.problemOf(jwt)
    if (problem) return refuse(401, problem, problem.replace('token_', ''))
  } else if (access !== 'holder-of' || clientToken === null || instanceToken === null) {
    return refuse(401, 'token_missing', 'Authorization is missing')
  }
  if (clientToken !== null && clientToken !== account.credentials.clientToken) {
    return refuse(403, 'client_token_mismatch', 'X-Client-Token is not the owner’s')
  }
  return undefined
}

/** An instance token that is sent must be the instance's own, beside a JWT too: else 403. */
export const refuseInstanceToken = (caller: CallerHeaders, row: InstanceRow): Answer | undefined =>
  caller.instanceToken === null || caller.instanceToken === row.token
    ? undefined
    : refuse(403, 'instance_token_mismatch', 'X-Instance-Token is not the instance’s')
