import { vi } from 'vitest'
import type { MockGatewayOptions } from 'vzaps-rtk/mock'
import { createMockGateway } from 'vzaps-rtk/mock'
import type { RelayActivity, RelayOptions, RelayVerdict } from 'vzaps-rtk/server'
import { createVZapsRelay } from 'vzaps-rtk/server'
import { createWire } from '../../support/wire.ts'
import { requestOf } from './relay.ts'

/** What came over a stream, one entry a block of lines. */
export interface Block {
  readonly comment?: string
  readonly event?: string
  readonly id?: string
  readonly data?: Readonly<Record<string, unknown>>
}

export interface StreamSetup extends Omit<Partial<RelayOptions>, 'authorize'> {
  authorize?: RelayOptions['authorize'] | RelayVerdict
  gateway?: MockGatewayOptions
}

const rows = ['VZANA1', 'VZANA2', 'VZANA3', 'VZBOB1'].map((id) => ({ id, name: id }))

const readBlock = (text: string): Block => {
  const block: Record<string, unknown> = {}
  for (const line of text.split('\n')) {
    const [, field = '', value = ''] = /^(\w*): ?(.*)$/s.exec(line) ?? []
    block[field === '' ? 'comment' : field] = field === 'data' ? JSON.parse(value) : value
  }
  return block
}

/** A relay before a fake gateway that pushes, in virtual time: call `vi.useFakeTimers()` first. */
export const setupStream = ({ authorize = true, gateway: seed, ...options }: StreamSetup = {}) => {
  const gateway = createMockGateway({ now: () => Date.now(), instances: rows, ...seed })
  const wire = createWire(gateway.fetch)
  const activities: RelayActivity[] = []
  const sockets: URL[] = []
  const WebSocket = new Proxy(gateway.WebSocket, {
    construct: (Socket, [url]: [string]) => {
      sockets.push(new URL(url))
      return new Socket(url)
    },
  })
  const relay = createVZapsRelay({
    ...gateway.credentials,
    authorize: typeof authorize === 'function' ? authorize : () => authorize,
    onActivity: (activity) => activities.push(activity),
    platform: { fetch: wire.fetch },
    WebSocket,
    ...options,
  })
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)

  /** Opens a stream and reads all that comes, unless it is told not to. */
  const listen = async (
    query: string,
    { headers = {}, reads = true }: { headers?: Record<string, string>; reads?: boolean } = {},
  ) => {
    const controller = new AbortController()
    const { signal } = controller
    const request = requestOf('GET', `/relay/events?${query}`, undefined, { headers, signal })
    const response = await relay(request)
    const isStream = response.headers.get('Content-Type')?.startsWith('text/event-stream')
    const blocks: Block[] = []
    const end = { isEnded: false }
    let text = ''
    const reader = isStream ? response.body?.getReader() : undefined
    const read = async () => {
      const decoder = new TextDecoder()
      for (;;) {
        const part = await reader?.read()
        if (!part || part.done) break
        text += decoder.decode(part.value, { stream: true })
        for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n')) {
          blocks.push(readBlock(text.slice(0, at)))
          text = text.slice(at + 2)
        }
      }
      end.isEnded = true
    }
    let reading: Promise<void> | undefined
    const start = () => {
      reading ??= read()
      return reading
    }
    if (reads) void start()
    await wait(100)
    const events = () => blocks.filter(({ event, data }) => data && event === undefined)
    return {
      response,
      status: response.status,
      body: isStream ? undefined : await response.json().catch(() => undefined),
      blocks,
      end,
      read: start,
      events,
      ids: () => events().map(({ data }) => data?.id),
      states: () =>
        blocks
          .filter(({ event }) => event === 'state')
          .map(({ data }) => `${data?.instance_id} ${data?.status}`),
      cursor: () => blocks.findLast(({ id }) => id !== undefined)?.id ?? '',
      leave: () => controller.abort(),
      cancel: () => reader?.cancel(),
    }
  }

  return { relay, gateway, wire, activities, sockets, listen, wait, push: gateway.realtime }
}
