import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { chromium } from 'playwright'
import ts from 'typescript'
import { startMockServer } from 'vzaps-rtk/mock/node'
import { ensureChromium } from '../run/chromium.mjs'
import { installApp } from './install.mjs'

// A Next.js app: the relay in a route, a session in a cookie, a list that the server renders, and badges that are
// pushed. The fake gateway is the account behind it.

/** How a text may be written: the list that the unit tests have, in TypeScript. */
const loadSpellings = async () => {
  const source = readFileSync(new URL('../support/spellings.ts', import.meta.url), 'utf8')
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  const { spellings } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`)
  return Object.values(spellings)
}

describe('Next.js', { timeout: 900_000 }, () => {
  let app
  let upstream
  let server
  let url
  let browser
  const next = (...args) => [join(app.folder, 'node_modules/next/dist/bin/next'), ...args]
  const options = (env = {}) => ({
    cwd: app.folder,
    encoding: 'utf8',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  })
  before(async () => {
    app = installApp('next')
    upstream = await startMockServer({
      instances: [
        { id: 'VZ1', name: 'Sales', connected: true },
        { id: 'VZ2', name: 'Support', connected: false },
        { id: 'VZ3', name: 'Of Bob' },
        { id: 'VZ4', name: 'Orders', connected: true },
      ],
    })
  })
  after(async () => {
    await browser?.close()
    if (server?.exitCode === null) {
      server.kill()
      await once(server, 'exit')
    }
    await upstream?.close()
    app.remove()
  })

  test('builds it, without the secrets that it runs with', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, next('build'), options())
    assert.equal(status, 0, stdout + stderr)
  })

  test('renders a module of the page ahead, and asks nothing for it', async () => {
    const { clientToken, clientSecret } = upstream.gateway.credentials
    server = spawn(process.execPath, next('start', '--port', '0', '--hostname', '127.0.0.1'), {
      ...options({
        VZAPS_URL: upstream.url,
        VZAPS_REALTIME_URL: upstream.realtimeUrl,
        VZAPS_CLIENT_TOKEN: clientToken,
        VZAPS_CLIENT_SECRET: clientSecret,
        INSTANCES_OF_ANA: 'VZ1,VZ2,VZ4',
      }),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for await (const line of createInterface(server.stdout)) {
      url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? url
      if (url && line.includes('Ready')) break
    }
    assert.match(await (await fetch(`${url}/built`)).text(), /<p>Loading<\/p>/)
    // Hooks are for components of the page.
    assert.match(await (await fetch(`${url}/wrong`)).text(), /withVZapsApi/)
    browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] })
  })

  /** A page, and all that reaches it. */
  const open = async (path) => {
    const page = await (await browser.newContext()).newPage()
    const reached = []
    const problems = []
    const calls = []
    /** Comes once the page has its stream. */
    let streams
    const streaming = new Promise((resolve) => {
      streams = resolve
    })
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      reached.push(message.text())
      if (message.type() === 'error') problems.push(message.text())
    })
    // A stream has no end to wait for: what it brings is kept while it is read.
    await page.addInitScript(() => {
      const { fetch } = window
      window.streamed = ''
      window.fetch = async (...args) => {
        const response = await fetch(...args)
        if (!/event-stream/.test(response.headers.get('Content-Type') ?? '')) return response
        const read = new TransformStream({
          transform: (bytes, to) => {
            window.streamed += new TextDecoder().decode(bytes)
            to.enqueue(bytes)
          },
        })
        return new Response(response.body.pipeThrough(read), response)
      }
    })
    const bodies = []
    page.on('response', (response) => {
      const headers = response.headers()
      reached.push(response.url(), JSON.stringify(headers))
      const { pathname } = new URL(response.url())
      if (pathname.startsWith('/relay/')) calls.push(pathname)
      const isStream = /event-stream/.test(headers['content-type'] ?? '')
      if (isStream) streams(response)
      // A redirect has no body to read.
      const text = isStream ? '' : response.text().catch(() => '')
      bodies.push(Promise.resolve(text).then((body) => reached.push(body)))
    })
    const document = await page.goto(`${url}${path}`)
    const seen = async () => {
      await Promise.all(bodies)
      const storage =
        '[...Object.entries(localStorage), ...Object.entries(sessionStorage), streamed].join()'
      return [...reached, await page.content(), await page.evaluate(storage)].join('\n')
    }
    return { page, problems, calls, streaming, document: await document.text(), seen }
  }

  test('shows a user their own instances, as the server rendered them, and asks nothing again', async () => {
    const { page, problems, calls, streaming, document } = await open('/sign-in')
    assert.match(document, /Sales(<!-- -->)? ?(<!-- -->)?<b>connected<\/b>/)
    assert.match(document, /Support(<!-- -->)? ?(<!-- -->)?<b>not connected<\/b>/)
    const asked = (await streaming).request().headers()
    assert.equal(asked.authorization, undefined)
    assert.equal(asked['x-vzaps-client'], '1')
    await page.getByText('Sales connected').waitFor()
    assert.deepEqual(calls, ['/relay/events'])
    assert.deepEqual(problems, [])
    // Later polls are no part of any test.
    await page.context().close()
  })

  test('has a push of the phone on the page, and no secret anywhere in it', async () => {
    const { page, problems, streaming, seen } = await open('/sign-in')
    await streaming
    await page.waitForFunction('streamed.includes(\'"status":"open"\')')
    upstream.gateway.dropConnection('VZ1')
    await page.getByText('Sales not connected').waitFor()
    assert.match(await page.evaluate('streamed'), /"type":"Disconnected"/)
    assert.deepEqual(problems, [])
    const everything = await seen()
    assert.ok(!everything.includes('Of Bob'))
    const { credentials, instances } = upstream.gateway
    const tokens = instances.list().map(({ token }) => token)
    const spellings = await loadSpellings()
    for (const secret of [credentials.clientToken, credentials.clientSecret, ...tokens]) {
      for (const write of spellings) {
        const spelling = write(secret).replace(/=+$/, '')
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
    const { page, document, seen } = await open('/')
    await page.getByText('Sign in first').waitFor()
    assert.ok(!(document + (await seen())).includes('Support'))
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
