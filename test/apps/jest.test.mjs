import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { installApp } from './install.mjs'

// An app's own tests under Jest 30 with jsdom, configured as the documentation says.

describe('Jest', { timeout: 600_000 }, () => {
  let app
  before(() => {
    app = installApp('jest')
  })
  after(() => app.remove())

  test('runs the tests of an app', () => {
    const args = ['node_modules/jest/bin/jest.js', '--ci', '--runInBand', '--json']
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: app.folder,
      encoding: 'utf8',
    })
    const { numPassedTests, testResults = [] } = JSON.parse(stdout || '{}')
    // Their messages say more than a count.
    const failures = testResults.map(({ message }) => message).filter((text) => text !== '')
    assert.deepEqual({ failures, numPassedTests }, { failures: [], numPassedTests: 4 }, stderr)
  })
})
