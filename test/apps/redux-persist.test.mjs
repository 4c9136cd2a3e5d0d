import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { installApp } from './install.mjs'

describe('redux-persist', { timeout: 300_000 }, () => {
  let app
  before(() => {
    app = installApp('redux-persist')
  })
  after(() => app.remove())

  test('shows at once what the last visit has read, and stores no secret', () => {
    const options = { cwd: app.folder, encoding: 'utf8', timeout: 60_000 }
    assert.deepEqual(JSON.parse(execFileSync(process.execPath, ['app.js'], options)), {
      shown: ['Sales', 'Support'],
      askedAgain: 0,
      isStored: true,
      secretsStored: 0,
    })
  })
})
