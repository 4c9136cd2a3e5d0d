import { unwrap } from '../core/answers/fields.ts'
import { routeCall } from '../core/calls/call.ts'
import type { VZapsBuilder, VZapsMutation, VZapsQuery } from '../core/calls/endpoint-types.ts'
import { unlessRefused } from '../core/calls/endpoint-types.ts'
import type { ValidationError } from '../core/errors.ts'
import { invalid } from '../core/errors.ts'
import type { InstanceAction } from '../instances/schema.ts'
import { actionAnswer } from '../instances/schema.ts'
import type { PairCode, SessionQr, SessionStatus } from './schema.ts'
import { pairCodeAnswer, sessionQrAnswer, sessionStatusAnswer } from './schema.ts'

/** What {@link SessionEndpoints.getPairCode} takes. */
export interface GetPairCodeArgs {
  readonly instanceId: string
  /** Country code and number, digits only, e.g. `5511999999999`. */
  readonly phone: string
}

/** The sessions slice's endpoints: the WhatsApp side of an instance. */
export type SessionEndpoints<P extends string> = {
  /** Is it connected, and as whom: `GET /instances/{id}/session/status`. */
  getSessionStatus: VZapsQuery<string, SessionStatus, P>
  /**
   * The QR code to pair with: `GET /instances/{id}/session/qr`. Asking starts the pairing worker, so it is never kept,
   * retried, or refetched on focus. `useInstancePairing` asks as long as it makes sense, and no longer.
   */
  getSessionQr: VZapsQuery<string, SessionQr, P>
  /** A code to type instead: `GET /instances/{id}/session/paircode/{phone}`. A phone that is not digits: `validation`. */
  getPairCode: VZapsMutation<GetPairCodeArgs, PairCode, P>
  /** Unpairs the phone: `POST /instances/{id}/session/disconnect`. */
  disconnectSession: VZapsMutation<string, InstanceAction, P>
}

/** Why this cannot be a phone's number. */
export const checkPhone = (phone: unknown): ValidationError | undefined =>
  typeof phone === 'string' && /^\d+$/.test(phone)
    ? undefined
    : invalid('phone must be digits only, with the country code', { field: 'phone' })

/** Builds the sessions slice. */
export const sessionEndpoints = <P extends string>(
  build: VZapsBuilder<P>,
): SessionEndpoints<P> => ({
  getSessionStatus: build.query({
    query: routeCall((instanceId: string) => ({
      method: 'GET',
      route: '/instances/{id}/session/status',
      instanceId,
      answer: sessionStatusAnswer,
    })),
    providesTags: (_status, _error, id) => [{ type: 'Session', id }],
  }),

  getSessionQr: build.query({
    query: routeCall((instanceId: string) => ({
      method: 'GET',
      route: '/instances/{id}/session/qr',
      instanceId,
      retry: false,
      answer: sessionQrAnswer,
    })),
    keepUnusedDataFor: 0,
  }),

  getPairCode: build.mutation({
    query: routeCall(({ instanceId, phone }: GetPairCodeArgs) => {
      const refused = checkPhone(phone)
      if (refused) throw refused
      return {
        method: 'GET',
        route: '/instances/{id}/session/paircode/{phone}',
        instanceId,
        params: { phone },
        answer: pairCodeAnswer,
      }
    }),
  }),

  disconnectSession: build.mutation({
    query: routeCall((instanceId: string) => ({
      method: 'POST',
      route: '/instances/{id}/session/disconnect',
      instanceId,
      // Enveloped or bare: it is not documented.
      answer: { read: (json, reading) => actionAnswer.read(unwrap(json) ?? json, reading) },
    })),
    invalidatesTags: (_result, error, id) =>
      unlessRefused(error, () => [
        { type: 'Instance', id },
        { type: 'Session', id },
      ]),
  }),
})
