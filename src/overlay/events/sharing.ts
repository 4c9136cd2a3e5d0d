import type { UnknownAction } from '@reduxjs/toolkit'
import { shareStructure } from '../rows/identity.ts'
import type { Definition } from '../rtk-query/definitions.ts'
import type { Entry } from '../rtk-query/entries.ts'

type DefinitionOf = (endpointName: string) => Definition | undefined

/**
 * What is to be written to an entry, sharing with its data what says the same; and the entry without that data. Then RTK
 * Query has nothing to compare with, and takes the value as it is: its own comparison takes twice as long.
 */
export const share = (
  definitionOf: DefinitionOf,
  entry: Entry | undefined,
  value: unknown,
): readonly [value: unknown, bare: Entry | undefined] => {
  const { merge, structuralSharing } = definitionOf(entry?.endpointName ?? '') ?? {}
  return !entry || merge || structuralSharing === false
    ? [value, entry]
    : [shareStructure(entry.data, value), { ...entry, data: undefined }]
}

interface Upserted {
  readonly queryDescription: { readonly queryCacheKey: string }
  readonly value: unknown
}

/** The same for what `upsertQueryEntries` writes, which is a list; `entries` become bare. */
export const shareAll = (
  definitionOf: DefinitionOf,
  action: UnknownAction,
  entries: Record<string, Entry | undefined>,
): UnknownAction => {
  if (!Array.isArray(action.payload)) return action
  const payload = action.payload.map((one: Upserted) => {
    const key = one.queryDescription.queryCacheKey
    const [value, bare] = share(definitionOf, entries[key], one.value)
    if (bare) entries[key] = bare
    return { ...one, value }
  })
  return { ...action, payload }
}
