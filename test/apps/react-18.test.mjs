import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { installApp } from './install.mjs'
import { runVitest } from './run-vitest.mjs'

// The specifications of the hooks, which the repository runs on React 19 and on the sources: here on React 18 and on
// the package.

/** Where they are, and what they read. Few of them look into the sources; what is used there is pure. */
const copied = [
  ...['support', 'react', 'status', 'sessions', 'operations', 'realtime', 'optimistic'].map(
    (folder) => `test/${folder}`,
  ),
  'docs/optimistic.md',
  'src',
]

describe('React 18', { timeout: 900_000 }, () => {
  let app
  before(() => {
    app = installApp('react-18')
    for (const path of copied) {
      const from = fileURLToPath(new URL(`../../${path}`, import.meta.url))
      cpSync(from, `${app.folder}/${path}`, { recursive: true })
    }
  })
  after(() => app.remove())

  test('runs the hooks as React 19 does', () => {
    const { report, stderr } = runVitest(app.folder)
    const { numPassedTests, testResults } = report
    const failed = testResults?.flatMap(({ name, message, assertionResults }) => [
      ...(assertionResults.length === 0 ? [`${name}: ${message}`] : []),
      ...assertionResults
        .filter(({ status }) => status !== 'passed')
        .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.join()}`),
    ])
    assert.deepEqual(failed, [], stderr)
    assert.ok(numPassedTests > 100, `only ${numPassedTests} tests ran`)
  })
})
