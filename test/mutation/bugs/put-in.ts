import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bug } from './bugs.ts'

/** The texts of the files that a bug changes, by path below `folder`. Throws where it cannot be put in. */
export const withBug = (folder: string, { name, edits }: Bug): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>()
  for (const { file, from, to } of edits) {
    const text = texts.get(file) ?? readFileSync(join(folder, file), 'utf8')
    const parts = text.split(from)
    if (parts.length !== 2) {
      throw new Error(
        `${name}: ${file} has "${from}" ${parts.length - 1} times. Say anew where it goes.`,
      )
    }
    texts.set(file, parts.join(to))
  }
  return texts
}

/** Puts a bug into the files of a folder. */
export const putIn = (folder: string, bug: Bug): void => {
  for (const [file, text] of withBug(folder, bug)) writeFileSync(join(folder, file), text)
}
