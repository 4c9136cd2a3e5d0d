/** A part of a source as it stands there. */
export interface Cut {
  readonly lines: string
  /** The number of its first line, from 1. */
  readonly start: number
}

/** Formatted code has nothing but the beginnings of declarations, their comments and their ends at a line's start. */
const isBeginning = (line: string) => /^[^\s})\]>]/.test(line)
const isComment = (line: string) => /^(\/\/|\/\*| \*)/.test(line)

/**
 * A top-level declaration of a module, with its comment, by its name: whatever becomes of the source, the code is that of
 * today.
 *
 * @throws an Error when the module declares no such name.
 */
export const cutDeclaration = (source: string, name: string): Cut => {
  const lines = source.split('\n')
  const declares = new RegExp(`^(export )?(async )?(const|function|interface|type) ${name}\\b`)
  const at = lines.findIndex((line) => declares.test(line))
  if (at < 0) throw new Error(`There is no declaration of ${name}`)
  let start = at
  while (isComment(lines[start - 1] ?? '')) start -= 1
  const next = lines.findIndex((line, index) => index > at && isBeginning(line))
  const cut = lines.slice(start, next < 0 ? undefined : next)
  return { lines: cut.join('\n').trimEnd(), start: start + 1 }
}
