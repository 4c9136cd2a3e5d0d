import type { VZapsBuilder, VZapsQuery } from '../core/calls/endpoint-types.ts'
import { toVZapsError } from '../core/errors.ts'

/** What a store may know of the JWT: when it ends (epoch ms), never the JWT. */
export interface AccessToken {
  readonly expiresAt: number
}

/** The auth slice's endpoints. */
export type AuthEndpoints<P extends string> = {
  /**
   * Makes sure there is a fresh JWT, and tells until when (`POST /token`, or the app's provider; no request while the
   * one there is fresh). Errors: `auth`, and what any call can end with; `config` in proxy mode.
   */
  getAccessToken: VZapsQuery<void, AccessToken, P>
}

/** What the slice needs of the account. */
export interface AuthPort {
  freshToken(): Promise<{ expiresAt: number }>
}

/** Builds the auth slice. */
export const authEndpoints =
  (port: AuthPort) =>
  <P extends string>(build: VZapsBuilder<P>): AuthEndpoints<P> => ({
    getAccessToken: build.query({
      queryFn: async () => {
        try {
          const { expiresAt } = await port.freshToken()
          return { data: { expiresAt } }
        } catch (error) {
          return { error: toVZapsError(error) }
        }
      },
    }),
  })
