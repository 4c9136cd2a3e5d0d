import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { installApp } from './install.mjs'

// An app's own tests, with the fake gateway and fake timers.

describe('Vitest', { timeout: 600_000 }, () => {
  let app
  before(() => {
    app = installApp('vitest')
  })
  after(() => app.remove())

  test('runs the tests of an app', () => {
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json']
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: app.folder,
      encoding: 'utf8',
    })
    const { success, numPassedTests } = JSON.parse(stdout.slice(stdout.indexOf('{')) || '{}')
    assert.deepEqual({ success, numPassedTests }, { success: true, numPassedTests: 2 }, stderr)
  })
})
