import { object } from '../../src/core/answers/objects.ts'
import { createReading } from '../../src/core/answers/reading.ts'
import { createSecretFinder } from '../../src/core/secrets/secret-finder.ts'

const read = object<Record<string, unknown>>({})

/** What becomes of an answer's object of which no field is known. */
export const camelKeys = (row: object): Record<string, unknown> =>
  read(row, createReading(createSecretFinder())) as Record<string, unknown>
