import { checkId } from '../core/calls/paths.ts'
import type { SessionSource } from '../core/calls/session.ts'
import type { VZapsError } from '../core/errors.ts'
import { invalid, misconfigured } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'
import type { Result } from '../core/result.ts'
import { failure } from '../core/result.ts'
import type { Filter } from './filter.ts'
import { openSocket } from './socket.ts'
import type { Proof } from './stream.ts'

/** What a socket is to carry, and from where on. */
export interface Wish {
  readonly filter: Filter
  readonly lastEventId: string | undefined
}

/** How sockets are opened. */
export interface AddressParts {
  readonly sessions: SessionSource
  readonly platform: Pick<Platform, 'WebSocket'>
  /** Without a slash at the end. */
  readonly realtimeUrl: string
  /** Why an instance cannot be asked about, such as that it was deleted here. */
  whyNot(instanceId: string): VZapsError | undefined
}

/** The service's own address. */
export const PUBLIC = 'wss://realtime.vzaps.com'

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
  ({ sessions, platform, realtimeUrl, whyNot }: AddressParts) =>
  async (instanceId: string): Promise<Result<Proof<Wish, unknown>>> => {
    const refused = checkId(instanceId) ?? whyNot(instanceId)
    if (refused) return failure(refused)
    const session = sessions.current()
    if (!session) return failure(sessions.whyNone())
    const { WebSocket } = platform
    // The credentials go into one URL and nowhere else.
    const proofOf = (credentials: Query, refuse: () => void): Result<Proof<Wish, unknown>> => {
      if (!WebSocket) return failure(noWebSocket)
      return {
        ok: true,
        value: {
          refuse,
          open: ({ filter, lastEventId }, tell) => {
            const url = toUrl(realtimeUrl, [
              ['instance_id', instanceId],
              ['events', filter && [...filter].join(',')],
              ...credentials,
              ['last_event_id', lastEventId],
            ])
            return openSocket(WebSocket, url, tell)
          },
        },
      }
    }
    const { access, tokens } = session
    // At an address of its own there is a relay that opens sockets.
    if (access.kind === 'proxy') return proofOf([], () => {})
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

const noWebSocket = misconfigured(
  'There is no WebSocket here: give platform.WebSocket, e.g. that of the ws package',
  'platform.WebSocket',
)
