import { isEscaped } from '../core/secrets/spellings.ts'

/** Where a text of JSON ends that holds something at `from`: behind the first quote that is not escaped itself. */
const endOf = (json: string, from: number): number => {
  for (let at = json.indexOf('"', from); ; at = json.indexOf('"', at + 1)) {
    let escapes = 0
    while (json.charCodeAt(at - 1 - escapes) === 92) escapes++
    if (escapes % 2 === 0) return at + 1
  }
}

/** The texts in JSON, names of fields too, that may hold escapes; the JSON is as `JSON.stringify` writes it. */
export function* escapedTexts(json: string): Generator<string, void> {
  if (!isEscaped(json)) return
  const escapes = /[%\\&]/g
  for (let found = escapes.exec(json); found; found = escapes.exec(json)) {
    const { index } = found
    const end = endOf(json, index)
    // Before its first escape no quote stands in a text.
    yield JSON.parse(json.slice(json.lastIndexOf('"', index), end)) as string
    escapes.lastIndex = end
  }
}
