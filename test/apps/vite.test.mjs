import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { chromium } from 'playwright'
import { ensureChromium } from '../run/chromium.mjs'
import { installApp } from './install.mjs'

// A page that Vite builds, with a token endpoint: `auth: { getToken }`.

describe('Vite', { timeout: 600_000 }, () => {
  let app
  let server
  let browser
  let at
  before(() => {
    app = installApp('vite')
  })
  after(async () => {
    await browser?.close()
    if (server?.exitCode === null) {
      server.kill()
      await once(server, 'exit')
    }
    app.remove()
  })

  test('builds it', async () => {
    const options = { cwd: app.folder, encoding: 'utf8' }
    const args = ['node_modules/vite/bin/vite.js', 'build']
    const { status, stdout, stderr } = spawnSync(process.execPath, args, options)
    assert.equal(status, 0, stdout + stderr)
    server = spawn(process.execPath, ['server.js'], {
      cwd: app.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(server.stdout, 'data')
    at = JSON.parse(line)
    browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] })
  })

  const open = async (cookies) => {
    const url = `http://127.0.0.1:${at.port}`
    const context = await browser.newContext()
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url })))
    const page = await context.newPage()
    const problems = []
    const reached = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('response', async (response) => reached.push(await response.text().catch(() => '')))
    await page.goto(url)
    return { page, problems, reached }
  }

  test('shows the instances of who is signed in, and changes one', async () => {
    const { page, problems, reached } = await open([{ name: 'session', value: 'ana' }])
    await page.getByRole('button', { name: 'Sales', exact: true }).click()
    await page.getByRole('button', { name: 'Sales!', exact: true }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Sales!', exact: true }).waitFor()
    assert.deepEqual(problems, [])
    // It has a JWT, and the credentials stay on the server.
    assert.ok(reached.join().includes('accessToken'))
    for (const secret of [at.clientToken, at.clientSecret]) {
      assert.ok(!reached.join().includes(secret))
    }
  })

  test('says so to who is not', async () => {
    const { page } = await open([])
    await page.getByRole('alert').waitFor({ timeout: 60_000 })
    assert.match(await page.getByRole('alert').innerText(), /403/)
  })
})
