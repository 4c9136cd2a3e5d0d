import type { Account } from '../../account/account.ts'
import type { InstanceRecord } from '../../account/rows.ts'
import { readCaller, refuseCaller, refuseInstanceToken } from '../access.ts'
import type { Answer } from '../answers.ts'
import { refuseFields, refuseUnknown } from '../answers.ts'

/** A request to open a socket. */
export interface SocketUpgrade {
  /** Absolute, or from the path on. */
  readonly url: string
  /** Absent where a client can give none, as in browsers. */
  readonly headers?: Headers | undefined
}

/** What an upgrade asks for. */
export interface Wanted {
  readonly record: InstanceRecord
  /** Lower case; null: what the instance is set up to post. */
  readonly kinds: ReadonlySet<string> | null
  readonly lastEventId: string | undefined
}

/** The path of the sockets. */
export const socketPath = '/events/ws'

const queryOf = (url: string): URLSearchParams => new URLSearchParams(/\?([^#]*)/.exec(url)?.[1])

/** Credentials come in the query or in headers; a header counts where both are there. */
const callerOf = (query: URLSearchParams, headers = new Headers()) => {
  const given = readCaller(headers)
  const jwt = query.get('access_token')
  return {
    authorization: given.authorization ?? (jwt ? `Bearer ${jwt}` : null),
    clientToken: given.clientToken ?? query.get('client_token'),
    instanceToken: given.instanceToken ?? query.get('instance_token'),
  }
}

/** Joined with commas or repeated, in any case. */
const kindsIn = (query: URLSearchParams): ReadonlySet<string> | null => {
  const kinds = query
    .getAll('events')
    .flatMap((text) => text.split(','))
    .map((kind) => kind.trim().toLowerCase())
    .filter((kind) => kind !== '')
  return kinds.length > 0 ? new Set(kinds) : null
}

/** Reads an upgrade and says who may not come in; the JWT is looked at here and never again. */
export const readUpgrade = (
  account: Account,
  { url, headers }: SocketUpgrade,
): Wanted | { readonly refusal: Answer } => {
  const query = queryOf(url)
  const caller = callerOf(query, headers)
  const refusal = refuseCaller(account, caller, 'holder-of')
  if (refusal) return { refusal }
  const id = query.get('instance_id')
  if (!id) return { refusal: refuseFields({ instance_id: 'is missing' }) }
  const record = account.instances.find(id)
  if (!record) return { refusal: refuseUnknown() }
  const mismatch = refuseInstanceToken(caller, record.row)
  if (mismatch) return { refusal: mismatch }
  return {
    record,
    kinds: kindsIn(query),
    lastEventId: query.get('last_event_id') ?? undefined,
  }
}
