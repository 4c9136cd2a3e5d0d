import type { Platform } from '../../core/platform.ts'
import type { RelayAccount } from '../account.ts'
import type { Authorize, RelayCall } from '../authorize.ts'
import { askAuthorize } from '../authorize.ts'
import { refusal } from '../refusal.ts'
import { authorizeStream } from './authorize-stream.ts'
import type { createEvents } from './events.ts'
import type { Wanted } from './read-query.ts'

/** What answering a call for a stream takes. */
export interface StreamCallParts {
  readonly platform: Pick<Platform, 'WebSocket'>
  readonly authorize: Authorize<RelayCall>
  readonly account: RelayAccount
  readonly openStream: ReturnType<typeof createEvents>
}

/** Makes what answers a call for a stream: with the instances that the app allows, and as long as it does. */
export const createStreamCall =
  ({ platform, authorize, account, openStream }: StreamCallParts) =>
  async (request: Request, wanted: readonly Wanted[]): Promise<Response> => {
    if (!canShareSockets(platform)) {
      throw refusal(
        501,
        'no-websocket',
        'The relay can push nothing here: it needs WebSocket (on Node before 22 that of the ws package), and a runtime whose requests can share one',
      )
    }
    const ask = (some: readonly Wanted[]) =>
      authorizeStream(
        some.map(({ instanceId }) => instanceId),
        (instanceId) =>
          askAuthorize(
            authorize,
            { request, operation: 'events', instanceId, body: undefined },
            account,
          ),
      )
    const asked = await ask(wanted)
    if (asked instanceof Response) return asked
    const { user, refused } = asked
    const allowed = wanted.filter(({ instanceId }) => !refused.has(instanceId))
    const mayStay = async () => {
      try {
        const again = await ask(allowed)
        return !(again instanceof Response) && again.refused.size === 0
      } catch {
        return false
      }
    }
    return openStream({ signal: request.signal, allowed, refused, user, mayStay })
  }

/** Cloudflare's servers let no request use what another one opened. */
const canShareSockets = ({ WebSocket }: Pick<Platform, 'WebSocket'>): boolean =>
  WebSocket !== undefined && globalThis.navigator?.userAgent !== 'Cloudflare-Workers'
