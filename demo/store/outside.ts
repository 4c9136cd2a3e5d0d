import type { Fault, FaultMatch, Faults } from 'vzaps-rtk/mock'

/** At once where the gateway is in this page, later where it is in another process. */
type Soon<Value> = Value | Promise<Value>

/** An instance as others know it. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** What happens outside the page: at other clients, at the phone, at the gateway itself. Throws or rejects for what cannot be. */
export interface Outside {
  /** What signs in where the page may hold it. */
  readonly credentials: { readonly clientToken: string; readonly clientSecret: string }
  readonly instances: {
    list(): Soon<readonly Named[]>
    get(id: string): Soon<Named | null | undefined>
    add(seed: { readonly name: string }): Soon<Named>
    patch(id: string, fields: { readonly name: string }): Soon<Named>
    remove(id: string): Soon<void>
  }
  readonly tokens: { expire(): Soon<void> }
  readonly realtime: { drop(): Soon<void> }
  readonly faults: {
    set(faults: Partial<Faults>): Soon<void>
    failNext(fault: Fault, match?: FaultMatch): Soon<void>
    reset(): Soon<void>
  }
  dropConnection(id: string): Soon<void>
  scanQr(id: string): Soon<void>
  receiveMessage(id: string, message: { readonly text: string }): Soon<unknown>
  completeCheckout(sessionId: string): Soon<void>
  failCheckout(sessionId: string): Soon<void>
  /** Moves the gateway's clock on, in ms. */
  advance(ms: number): Soon<void>
}
