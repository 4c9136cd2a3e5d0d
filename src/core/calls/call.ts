import type { Answer } from '../answers/answer.ts'
import type { ValidationError } from '../errors.ts'
import { invalid, isVZapsError } from '../errors.ts'

/** HTTP methods the gateway knows. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Query-string values; null and undefined are dropped, booleans become `true` / `false`. */
export type QueryValues = Readonly<Record<string, string | number | boolean | null | undefined>>

/**
 * A call to any path of the VZaps API but `/token`: what the base query takes, so that `injectEndpoints` adds typed
 * endpoints of one's own. Body and query keys are sent untouched.
 */
export interface VZapsRequest {
  /** Any casing; `GET` with a body is refused. */
  method: HttpMethod | Lowercase<HttpMethod>
  /** Starts with one `/`; may carry a query of its own. */
  path: string
  query?: QueryValues | undefined
  /** JSON; null or undefined: no body. */
  body?: unknown
  /** The instance this call is about: sends its token where one is known, and joins its queue of mutations. */
  instanceId?: string | undefined
}

/** What the library's own endpoints give the base query: a route, and how to read its answer. */
export interface RouteCall {
  readonly method: HttpMethod
  /** Path template, e.g. `/instances/{id}/session/paircode/{phone}`. */
  readonly route: string
  /** Fills `{id}`, joins that instance's queue, and sends its token. */
  readonly instanceId?: string
  /** `false`: the instance token is not sent; no official client sends it to `/instances/get`. */
  readonly instanceToken?: false
  /** Fills the other placeholders. */
  readonly params?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly answer: Answer<unknown>
  /** `false`: even as a query it is tried once (asking for a QR code starts the pairing worker). */
  readonly retry?: false
  /** While a call with this key is in flight or queued in the store, another one is refused. */
  readonly onlyOne?: string
  /** ms to wait before the call joins its queue; aborted until then, nothing was sent. */
  readonly deferMs?: number
  /** Once it succeeded the instance is gone: later calls about it end with `http` 404, `code: 'deleted'`. */
  readonly deletes?: true
}

/** A call that was refused while it was built. */
interface RefusedCall {
  readonly refused: ValidationError
}

/** Marks what {@link routeCall} built: its route is the library's own, and needs no check. */
const OWN: unique symbol = Symbol('vzaps call')

/** A call of one of the library's own endpoints. Nothing outside the library can make one. */
export interface OwnCall {
  readonly [OWN]: unknown
}

/** Everything the base query takes. */
export type VZapsCall = VZapsRequest | OwnCall

/** What the library's own endpoint built, or `undefined` for a {@link VZapsRequest}. */
export const ownCallIn = (call: VZapsCall): RouteCall | RefusedCall | undefined =>
  OWN in call ? (call[OWN] as RouteCall | RefusedCall) : undefined

/**
 * Wraps an endpoint's `query` function: a {@link ValidationError} that it throws, or an argument of the wrong form that
 * it trips over, becomes the call's error instead of an exception inside RTK Query.
 */
export const routeCall =
  <Arg>(build: (arg: Arg) => RouteCall) =>
  (arg: Arg): OwnCall => {
    // Typed as unknown outside: what is in it is no part of the public types.
    const own = (built: RouteCall | RefusedCall): OwnCall => ({ [OWN]: built })
    try {
      return own(build(arg))
    } catch (thrown) {
      const isRefusal = isVZapsError(thrown) && thrown.kind === 'validation'
      const general = 'The argument is not of the form that this endpoint takes'
      return own({ refused: isRefusal ? thrown : invalid(general) })
    }
  }
