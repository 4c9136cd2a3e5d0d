import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

// More than a third of the time went into importing the same modules for each file anew. Nothing here has mutable state
// at the level of a module, so files share a process with its modules, but for those that cannot.

/** What such a file says: it is for another environment or other modules, or looks at all that is left in the process. */
const saysSo = /@vitest-environment|\bvi\.(mock|doMock|resetModules)\(|\bgc\b|WeakRef|getTimerCount/

const tests = fileURLToPath(new URL('..', import.meta.url))

/** The files of tests that have a process of their own. */
export const alone: string[] = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.test\.tsx?$/.test(path) && !path.includes('node_modules'))
  .filter((path) => saysSo.test(readFileSync(join(tests, path), 'utf8')))
  .map((path) => `test/${path.replaceAll(sep, '/')}`)

/** The others. */
export const shared = {
  include: ['test/**/*.test.{ts,tsx}'],
  exclude: ['**/node_modules/**', ...alone],
}
