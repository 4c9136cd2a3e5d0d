import type { InfiniteOptions } from './pages.ts'

/** An endpoint's definition, as far as it matters here. */
export interface Definition {
  readonly merge?: unknown
  readonly structuralSharing?: boolean
  readonly providesTags?: unknown
  readonly invalidatesTags?: unknown
  infiniteQueryOptions?: InfiniteOptions
}

/** An api whose endpoints' definitions can be looked at. */
export interface EnhanceableApi {
  readonly endpoints: object
  /** RTK Query's; what it takes differs with each api. */
  enhanceEndpoints(options: never): unknown
}

/**
 * The definition of an endpoint as it is now: endpoints may be injected and enhanced at any time. RTK Query shows it to
 * nobody but those who enhance it.
 */
export const definitionOf = (api: EnhanceableApi, endpointName: string): Definition | undefined => {
  let found: Definition | undefined
  const look = (definition: Definition | undefined) => {
    found = definition
  }
  if (Object.hasOwn(api.endpoints, endpointName)) {
    api.enhanceEndpoints({ endpoints: { [endpointName]: look } } as never)
  }
  return found
}
