import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { chromium } from 'playwright'
import { createMockGateway } from 'vzaps-rtk/mock'
import { ensureChromium } from '../run/chromium.mjs'
import { installApp } from './install.mjs'

// A Next.js app with the library's relay: `baseUrl: '/relay'`, in a module that the build runs too.

describe('Next.js', { timeout: 900_000 }, () => {
  let app
  let server
  let url
  let browser
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
    await browser?.close()
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

  test('serves what a server reads, and asks nothing while it renders ahead', async () => {
    server = spawn(process.execPath, next('start', '--port', '0', '--hostname', '127.0.0.1'), {
      ...options(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for await (const line of createInterface(server.stdout)) {
      url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? url
      if (url && line.includes('Ready')) break
    }
    assert.match(await (await fetch(`${url}/server`)).text(), /3(<!-- -->)? instances/)
    assert.match(await (await fetch(url)).text(), /<p>Loading<\/p>/)
    // Hooks are for components of the page.
    assert.match(await (await fetch(`${url}/wrong`)).text(), /withVZapsApi/)
    browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] })
  })

  /** A page, and all that reaches it. */
  const open = async (path) => {
    const page = await (await browser.newContext()).newPage()
    const reached = []
    const problems = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      reached.push(message.text())
      if (message.type() === 'error') problems.push(message.text())
    })
    const bodies = []
    page.on('response', (response) => {
      reached.push(response.url(), JSON.stringify(response.headers()))
      // A redirect has no body to read.
      const isRedirect = response.status() >= 300 && response.status() < 400
      const text = isRedirect ? '' : response.text()
      bodies.push(Promise.resolve(text).then((body) => reached.push(body)))
    })
    const relayed = page.waitForRequest((request) => request.url().includes('/relay/'))
    await page.goto(`${url}${path}`)
    const seen = async () => {
      await Promise.all(bodies)
      const storage = '[...Object.entries(localStorage), ...Object.entries(sessionStorage)].join()'
      return [...reached, await page.content(), await page.evaluate(storage)].join('\n')
    }
    return { page, problems, relayed: await relayed, seen }
  }

  test('shows a user the instances of their own, through the relay', async () => {
    const { page, problems, relayed, seen } = await open('/sign-in')
    await page.getByText('Support,Sales').or(page.getByText('Sales,Support')).waitFor()
    assert.equal(relayed.headers().authorization, undefined)
    assert.equal(relayed.headers()['x-vzaps-client'], '1')
    assert.deepEqual(problems, [])
    const everything = await seen()
    assert.ok(everything.includes('"total":2'), 'the answers of the relay were looked at')
    assert.ok(!everything.includes('Of Bob'))
    // The same seed makes the same secrets.
    const { credentials, instances } = createMockGateway({ instances: 3 })
    const tokens = instances.list().map(({ token }) => token)
    for (const secret of [credentials.clientToken, credentials.clientSecret, ...tokens]) {
      const base64 = Buffer.from(secret).toString('base64')
      for (const spelling of [secret, encodeURIComponent(secret), base64]) {
        assert.ok(!everything.includes(spelling), spelling)
      }
    }
    assert.deepEqual(everything.match(/eyJ[\w-]{6,}\.[\w-]{6,}\./), null)
    // Later polls are no part of any test.
    await page.context().close()
  })

  test('loads its chunks for pushes and tabs: two tabs poll as one, and each hears by the relay', async () => {
    const context = await browser.newContext()
    await context.addCookies([{ name: 'session', value: 'ana', url }])
    const pages = [await context.newPage(), await context.newPage()]
    for (const page of pages) {
      await page.goto(`${url}/phone`)
      await page.getByText('open, nothing').waitFor()
    }
    const { held, pending } = await pages[0].evaluate(() => navigator.locks.query())
    const isAsking = ({ name }) => name.endsWith('/ana/asks')
    assert.deepEqual([held.filter(isAsking).length, pending.filter(isAsking).length], [1, 1])
    await pages[1].getByRole('button', { name: 'Disconnect' }).click()
    for (const page of pages) await page.getByText('open, Disconnected').waitFor()
    await context.close()
  })

  test('shows nobody anything who has not signed in', async () => {
    const { page, seen } = await open('/')
    await page.getByText('Sign in first').waitFor()
    assert.ok(!(await seen()).includes('Support'))
    await page.context().close()
  })

  test('answers no page of another site', async () => {
    const headers = { 'Content-Type': 'application/json', Cookie: 'session=ana' }
    const post = (more) =>
      fetch(`${url}/relay/instances/list`, {
        method: 'POST',
        headers: { ...headers, ...more },
        body: '{}',
      })
    assert.equal((await post({})).status, 403)
    const own = { 'X-VZaps-Client': '1' }
    assert.equal((await post({ ...own, Origin: 'https://evil.test' })).status, 403)
    assert.equal((await post({ ...own, Origin: url })).status, 200)
  })
})
