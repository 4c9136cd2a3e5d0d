import type { Fault, WireRequest } from './records.ts'

const instance = {
  id: 'VZABC123',
  name: 'Support',
  webhook: 'https://example.test/hook',
  events_subscribe: 'Message,Connected',
  connected: true,
  created_at: '2026-01-02T03:04:05Z',
}

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII='

/** An answer that fits the contract. The recorded ones were invented by the recording server. */
const answerTo = (method: string, path: string): unknown => {
  if (path === '/token') return { access_token: 'jwt-1', expires_in: 3600 }
  if (path === '/instances/list') {
    return { page: 1, size: 20, total: 1, total_pages: 1, content: [instance] }
  }
  if (path.endsWith('/session/status'))
    return { code: 200, success: true, data: { connected: true } }
  if (path.endsWith('/session/qr')) {
    return { code: 200, success: true, data: { qr_code: `data:image/png;base64,${png}` } }
  }
  if (path.endsWith('/subscribe')) return { mode: 'direct', subscription_id: 'sub_1' }
  if (path.endsWith('/resume-subscription')) return { status: 'ok' }
  if (path.endsWith('/cancel')) return { message: 'Instance canceled successfully' }
  if (path.endsWith('/restart')) return { instance_id: 'VZABC123', status: 'ok' }
  if (path === '/instances/get' || path === '/instances/create' || method === 'PATCH')
    return instance
  return {}
}

const hits = (fault: Fault, method: string, path: string): boolean =>
  `${method} ${path}`.includes(fault.match)

/** A server that notes what it is sent and answers by the contract, but for the faults of a recording. */
export const createWireServer = (faults: readonly Fault[] = [], isReachable = true) => {
  const requests: WireRequest[] = []
  const left = new Map(faults.map((fault) => [fault, fault.always ? Number.POSITIVE_INFINITY : 1]))

  const faultFor = (method: string, path: string): Fault | undefined => {
    for (const [fault, times] of left) {
      if (times === 0 || !hits(fault, method, path)) continue
      left.set(fault, times - 1)
      return fault
    }
    return undefined
  }

  const fetch = async (request: Request): Promise<Response> => {
    if (!isReachable) throw new TypeError('fetch failed')
    const url = new URL(request.url)
    const text = await request.text()
    requests.push({
      method: request.method,
      path: url.pathname + url.search,
      headers: Object.fromEntries(request.headers),
      body: text === '' ? null : JSON.parse(text),
    })
    const fault = faultFor(request.method, url.pathname)
    if (!fault) {
      if (request.method === 'DELETE') return new Response(null, { status: 204 })
      return Response.json(answerTo(request.method, url.pathname))
    }
    if (fault.destroy) throw new TypeError('terminated')
    if (fault.delayMs !== undefined) return new Promise(() => {})
    const body = fault.json === undefined ? (fault.body ?? null) : JSON.stringify(fault.json)
    const { status = 200, statusText = 'Reason' } = fault
    return new Response(body, {
      status,
      statusText,
      ...(fault.headers && { headers: fault.headers }),
    })
  }

  return { fetch, requests }
}
