import { existsSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, minifySync } from 'vite'

// What an entry point adds to an app that has RTK Query (and React, MSW or Testing Library where the entry is about
// them): bytes, minified and gzipped, with everything exported in use. What is loaded when it is first used is listed
// apart. Then what each room, a folder of src, has of the first entry. Fails when a limit is passed.

/** Just above the figures of the day they were set: ours alone, and with rxjs. */
const limits = {
  '.': { ours: 54_050, all: 58_350 },
  './react': { ours: 56_900, all: 61_400 },
  './optimistic': { ours: 24_850, all: 24_850 },
  './devtools': { ours: 5_900, all: 5_900 },
  './server': { ours: 27_000, all: 27_000 },
  './messages': { ours: 2_750, all: 2_750 },
  './mock': { ours: 68_000, all: 72_350 },
  './mock/msw': { ours: 450, all: 450 },
  './mock/node': { ours: 19_150, all: 19_150 },
  './mock/react': { ours: 71_600, all: 76_150 },
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const entries = Object.entries(exports).filter(([path]) => path !== './package.json')

const inTheApp = [
  '@reduxjs/toolkit',
  '@testing-library/react',
  'msw',
  'react',
  'react-dom',
  'react-redux',
]

/** What Vite wraps around `import()`: any app that loads pages late has it already, and other bundlers have their own. */
const loader = '\0vite/preload-helper.js'

async function bundle(file, notIncluded) {
  const entry = '\0entry'
  const { output } = await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => {
          if (id === loader) return 'export const __vitePreload = (load) => load()'
          return id === entry ? `export * from ${JSON.stringify(file)}` : null
        },
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: entry,
        external: (id) =>
          /^node:/.test(id) || notIncluded.some((name) => `${id}/`.startsWith(`${name}/`)),
        // As in an app, whose entry may export what is loaded later needs of it: no files in between.
        preserveEntrySignatures: 'allow-extension',
      },
    },
  })
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]))
  const first = new Set()
  const load = (name) => {
    const chunk = chunks.get(name)
    if (!chunk || first.has(chunk)) return
    first.add(chunk)
    chunk.imports.forEach(load)
  }
  load(output.find(({ isEntry }) => isEntry).fileName)
  const later = output.filter((chunk) => !first.has(chunk))
  // Nobody exports so little: the entry was shaken out instead of kept.
  if ([...first].every(({ code }) => code.length < 100)) {
    throw new Error(`${file} became an empty bundle`)
  }
  return { first: [...first], later }
}

async function sizeOf(file, notIncluded) {
  const { first, later } = await bundle(file, notIncluded)
  const sizeOfAll = (some) => gzipSync(some.map(({ code }) => code).join(''), { level: 9 }).length
  return { first: sizeOfAll(first), later: later.length > 0 ? sizeOfAll(later) : 0 }
}

/** Each room's share of an entry point: as much of its bytes as the room has of its minified code. */
async function roomsOf(file, bytes) {
  const { first } = await bundle(file, [...inTheApp, 'rxjs'])
  const lengths = new Map()
  for (const { modules } of first) {
    for (const [id, { code }] of Object.entries(modules)) {
      const [room, ...rest] = relative(join(root, 'src'), id).split(sep)
      if (!code || room === '..') continue
      // Files beside the rooms make an api of them.
      const name = rest.length > 0 ? room : 'api'
      // As a script: a module that exports nothing would be empty.
      const { code: minified } = minifySync('room.js', code, { mangle: { toplevel: true } })
      lengths.set(name, (lengths.get(name) ?? 0) + minified.length)
    }
  }
  const whole = [...lengths.values()].reduce((sum, length) => sum + length, 0)
  return [...lengths]
    .map(([room, length]) => [room, Math.round((length / whole) * bytes)])
    .sort(([, one], [, other]) => other - one)
}

const rows = []
const problems = []
for (const [path, { default: target }] of entries) {
  const file = join(root, target)
  if (!existsSync(file)) throw new Error(`${target} is not there: npm run build comes first`)
  const { first: ours, later } = await sizeOf(file, [...inTheApp, 'rxjs'])
  const { first: all } = await sizeOf(file, inTheApp)
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
    later,
  ])
}

const head = ['gzip, bytes', 'ours', 'limit', 'rxjs', 'all', 'limit', 'when used']
const table = [head, ...rows].map((row) => row.map((cell) => cell?.toLocaleString('en') ?? ''))
const widths = head.map((_, column) => Math.max(...table.map((row) => row[column].length)))
for (const [name, ...cells] of table) {
  const padded = cells.map((cell, i) => cell.padStart(widths[i + 1] + 2))
  process.stdout.write(`${name.padEnd(widths[0])}${padded.join('')}\n`)
}
const [[, ours]] = rows
const rooms = await roomsOf(join(root, 'src/index.ts'), ours)
const shares = rooms.map(([room, bytes]) => `${room} ${bytes.toLocaleString('en')}`)
process.stdout.write(`\nvzaps-rtk by room: ${shares.join(', ')}\n`)
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length > 0 ? 1 : 0
