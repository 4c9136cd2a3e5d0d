import type { Answer } from '../answers.ts'
import type { Checkouts } from '../checkouts.ts'
import type { InstanceStore } from '../instances.ts'
import type { LifeRules } from '../life.ts'
import type { InstanceRecord } from '../rows.ts'
import type { TokenStore } from '../tokens.ts'

/** The account's secrets as `POST /token` wants them (contract.md 1.1). */
export interface Credentials {
  readonly clientToken: string
  readonly clientSecret: string
}

/** All that routes read and change. */
export interface World {
  readonly credentials: Credentials
  readonly tokens: TokenStore
  readonly instances: InstanceStore
  readonly checkouts: Checkouts
  readonly rules: LifeRules
  /** The lifetime of a new JWT in milliseconds. */
  tokenLifetimeMs(): number
}

/** One call of a route; `at` is the gateway's clock in epoch milliseconds. */
export interface Call {
  readonly world: World
  readonly at: number
  readonly params: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

/** A call of a route under `/instances/{id}`: the instance is there and the caller may touch it. */
export interface InstanceCall extends Call {
  readonly record: InstanceRecord
}

interface RoutePlace {
  readonly method: string
  /** A pattern: `:id` stands for one segment. */
  readonly path: string
}

/**
 * A line of contract.md 1.0. `access` is who may call: anybody, the owner (JWT), the owner on one
 * instance, or the owner or holder of the instance's token on one instance.
 */
export type Route =
  | (RoutePlace & {
      readonly access: 'anybody' | 'owner'
      readonly answer: (call: Call) => Answer
    })
  | (RoutePlace & {
      readonly access: 'owner-of' | 'holder-of'
      readonly answer: (call: InstanceCall) => Answer
    })
