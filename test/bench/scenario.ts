import type { Adapter } from './adapter.ts'
import type { Cost } from './measure.ts'
import type { KindName } from './open/kinds.ts'

/** How much a scenario does; the smoke test does little. */
export interface Load {
  readonly rows: number
  readonly cold: number
  readonly warm: number
  readonly rendered: number
  readonly refetching: number
  readonly burst: number
  readonly creates: number
  readonly refetches: number
  readonly few: number
  readonly fewRefetches: number
  readonly actions: number
  readonly entries: readonly number[]
  readonly mutations: number
  readonly leak: number
  readonly kind: KindName
  readonly open: readonly number[]
  readonly openRows: number
  readonly samples: number
}

/** What a scenario found; `isRight` says whether cache and page ended as the server has it. */
export type Finding = { readonly isRight: boolean } & Readonly<
  Record<string, Cost | number | boolean>
>

/** A piece of an app's life, played on one adapter in a process of its own. */
export type Scenario = (adapter: Adapter, load: Load) => Promise<Finding>
