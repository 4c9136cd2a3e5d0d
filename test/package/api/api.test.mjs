import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createReports } from './report.mjs'

test('the public API is what the reports in this folder say', () => {
  const kept = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.api.md'))
  const read = (file) =>
    readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll('\r\n', '\n')
  const changed = (lines, others) => lines.filter((line) => !others.includes(line))

  const current = new Map(createReports().map(({ file, text }) => [file, text]))
  const differences = [...new Set([...kept, ...current.keys()])].flatMap((file) => {
    const before = kept.includes(file) ? read(file) : ''
    const now = current.get(file) ?? ''
    if (before === now) return []
    const [old, fresh] = [before.split('\n'), now.split('\n')]
    return [
      file,
      ...changed(old, fresh).map((line) => `- ${line}`),
      ...changed(fresh, old).map((line) => `+ ${line}`),
    ]
  })
  const hint = 'The public API changed. If it was meant to: npm run api updates the reports.'
  assert.equal(differences.length, 0, [hint, ...differences].join('\n'))
})
