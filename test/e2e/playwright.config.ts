import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

const systems = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']
const executablePath = process.env.CHROMIUM ?? systems.find((path) => existsSync(path))

/** A playground that is served already, e.g. by another port's preview; by default it is served here. */
const served = process.env.PLAYGROUND_URL
const port = 4173
const baseURL = served ?? `http://127.0.0.1:${port}`

/** The playground as it is published, in a browser. `npm run build:demo` comes first. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../node_modules/.cache/playwright',
  fullyParallel: true,
  workers: 2,
  // What passes only the second time is listed as flaky at the end: a race to be mended, and no reason to doubt the rest.
  retries: 1,
  // A machine that is busy with other things is no failure.
  timeout: 180_000,
  expect: { timeout: 40_000 },
  // The picture for the README is made on demand, not tested.
  ...(process.env.PICTURE ? { grep: /@picture/ } : { grepInvert: /@picture/ }),
  forbidOnly: process.env.CI !== undefined,
  reporter: 'line',
  use: {
    baseURL,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    timezoneId: 'America/Sao_Paulo',
    locale: 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
  ...(served === undefined && {
    webServer: {
      command: `node serve.mjs ${port}`,
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      url: baseURL,
      reuseExistingServer: false,
    },
  }),
})
