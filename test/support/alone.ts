import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

// More than a third of the time went into importing the same modules for each file anew. Nothing here has mutable state
// at the level of a module, so files share a process with its modules, but for those that cannot.

/** What such a file says: it is for other modules, or looks at all that is left in the process. */
const saysSo = /\bvi\.(mock|doMock|resetModules)\(|\bgc\b|WeakRef/

/** What a file says that looks at the timers that are left. So it leaves none, and shares a process with its like. */
const looksAtTimers = /getTimerCount/

/** What a file says that is for a page. */
const saysPage = /@vitest-environment/

/** What it says where it takes off the page what it renders, or puts nothing there: such files share a process and its page. */
const takesOff = /from '@testing-library\/react'|Leaves the page as it was/

const tests = fileURLToPath(new URL('..', import.meta.url))

const files = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.test\.tsx?$/.test(path) && !path.includes('node_modules'))
  .map((path) => ({
    name: `test/${path.replaceAll(sep, '/')}`,
    text: readFileSync(join(tests, path), 'utf8'),
  }))

/** Those that share a page. */
export const pages = files
  .filter(
    ({ text }) =>
      takesOff.test(text) && saysPage.test(text) && !saysSo.test(text) && !looksAtTimers.test(text),
  )
  .map(({ name }) => name)

/** Those that look at the timers that are left. */
export const timers = files
  .filter(({ text }) => looksAtTimers.test(text) && !saysPage.test(text) && !saysSo.test(text))
  .map(({ name }) => name)

/** The files of tests that have a process of their own. */
export const alone = files
  .filter(({ name, text }) => (saysSo.test(text) || saysPage.test(text)) && !pages.includes(name))
  .map(({ name }) => name)

/** The others. */
export const shared = {
  include: ['test/**/*.test.{ts,tsx}'],
  exclude: ['**/node_modules/**', ...alone, ...pages, ...timers],
}
