import { fileURLToPath } from 'node:url'
import { JSDOM } from 'jsdom'
import { loadConfigFromFile, runnerImport } from 'vite'

// Prints the table; a word as argument runs only the scenarios whose name has it.

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

// A browser as far as the libraries can tell: some of them behave in another way on a server, and one needs React.
const { window } = new JSDOM('', { pretendToBeVisual: true })
const { document, navigator } = window
for (const [name, value] of Object.entries({ window, document, navigator })) {
  // Newer versions of Node have a navigator that cannot be assigned.
  Object.defineProperty(globalThis, name, { value, configurable: true })
}

// What the libraries say of errors that scenarios are about would stand in the table.
Object.assign(globalThis.console, { error: () => {}, warn: () => {} })

const env = { command: 'serve', mode: 'test' }
const { config } = await loadConfigFromFile(env, at('../../vite.config.ts'))
const { module } = await runnerImport(at('run.ts'), { resolve: config.resolve, logLevel: 'error' })
// Some of the libraries' caches keep timers for minutes.
process.exit((await module.main(process.argv[2])) ? 0 : 1)
