import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { installApp } from './install.mjs'

describe('a script for Node', { timeout: 300_000 }, () => {
  let app
  before(() => {
    app = installApp('node-script')
  })
  after(() => app.remove())

  test('signs in, reads, changes, and ends by itself', () => {
    const options = { cwd: app.folder, encoding: 'utf8', timeout: 60_000 }
    assert.deepEqual(JSON.parse(execFileSync(process.execPath, ['rename.js'], options)), {
      total: 2,
      names: ['Sales (Brazil)', 'Support (Brazil)'],
    })
  })
})
