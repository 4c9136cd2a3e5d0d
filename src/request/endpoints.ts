import type { VZapsRequest } from '../core/calls/call.ts'
import type { VZapsBuilder, VZapsMutation } from '../core/calls/endpoint-types.ts'

/** The way to paths that the library does not know. */
export type RequestEndpoints<P extends string> = {
  /**
   * Any path but `/token`. Answers JSON, text, or null for an empty body, with secrets taken out at any depth. Never
   * repeated. What it concerns is yours to invalidate.
   */
  request: VZapsMutation<VZapsRequest, unknown, P>
}

/** Builds the `request` endpoint. */
export const requestEndpoints = <P extends string>(
  build: VZapsBuilder<P>,
): RequestEndpoints<P> => ({
  request: build.mutation({ query: (request: VZapsRequest) => request }),
})
