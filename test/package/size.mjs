import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

// What an entry point adds to an app that has RTK Query (and React, MSW or Testing Library where the entry is about
// them): bytes, minified and gzipped, with everything exported in use. Fails when a limit is passed.

/** Just above the figures of the day they were set: ours alone, and with rxjs. */
const limits = {
  '.': { ours: 52_500, all: 58_100 },
  './react': { ours: 55_300, all: 60_900 },
  './optimistic': { ours: 21_800, all: 21_800 },
  './mock': { ours: 64_300, all: 69_900 },
  './mock/msw': { ours: 240, all: 240 },
  './mock/node': { ours: 15_300, all: 15_300 },
  './mock/react': { ours: 67_500, all: 73_100 },
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const entries = Object.entries(exports).filter(([path]) => path !== './package.json')

const inTheApp = ['@reduxjs/toolkit', '@testing-library/react', 'msw', 'react', 'react-redux']

async function sizeOf(file, notIncluded) {
  const entry = '\0entry'
  const { output } = await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? `export * from ${JSON.stringify(file)}` : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: entry,
        external: (id) =>
          /^node:/.test(id) || notIncluded.some((name) => `${id}/`.startsWith(`${name}/`)),
        preserveEntrySignatures: 'strict',
      },
    },
  })
  const code = output.map((chunk) => chunk.code).join('')
  // Nobody exports so little: the entry was shaken out instead of kept.
  if (code.length < 100) throw new Error(`${file} became an empty bundle`)
  return gzipSync(code, { level: 9 }).length
}

const rows = []
const problems = []
for (const [path, { default: target }] of entries) {
  const file = join(root, target)
  if (!existsSync(file)) throw new Error(`${target} is not there: npm run build comes first`)
  const ours = await sizeOf(file, [...inTheApp, 'rxjs'])
  const all = await sizeOf(file, inTheApp)
  const limit = limits[path]
  if (!limit) problems.push(`${path} has no limit in test/package/size.mjs`)
  if (ours > limit?.ours) problems.push(`${path}: ours is ${ours}, the limit ${limit.ours}`)
  if (all > limit?.all) problems.push(`${path}: all is ${all}, the limit ${limit.all}`)
  rows.push([
    path === '.' ? 'vzaps-rtk' : `vzaps-rtk${path.slice(1)}`,
    ours,
    limit?.ours,
    all - ours,
    all,
    limit?.all,
  ])
}

const head = ['gzip, bytes', 'ours', 'limit', 'rxjs', 'all', 'limit']
const table = [head, ...rows].map((row) => row.map((cell) => cell?.toLocaleString('en') ?? ''))
const widths = head.map((_, column) => Math.max(...table.map((row) => row[column].length)))
for (const [name, ...cells] of table) {
  const padded = cells.map((cell, i) => cell.padStart(widths[i + 1] + 2))
  process.stdout.write(`${name.padEnd(widths[0])}${padded.join('')}\n`)
}
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length > 0 ? 1 : 0
