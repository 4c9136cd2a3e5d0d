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

  const url = (path = '') => `http://127.0.0.1:${at.port}${path}`

  const newContext = async (cookies) => {
    const context = await browser.newContext()
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: url() })))
    return context
  }

  const open = async (cookies) => {
    const page = await (await newContext(cookies)).newPage()
    const problems = []
    const reached = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('response', async (response) => reached.push(await response.text().catch(() => '')))
    await page.goto(url())
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
    await page.context().close()
  })

  const chunks = /\/assets\/(poller|realtime|tabs)-[\w-]+\.js$/

  /** The names of the locks that its tabs hold, and of those that they wait for. */
  const locksIn = (page) =>
    page.evaluate(async () => {
      const { held, pending } = await navigator.locks.query()
      const duties = (locks) => locks.map(({ name }) => name.split('/').at(-1)).sort()
      const isDuty = (name) => name === 'asks' || name === 'sockets'
      return { held: duties(held).filter(isDuty), pending: duties(pending).filter(isDuty) }
    })

  const message = async () => (await fetch(url('/message'))).json()

  test('loads its chunks for polls, pushes and tabs: one of two tabs polls and has the socket, both get events', async () => {
    const context = await newContext([{ name: 'session', value: 'ana' }])
    const pages = [await context.newPage(), await context.newPage()]
    const loaded = pages.map(() => [])
    for (const [i, page] of pages.entries()) {
      page.on('response', (response) => {
        const [, name] = chunks.exec(response.url()) ?? []
        if (name) loaded[i].push(name)
      })
      await page.goto(url())
      await page.getByText('open').waitFor()
    }
    assert.deepEqual(
      loaded.map((names) => names.toSorted()),
      [
        ['poller', 'realtime', 'tabs'],
        ['poller', 'realtime', 'tabs'],
      ],
    )
    const duties = ['asks', 'sockets']
    assert.deepEqual(await locksIn(pages[0]), { held: duties, pending: duties })
    assert.equal((await message()).open.length, 1)
    for (const page of pages) await page.getByText('1 messages').waitFor()
    await context.close()
  })

  test('tries a chunk again that did not load', async () => {
    const context = await newContext([{ name: 'session', value: 'ana' }])
    const page = await context.newPage()
    await page.clock.install()
    const failed = []
    await page.route(chunks, async (route) => {
      const [, name] = chunks.exec(route.request().url())
      if (failed.includes(name)) return route.continue()
      failed.push(name)
      return route.abort()
    })
    await page.goto(url())
    await page.getByText('waiting not-loaded').waitFor()
    assert.deepEqual(failed.toSorted(), ['poller', 'realtime', 'tabs'])
    await page.clock.runFor(5_000)
    await page.getByText('open').waitFor()
    assert.deepEqual((await locksIn(page)).held, ['asks', 'sockets'])
    await message()
    await page.getByText('1 messages').waitFor()
    await context.close()
  })

  test('says so to who is not', async () => {
    const { page } = await open([])
    await page.getByRole('alert').waitFor({ timeout: 60_000 })
    assert.match(await page.getByRole('alert').innerText(), /403/)
  })
})
