import type { VZapsMeta } from '../core/calls/job.ts'

/** What a hub looks at in the meta of an action of one of the api's calls. */
export interface CallMeta {
  readonly requestStatus: 'pending' | 'fulfilled' | 'rejected'
  readonly condition?: boolean
  readonly arg: {
    readonly endpointName: string
    readonly originalArgs?: unknown
    readonly queryCacheKey?: string
  }
  readonly baseQueryMeta?: VZapsMeta
}

/** Does an answer of the endpoint show instances? */
export const showsInstances = (endpointName: string): boolean =>
  endpointName === 'getInstance' || endpointName.startsWith('listInstance')
