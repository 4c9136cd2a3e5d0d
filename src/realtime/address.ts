import { checkId } from '../core/calls/paths.ts'
import type { SessionSource } from '../core/calls/session.ts'
import type { VZapsError } from '../core/errors.ts'
import { invalid, misconfigured } from '../core/errors.ts'
import type { Result } from '../core/result.ts'
import { failure } from '../core/result.ts'
import type { Filter } from './filter.ts'

/** What proves to the server who connects; it goes into one URL and nowhere else. */
export interface Proof {
  urlOf(filter: Filter, lastEventId: string | undefined): string
  /** The server refused it: the next one gets a new JWT. */
  refuse(): void
}

/** How sockets are opened. */
export interface AddressParts {
  readonly sessions: SessionSource
  /** Without a slash at the end. */
  readonly realtimeUrl: string
  /** Why an instance cannot be asked about, such as that it was deleted here. */
  whyNot(instanceId: string): VZapsError | undefined
}

/** The service's own address: a relay that opens sockets is elsewhere. */
const PUBLIC = 'wss://realtime.vzaps.com'

type Query = readonly (readonly [name: string, value: string | undefined])[]

/** Browsers let a socket carry no header, so all goes into the query. */
const toUrl = (base: string, query: Query): string => {
  const pairs = query.flatMap(([name, value]) =>
    value ? [`${name}=${encodeURIComponent(value)}`] : [],
  )
  return `${base}/events/ws?${pairs.join('&')}`
}

/** Makes what asks for a proof, anew for each connection: the JWT of the last one may have ended. Never rejects. */
export const createProve =
  ({ sessions, realtimeUrl, whyNot }: AddressParts) =>
  async (instanceId: string): Promise<Result<Proof>> => {
    const refused = checkId(instanceId) ?? whyNot(instanceId)
    if (refused) return failure(refused)
    const session = sessions.current()
    if (!session) return failure(sessions.whyNone())
    const proofOf = (credentials: Query, refuse: () => void): Result<Proof> => ({
      ok: true,
      value: {
        refuse,
        urlOf: (filter, lastEventId) =>
          toUrl(realtimeUrl, [
            ['instance_id', instanceId],
            ['events', filter && [...filter].join(',')],
            ...credentials,
            ['last_event_id', lastEventId],
          ]),
      },
    })
    const { access, tokens } = session
    if (access.kind === 'proxy') {
      if (realtimeUrl !== PUBLIC) return proofOf([], () => {})
      return failure(
        misconfigured(
          'Behind a relay there is no JWT for sockets: give realtimeUrl, the address of the relay that opens them',
          'realtimeUrl',
        ),
      )
    }
    const instanceToken = tokens.get(instanceId)
    if (!instanceToken) {
      return failure(
        invalid(
          'The token of the instance is not known: read the instance first, or give it with vzaps.tokens.set()',
          { field: 'instanceToken' },
        ),
      )
    }
    const bearer = await access.bearer()
    if (!bearer.ok) return bearer
    const { accessToken, generation } = bearer.value
    return proofOf(
      [
        ['access_token', accessToken],
        ['client_token', access.clientToken],
        ['instance_token', instanceToken],
      ],
      () => access.refuse(generation),
    )
  }
