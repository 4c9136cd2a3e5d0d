import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { installApp } from './install.mjs'
import { runVitest } from './run-vitest.mjs'

// An app's own tests, with the fake gateway and fake timers.

describe('Vitest', { timeout: 600_000 }, () => {
  let app
  before(() => {
    app = installApp('vitest')
  })
  after(() => app.remove())

  test('runs the tests of an app', () => {
    const { report, stderr } = runVitest(app.folder)
    const { success, numPassedTests } = report
    assert.deepEqual({ success, numPassedTests }, { success: true, numPassedTests: 2 }, stderr)
  })
})
