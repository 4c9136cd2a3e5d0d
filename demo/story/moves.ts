import type { Verdict } from './wire.ts'

/** What happens on the stage, to both sides at the same moment. */
export type Move =
  /** The user renames the row that stands there on the screen, from 0. */
  | { readonly kind: 'rename'; readonly row: number; readonly to: string }
  | { readonly kind: 'create'; readonly name: string }
  /** The page asks for the list, as a poll does. */
  | { readonly kind: 'poll' }
  /** A call that was held ends. */
  | { readonly kind: 'end'; readonly call: string; readonly verdict: Verdict }
