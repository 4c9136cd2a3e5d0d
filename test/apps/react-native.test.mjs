import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { installApp } from './install.mjs'
import { runOnPhone } from './react-native/phone.mjs'

// React Native: Metro's bundle, run among a phone's globals and with React Native's own fetch, URL and signals. The
// gateway is a server on this machine.

describe('React Native', { timeout: 900_000 }, () => {
  let app
  let bundle
  before(() => {
    app = installApp('react-native')
    bundle = join(app.folder, 'bundle.js')
  })
  after(() => app.remove())

  test('Metro bundles it', () => {
    execFileSync(process.execPath, ['bundle.cjs', bundle], { cwd: app.folder, stdio: 'inherit' })
  })

  test('a phone has less than a browser', () => {
    const phone = runOnPhone(bundle)
    assert.equal(phone.window, phone)
    assert.equal(phone.document, undefined)
    assert.equal(phone.addEventListener, undefined)
    assert.equal(phone.AbortSignal.prototype.throwIfAborted, undefined)
    assert.equal(phone.Response.prototype.body, undefined)
    assert.equal(
      String(new phone.URL('https://api.vzaps.com/token')),
      'https://api.vzaps.com/token/',
    )
  })

  test('its hooks are live: a list, a status, a pairing, messages and a rename', async () => {
    const { resolve } = createRequire(join(app.folder, 'index.js'))
    const { startMockServer } = await import(pathToFileURL(resolve('vzaps-rtk/mock/node')))
    const server = await startMockServer({ instances: [{ id: 'VZONE', name: 'Sales' }] })
    const phone = runOnPhone(bundle)
    let seen = {}
    let look = () => {}
    const stop = phone.start({
      baseUrl: server.url,
      realtimeUrl: server.realtimeUrl,
      credentials: server.gateway.credentials,
      instanceId: 'VZONE',
      report: (text) => {
        seen = JSON.parse(text)
        look()
      },
    })
    /** Until the app shows this; what it fails with ends the waiting. */
    const shows = (wanted) =>
      new Promise((done, fail) => {
        look = () => {
          if (seen.error) fail(new Error(seen.error))
          const isThere = Object.entries(wanted).every(([key, value]) => seen[key] === value)
          if (isThere) done()
        }
        look()
      })
    try {
      await shows({ name: 'Sales', connected: false, pairing: 'qr' })
      server.gateway.scanQr('VZONE')
      await shows({ connected: true, pairing: 'connected' })
      await shows({ connection: 'open', messages: 0 })
      server.gateway.realtime.send('VZONE', { type: 'Message' })
      await shows({ messages: 1 })
      await phone.rename('Support')
      await shows({ name: 'Support' })
      assert.equal(server.gateway.instances.get('VZONE').name, 'Support')
    } finally {
      stop()
      await server.close()
    }
  })
})
