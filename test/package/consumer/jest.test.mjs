import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { blocksOf, createProject } from './project.mjs'

// Jest 30 with jsdom, configured as the documentation says.

const require = createRequire(import.meta.url)
const jest = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js')

/** What a project's own transform does, whichever it is: makes CommonJS of modules, types and JSX. */
const transform = `
const ts = require(${JSON.stringify(require.resolve('typescript'))})
const compilerOptions = { module: 'commonjs', target: 'es2022', jsx: 'react-jsx', allowJs: true }
exports.process = (text, fileName) => ({
  code: ts.transpileModule(text, { fileName, compilerOptions }).outputText,
})
`
const config = `
module.exports = {
  ...require('./jest.config.cjs'),
  testMatch: ['**/*.test.*'],
  transform: { '\\\\.[jt]sx?$': './transform.cjs' },
}
`

let project
before(() => {
  project = createProject()
  for (const name of ['@jest/globals', '@testing-library/dom', 'jest-environment-jsdom'])
    project.link(name)
  project.write('package.json', '{ "private": true }')
  project.write('transform.cjs', transform)
  project.write('run.config.cjs', config)
  for (const { file, text } of blocksOf('docs/jest.md', ['js', 'tsx'])) project.write(file, text)
})
after(() => project.remove())

const run = () => {
  const args = [jest, '--config', 'run.config.cjs', '--ci', '--runInBand', '--json']
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project.folder,
    encoding: 'utf8',
  })
  return { result: JSON.parse(stdout), stderr }
}

test('a test of the documentation passes', () => {
  const { result, stderr } = run()
  assert.equal(result.numPassedTests, 1, stderr)
  assert.equal(result.success, true, stderr)
})

test('and it would not without the configuration', () => {
  project.write('jest.config.cjs', "module.exports = { testEnvironment: 'jsdom' }")
  const { result } = run()
  assert.equal(result.success, false)
})
