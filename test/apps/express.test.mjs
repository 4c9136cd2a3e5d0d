import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { installApp } from './install.mjs'

// An Express app with the library's relay, asked by the library's own client.

describe('Express', { timeout: 300_000 }, () => {
  let app
  before(() => {
    app = installApp('express')
  })
  after(() => app.remove())

  for (const parser of ['json', 'none']) {
    test(`serves the relay, with a body parser before it: ${parser}`, () => {
      const options = { cwd: app.folder, encoding: 'utf8', timeout: 60_000 }
      assert.deepEqual(JSON.parse(execFileSync(process.execPath, ['server.js', parser], options)), {
        names: ['Sales'],
        row: 'Renamed',
        foreign: 404,
        refused: 'forbidden',
        home: 'the app',
      })
    })
  }
})
