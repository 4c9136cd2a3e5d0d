import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('../../src/mock/', import.meta.url))

/** Every module of the folder, and what each imports: from the folder, or from elsewhere. */
const imports = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.tsx?$/.test(name))
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8')
      const names = [...text.matchAll(/from '([^']+)'/g)].map(([, from = '']) =>
        from.startsWith('.') ? join(dirname(file), from).replaceAll('\\', '/') : from,
      )
      return [file, names] as const
    }),
)

/** All that is loaded with a module. */
const collect = (file: string): readonly string[] => {
  const found = new Set([file])
  // A Set's iterator also visits what is added meanwhile.
  for (const name of found) for (const next of imports.get(name) ?? []) found.add(next)
  return [...found]
}

/** The room of a module; what belongs to no room is open to all of them. */
const roomOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : '')

/** Which rooms a room may look into, beside the modules that belong to none. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  account: [],
  faults: ['account'],
  picture: [],
  gateway: ['account', 'faults', 'picture'],
  node: ['account', 'faults', 'gateway'],
  testing: ['gateway'],
}

const doors = ['cli.ts', 'index.ts', 'msw.ts', 'node.ts', 'react.tsx']
const shared = ['base64.ts', 'durations.ts', 'random.ts']

test('the gateway needs nothing but its own folder and the platform', () => {
  const reached = collect('gateway/gateway.ts')
  expect(reached.length).toBeGreaterThan(25)
  expect(reached.filter((file) => !imports.has(file))).toEqual([])
  expect(new Set(reached.map(roomOf))).toEqual(
    new Set(['', 'account', 'faults', 'gateway', 'picture']),
  )
})

test('the folder has doors, a few things for all, and rooms', () => {
  const files = [...imports.keys()]
  expect(files.filter((file) => roomOf(file) === '').sort()).toEqual([...doors, ...shared].sort())
  expect(new Set(files.map(roomOf))).toEqual(new Set(['', ...Object.keys(mayImport)]))
})

test('every room looks only into the rooms that it may', () => {
  const arrows = [...imports].flatMap(([file, names]) =>
    names
      .filter((name) => imports.has(name))
      .map((name) => [roomOf(file), roomOf(name)] as const)
      .filter(([from, to]) => from !== '' && to !== '' && from !== to)
      .filter(([from, to]) => !mayImport[from]?.includes(to))
      .map(([from, to]) => `${from} -> ${to} (${file})`),
  )
  expect(arrows).toEqual([])
})

test('no module leads back to itself, not even for a type', () => {
  const isInCircle = (file: string) =>
    (imports.get(file) ?? []).some((next) => imports.has(next) && collect(next).includes(file))
  expect([...imports.keys()].filter(isInCircle)).toEqual([])
})
