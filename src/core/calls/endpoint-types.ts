import type {
  EndpointBuilder,
  InfiniteQueryDefinition,
  MutationDefinition,
  QueryDefinition,
} from '@reduxjs/toolkit/query'
import { isVZapsError } from '../errors.ts'
import type { VZapsBaseQuery } from './base-query.ts'

/** What cache entries are tagged with. */
export type VZapsTag = 'Instance' | 'Session' | 'Webhook'

/** The id of the tag that every list of instances provides. */
export const LIST = 'LIST'

/** A query endpoint: argument `A`, result `R`, reducer path `P`. */
export type VZapsQuery<A, R, P extends string> = QueryDefinition<A, VZapsBaseQuery, VZapsTag, R, P>

/** An infinite query endpoint: argument `A`, page `R` of number `Page`, reducer path `P`. */
export type VZapsInfiniteQuery<A, Page, R, P extends string> = InfiniteQueryDefinition<
  A,
  Page,
  VZapsBaseQuery,
  VZapsTag,
  R,
  P
>

/** A mutation endpoint: argument `A`, result `R`, reducer path `P`. */
export type VZapsMutation<A, R, P extends string> = MutationDefinition<
  A,
  VZapsBaseQuery,
  VZapsTag,
  R,
  P
>

/** What a slice builds its endpoints with. */
export type VZapsBuilder<P extends string> = EndpointBuilder<VZapsBaseQuery, VZapsTag, P>

interface Tag {
  readonly type: VZapsTag
  readonly id: string
}

/**
 * A mutation's tags: they apply when it succeeded and when its outcome is unknown, not after a refusal.
 * `tags` is not called then: an argument that was refused may be of any form.
 */
export const unlessRefused = (error: unknown, tags: () => readonly Tag[]): readonly Tag[] =>
  isVZapsError(error) && error.outcome !== 'unknown' ? [] : tags()
