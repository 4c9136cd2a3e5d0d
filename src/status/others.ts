import type { VZapsError } from '../core/errors.ts'
import type { ListInstancesArgs } from '../instances/list-args.ts'
import type { Instance } from '../instances/schema.ts'
import type { Join } from './join.ts'
import type { Poll } from './targets.ts'

/** What another tab is asked to ask for. */
export interface Wish {
  readonly ids: readonly string[]
  readonly lists: readonly (ListInstancesArgs | undefined)[]
  /** What was asked before (epoch ms) is too old to tell of it. */
  readonly since: number
  /** Somebody waits for it: it is asked whatever holds polls back. */
  readonly isForced: boolean
}

/** What became of a read. Times in epoch ms. */
export type News =
  | {
      readonly kind: 'told'
      readonly rows: readonly Instance[]
      /** It is the answer of a list. */
      readonly list?: { readonly args: ListInstancesArgs | undefined; readonly page: unknown }
      /** When the request left. */
      readonly askedAt: number
      readonly confirmedAt: number
    }
  | {
      readonly kind: 'failed'
      readonly askedAt: number
      readonly error: VZapsError
      readonly ids: readonly string[]
      /** It was this instance alone that was asked for. */
      readonly id?: string | undefined
      readonly list?: { readonly args: ListInstancesArgs | undefined }
    }

/** The hubs of other tabs, as one hub sees them. */
export interface Others {
  /** Leaves a poll to another tab; `false`: it is for this one to send. */
  ask(poll: Poll): boolean | Promise<boolean>
  /** Passes on what was read here. */
  tell(news: News): void
  /** Whether something was done to an instance nobody knows: only a read of this tab tells, not what others have read. */
  doubt(instanceId: string): void
  /** Adds what other tabs want asked to what is due here. */
  readonly join: Join
}
