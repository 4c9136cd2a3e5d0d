import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { chromium } from 'playwright'
import { ensureChromium } from '../run/chromium.mjs'
import { installApp } from './install.mjs'

// A Next.js app with a relay of its own: `baseUrl: '/relay'`, in a module that the build runs too.

describe('Next.js', { timeout: 900_000 }, () => {
  let app
  let server
  const next = (...args) => [join(app.folder, 'node_modules/next/dist/bin/next'), ...args]
  const options = () => ({
    cwd: app.folder,
    encoding: 'utf8',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
  before(() => {
    app = installApp('next')
  })
  after(async () => {
    if (server?.exitCode === null) {
      server.kill()
      await once(server, 'exit')
    }
    app.remove()
  })

  test('builds it', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, next('build'), options())
    assert.equal(status, 0, stdout + stderr)
  })

  test('serves its pages: what a server reads, and what the page reads through the relay', async () => {
    server = spawn(process.execPath, next('start', '--port', '0', '--hostname', '127.0.0.1'), {
      ...options(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let url
    for await (const line of createInterface(server.stdout)) {
      url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? url
      if (url && line.includes('Ready')) break
    }
    assert.match(await (await fetch(`${url}/server`)).text(), /3(<!-- -->)? instances/)
    // What was rendered ahead asked nothing.
    assert.match(await (await fetch(url)).text(), /<p>Loading<\/p>/)

    const browser = await chromium.launch({
      executablePath: ensureChromium(),
      args: ['--no-sandbox'],
    })
    try {
      const page = await browser.newPage()
      const problems = []
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
      const relayed = page.waitForRequest(
        (request) => request.url() === `${url}/relay/instances/list`,
      )
      await page.goto(url)
      const { authorization } = (await relayed).headers()
      await page.getByText(/Sales/).waitFor()
      assert.equal(authorization, undefined)
      assert.deepEqual(problems, [])
    } finally {
      await browser.close()
    }
  })
})
