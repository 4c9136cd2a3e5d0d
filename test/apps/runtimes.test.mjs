import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { installApp } from './install.mjs'

// The relay as a server of runtimes other than Node, asked by the library's own client. The relay keeps its socket for
// half a minute for who comes back: the two wait for that side by side.

describe('Other runtimes', { timeout: 300_000, concurrency: 2 }, () => {
  let app
  before(() => {
    app = installApp('runtimes')
  })
  after(() => app.remove())

  for (const runtime of ['deno', 'bun']) {
    test(`${runtime} serves the relay and its events, and hears who leaves`, async () => {
      const options = { cwd: app.folder, encoding: 'utf8', timeout: 120_000 }
      const run = promisify(execFile)
      const { stdout } = await run(process.execPath, ['visit.js', runtime], options)
      assert.deepEqual(JSON.parse(stdout), {
        names: [['Sales'], [], []],
        row: 'Renamed',
        foreign: 404,
        refused: 'forbidden',
        event: { text: 'Olá' },
      })
    })
  }
})
