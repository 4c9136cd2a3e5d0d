import type { HttpHandler } from 'msw'
import { HttpResponse, http } from 'msw'
import type { MockGateway } from './gateway/gateway.ts'

/** Which requests the handlers take. */
export interface MswHandlerOptions {
  /** `https://api.vzaps.com` unless said; a path in it must be the gateway's `basePath`. */
  readonly baseUrl?: string | undefined
}

/**
 * MSW 2 handlers that let a mock gateway answer, in Node and in browsers.
 *
 * @example
 * const server = setupServer(...createMswHandlers(createMockGateway()))
 */
export const createMswHandlers = (
  gateway: Pick<MockGateway, 'fetch'>,
  { baseUrl = 'https://api.vzaps.com' }: MswHandlerOptions = {},
): HttpHandler[] => {
  return [
    http.all(`${baseUrl.replace(/\/+$/, '')}/*`, async ({ request }) => {
      try {
        return await gateway.fetch(request)
      } catch {
        // MSW turns any other exception into a 500, which a lost connection is not.
        return HttpResponse.error()
      }
    }),
  ]
}
