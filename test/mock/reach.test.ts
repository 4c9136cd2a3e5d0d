import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../../src/mock/', import.meta.url)

/** Every module that a module imports, and what those import. */
const collect = (url: URL, found = new Set<string>()): Set<string> => {
  for (const [, from = ''] of readFileSync(url, 'utf8').matchAll(/from '([^']+)'/g)) {
    const name = from.startsWith('.') ? new URL(from, url).href : from
    if (found.has(name)) continue
    found.add(name)
    if (from.startsWith('.')) collect(new URL(name), found)
  }
  return found
}

test('the gateway needs nothing but its own folder and the platform', () => {
  const imports = [...collect(new URL('gateway/gateway.ts', folder))]
  expect(imports.length).toBeGreaterThan(20)
  expect(imports.filter((name) => !name.startsWith(folder.href))).toEqual([])
  expect(imports.filter((name) => /\/mock\/(node|msw|react|testing)[./]/.test(name))).toEqual([])
})
