import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix, sep } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

// What users get: the packed tarball, unpacked where only the packages named in a test can be found.

const root = fileURLToPath(new URL('../../', import.meta.url))
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const targets = Object.values(manifest.exports).flatMap((target) =>
  typeof target === 'string' ? target : Object.values(target),
)

const state = ['@reduxjs/toolkit', 'rxjs']
const react = [...state, 'react', 'react-redux']
const entries = {
  'vzaps-rtk': state,
  'vzaps-rtk/react': react,
  'vzaps-rtk/optimistic': ['@reduxjs/toolkit'],
  'vzaps-rtk/devtools': [...react, 'react-dom'],
  'vzaps-rtk/server': [],
  'vzaps-rtk/messages': [],
  'vzaps-rtk/mock': state,
  'vzaps-rtk/mock/msw': ['msw'],
  'vzaps-rtk/mock/node': [],
  'vzaps-rtk/mock/react': [...react, '@testing-library/react'],
}

let scratch
let packed
let unpacked
/** Each built file's text. */
let built

before(() => {
  scratch = mkdtempSync(join(tmpdir(), 'vzaps-rtk-'))
  // As it is published: with its scripts.
  const pack = ['pack', '--json', '--foreground-scripts=false', '--pack-destination', scratch]
  packed = JSON.parse(run(npm, pack, root))[0]
  // By its bare name: to GNU tar, a colon as in C:\ would name a host.
  run('tar', ['-xzf', packed.filename], scratch)
  unpacked = join(scratch, 'package')
  const names = packed.files.map(({ path }) => path).filter((path) => path.startsWith('dist/'))
  built = new Map(names.map((name) => [name, readFileSync(join(unpacked, name), 'utf8')]))
})
after(() => rmSync(scratch, { recursive: true, force: true }))

function run(command, args, cwd) {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: command.endsWith('.cmd'),
  })
}

/** A folder with a copy of the package, and links to the other packages it may use. */
function installWith(packages) {
  const app = mkdtempSync(join(scratch, 'app-'))
  mkdirSync(join(app, 'node_modules'))
  run('tar', ['-xzf', join('..', packed.filename)], app)
  for (const name of packages) {
    const link = join(app, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link, 'junction')
  }
  symlinkSync(join(app, 'package'), join(app, 'node_modules', 'vzaps-rtk'), 'junction')
  writeFileSync(join(app, 'package.json'), '{ "type": "module" }\n')
  return app
}

test('the tarball holds the build, its sources and the papers, nothing else', () => {
  const papers = [
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'demo/picture.png',
    'demo/story.png',
    'package.json',
  ]
  const names = packed.files.map(({ path }) => path)
  assert.deepEqual(names.filter((name) => !/^(dist|src|docs)\//.test(name)).sort(), papers)
  assert.deepEqual(
    names.filter((name) => name.startsWith('src/') && !/\.tsx?$/.test(name)),
    [],
  )
  assert.deepEqual(
    [...built.keys()].filter((name) => !/\.(js|d\.ts)(\.map)?$/.test(name)),
    [],
  )
})

test('every target of exports is in it', () => {
  assert.deepEqual(
    targets.filter((target) => !existsSync(join(unpacked, target))),
    [],
  )
})

test('scripts and declarations point to source maps that are there', () => {
  const maps = [...built].flatMap(([file, text]) => {
    const [, map] = /^\/\/# sourceMappingURL=(.+)$/m.exec(text) ?? []
    return map === undefined ? [] : `${posix.dirname(file)}/${map}`
  })
  assert.ok(maps.some((map) => map.endsWith('.js.map')))
  assert.ok(maps.some((map) => map.endsWith('.d.ts.map')))
  assert.deepEqual(
    maps.filter((map) => !built.has(map)),
    [],
  )
})

test('source maps name sources that are there', () => {
  const sources = [...built]
    .filter(([file]) => file.endsWith('.map'))
    .flatMap(([file, text]) =>
      JSON.parse(text).sources.map((source) => posix.join(posix.dirname(file), source)),
    )
  assert.ok(sources.includes('src/react/create.ts'))
  assert.deepEqual(
    sources.filter((source) => !existsSync(join(unpacked, source))),
    [],
  )
})

test("on the registry's page, the README's picture and links lead to the package's own files", () => {
  const targets = (text) => [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target)
  const base = `https://unpkg.com/${manifest.name}@${manifest.version}/`
  const published = targets(readFileSync(join(unpacked, 'README.md'), 'utf8'))
  // A page without files beside it: only whole addresses, and headings of its own.
  assert.deepEqual(
    published.filter((target) => !/^(https:\/\/|#)/.test(target)),
    [],
  )
  const own = published.flatMap((target) => (target.startsWith(base) ? target.split(base)[1] : []))
  assert.ok(own.includes('demo/picture.png'))
  assert.deepEqual(
    own.filter((target) => !existsSync(join(unpacked, target.split('#')[0]))),
    [],
  )
  // In the repository they lead to its files, and packing has left them so.
  const kept = targets(readFileSync(join(root, 'README.md'), 'utf8'))
  assert.deepEqual(
    own.filter((file) => !kept.includes(file)),
    [],
  )
})

test("the React entry points say 'use client' first", () => {
  for (const file of ['dist/react.js', 'dist/devtools.js', 'dist/mock/react.js']) {
    assert.match(built.get(file), /^["']use client["']/, file)
  }
})

test('declarations name no package that users need not have', () => {
  const specifier = /(?:from|import\(?|module)\s*["']([^."'][^"']*)["']/g
  const named = [...built]
    .filter(([file]) => file.endsWith('.d.ts'))
    .flatMap(([, text]) => [...text.matchAll(specifier)].map(([, name]) => name))
  const may = new Set([
    ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
    '@reduxjs/toolkit/query',
    '@reduxjs/toolkit/query/react',
  ])
  assert.ok(named.includes('@reduxjs/toolkit/query'))
  assert.deepEqual(
    named.filter((name) => !may.has(name)),
    [],
  )
})

describe('in plain Node, with nothing but its own packages, there loads', () => {
  for (const [entry, packages] of Object.entries(entries)) {
    test(entry, () => {
      const names = run(
        process.execPath,
        [
          '--input-type=module',
          '--eval',
          `process.stdout.write(Object.keys(await import('${entry}')).join())`,
        ],
        installWith(packages),
      )
      assert.notEqual(names, '')
    })
  }

  test('the command line of the mock', () => {
    const file = Object.values(manifest.bin)[0]
    assert.match(run(process.execPath, [join(unpacked, file), '--help'], scratch), /^Usage: /)
  })
})

test('its declarations have no type error, for strict users too', () => {
  const types = ['@types/node', '@types/react', '@testing-library/dom']
  const app = installWith([...new Set(Object.values(entries).flat()), ...types])
  const user = join(app, 'user.ts')
  writeFileSync(
    user,
    `${Object.keys(entries)
      .map((entry) => `import '${entry}'`)
      .join('\n')}
import { createVZapsApi } from 'vzaps-rtk/react'
export const vzaps = createVZapsApi()
export const { useListInstancesQuery, useUpdateInstanceMutation, useInstanceStatus } = vzaps
export const useIds = (): readonly string[] | undefined =>
  useListInstancesQuery().data?.content.map((row) => row.id)
// @ts-expect-error the api is typed, and has no such thing
vzaps.noSuchThing
`,
  )
  const program = ts.createProgram([user], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    declaration: true,
    noEmit: true,
  })
  // Ours alone: checking what the other packages declare takes half a minute, and is not ours to mend.
  const mine = program.getSourceFiles().filter(({ fileName }) => {
    const path = realpathSync(fileName)
    return path === realpathSync(user) || path.startsWith(realpathSync(join(app, 'package')) + sep)
  })
  assert.ok(mine.length > Object.keys(entries).length)
  const problems = mine.flatMap((file) => ts.getPreEmitDiagnostics(program, file))
  assert.equal(
    ts.formatDiagnostics(problems, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => app,
      getNewLine: () => '\n',
    }),
    '',
  )
})
