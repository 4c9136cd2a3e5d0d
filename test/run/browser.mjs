import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ensureChromium } from './chromium.mjs'

/** Runs the browser tests, with a Chromium for sure; arguments go to Playwright. */
function main() {
  let CHROMIUM
  try {
    CHROMIUM = ensureChromium()
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    return 1
  }
  // The program itself rather than npx: it starts at once, and Ctrl-C reaches it.
  const playwright = dirname(
    createRequire(import.meta.url).resolve('@playwright/test/package.json'),
  )
  const tests = ['test', '-c', 'test/e2e/playwright.config.ts', ...process.argv.slice(2)]
  const { status } = spawnSync(process.execPath, [join(playwright, 'cli.js'), ...tests], {
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM },
  })
  return status ?? 1
}

process.exitCode = main()
