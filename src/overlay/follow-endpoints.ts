import type { OptimisticApi } from './optimistic-api.ts'
import type { AnyRecipe } from './recipes/any-recipe.ts'
import type { AnyOptions, Schema } from './recipes/schema.ts'
import type { Definition } from './rtk-query/definitions.ts'
import { definitionOf } from './rtk-query/definitions.ts'

interface Injection {
  endpoints(build: unknown): object
  readonly overrideExisting?: boolean | 'throw'
  readonly optimistic?: Partial<AnyOptions>
}

/** Adapts each endpoint once, those too that are injected later: these bring their own rows and recipes. */
export const followEndpoints = (
  api: OptimisticApi<unknown>,
  schema: Schema,
  adapt: (definition: Definition) => void,
): void => {
  const adapted = new WeakSet<object>()
  const wrapAll = () => {
    for (const name of Object.keys(api.endpoints)) {
      const definition = definitionOf(api, name)
      if (!definition || adapted.has(definition)) continue
      adapt(definition)
      adapted.add(definition)
    }
  }
  wrapAll()
  const { injectEndpoints } = api
  api.injectEndpoints = ({ optimistic, ...options }: Injection) => {
    const { overrideExisting } = options
    const known = new Set(Object.keys(api.endpoints))
    const given = new Set<string>()
    const endpoints = (build: unknown) => {
      const made = options.endpoints(build)
      for (const name of Object.keys(made)) given.add(name)
      return made
    }
    const injected = injectEndpoints({ ...options, endpoints } as never)
    wrapAll()
    const recipes: Record<string, AnyRecipe | undefined> = { ...optimistic?.recipes }
    for (const name of Object.keys(recipes)) {
      if (!schema.hasRecipe(name) || overrideExisting === true) continue
      // An endpoint that is there already stays as it is, and so does its recipe: RTK Query says so itself.
      if (!known.has(name) || !given.has(name)) throw twice(api.reducerPath, name)
      delete recipes[name]
    }
    if (optimistic) schema.add({ ...optimistic, recipes })
    return injected
  }
}

const twice = (reducerPath: string, name: string): Error =>
  new Error(
    `The mutation '${name}' of the api '${reducerPath}' has a recipe already: give each mutation one, or inject with overrideExisting: true.`,
  )
