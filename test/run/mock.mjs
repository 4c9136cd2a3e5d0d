import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// The mock's own command line, from its source: it needs no build first, and Ctrl-C ends it like any Node program.
const cli = fileURLToPath(new URL('../../src/mock/cli.ts', import.meta.url))
await runnerImport(cli, { configFile: false, logLevel: 'error' })
