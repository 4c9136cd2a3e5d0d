import { createMockGateway } from 'vzaps-rtk/mock'
import { startMockServer } from 'vzaps-rtk/mock/node'
import { createVZapsRelay, toNodeListener } from 'vzaps-rtk/server'
import { WebSocket } from 'ws'
import { noDials } from '../store/dials.ts'
import { readKnobs } from '../store/knobs.ts'
import { createMisbehaviour } from '../store/misbehaviour.ts'
import { createOutside } from './outside.ts'
import { createSessions } from './sessions.ts'

const unauthorized = () => new Response(null, { status: 401 })

/**
 * What stands behind the page: the fake gateway on a port of its own, with a misbehaviour that the page can turn, and the
 * relay, which alone has the credentials and asks for the session's cookie.
 *
 * @public The plugin loads it by its path.
 */
export const startBackend = async () => {
  const knobs = readKnobs('')
  const gateway = createMockGateway({ ...knobs, faults: { latencyMs: [120, 350] } })
  const misbehaviour = createMisbehaviour(gateway, knobs.seed, noDials)
  const server = await startMockServer({
    // The same one, but for how it answers; what it counts stays live.
    gateway: Object.create(gateway, { fetch: { value: misbehaviour.fetch } }),
  })
  const sessions = createSessions()
  const outside = createOutside(gateway, misbehaviour)
  const relay = createVZapsRelay({
    ...gateway.credentials,
    baseUrl: server.url,
    realtimeUrl: server.realtimeUrl,
    WebSocket,
    // All of it is this user's, money too.
    authorize: ({ request, operation }) =>
      sessions.has(request)
        ? { instances: 'all', operations: [operation], user: 'ana' }
        : unauthorized(),
  })

  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (pathname === '/session') return sessions.answer(request)
    return outside.mark(
      await (pathname.startsWith('/relay/') ? relay(request) : outside.answer(request)),
    )
  }
  return {
    listener: toNodeListener(answer),
    /** Is a path one of these, rather than a file of the page? */
    owns: (path: string): boolean => /^\/(relay\/|playground\/|session$)/.test(path),
    close: server.close,
  }
}
