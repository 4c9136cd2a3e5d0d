import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

interface Import {
  /** A path from the root of the repository, or a package's name as it is written. */
  readonly target: string
  /** Gone at run time: `import type`, `export type`. */
  readonly isType: boolean
}

interface Module {
  readonly imports: readonly Import[]
  readonly hasDefaultExport: boolean
}

const modules = new Map(
  readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file))
    .sort()
    .map((file) => [file, read(file)]),
)

const entries = [
  'src/index.ts',
  'src/react.ts',
  'src/overlay/index.ts',
  'src/mock/index.ts',
  'src/mock/msw.ts',
  'src/mock/node.ts',
  'src/mock/react.tsx',
]
// A program, not part of the library: it uses an entry point as a user does.
const programs = ['src/mock/cli.ts']
// Know nothing of VZaps, and so nothing above them.
const generic = ['overlay']
/** The overlay's rooms: each imports only those before it. */
const rooms = [
  'operations',
  'rtk-query',
  'recipes',
  'rows',
  'engine',
  'events',
  'reducer',
  'making',
  'with-optimistic-updates.ts',
  'invalidation',
  'index.ts',
]
const roomOf = (file: string) => rooms.indexOf(file.split('/')[2] ?? '')
const slices = [
  'auth',
  'instances',
  'billing',
  'sessions',
  'webhooks',
  'request',
  'status',
  'operations',
  'realtime',
]

const isFile = (target: string) => target.startsWith('src/')
const isReact = (target: string) =>
  /^(react|react-dom|react-redux|@testing-library\/react)(\/|$)/.test(target) ||
  target === '@reduxjs/toolkit/query/react'
const folderOf = (file: string) => file.split('/')[1] ?? ''

function read(file: string): Module {
  const text = readFileSync(join(root, file), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const imports: Import[] = []
  let hasDefaultExport = false

  const add = (specifier: ts.Expression | undefined, isType: boolean) => {
    if (!specifier) return
    if (!ts.isStringLiteral(specifier)) throw new Error(`${file} imports what cannot be read`)
    const { text: name } = specifier
    const target = name.startsWith('.')
      ? relative(root, join(root, dirname(file), name)).replaceAll('\\', '/')
      : name
    imports.push({ target, isType })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly)
      if (node.exportClause && ts.isNamedExports(node.exportClause)) {
        hasDefaultExport ||= node.exportClause.elements.some(({ name }) => name.text === 'default')
      }
    } else if (ts.isImportTypeNode(node)) {
      if (ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false)
    }
    hasDefaultExport ||=
      ts.isExportAssignment(node) ||
      (node.kind === ts.SyntaxKind.DefaultKeyword && ts.isModifier(node))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { imports, hasDefaultExport }
}

const importsOf = (file: string): readonly Import[] => {
  const module = modules.get(file)
  if (!module) throw new Error(`${file} is imported, and is not there`)
  return module.imports
}

/** All that is loaded with a module: files of ours, and what other packages it imports. */
function reach(entry: string) {
  const files = new Set([entry])
  const packages = new Set<string>()
  // A Set's iterator also visits what is added meanwhile.
  for (const file of files) {
    for (const { target, isType } of importsOf(file)) {
      if (!isType) (isFile(target) ? files : packages).add(target)
    }
  }
  return { files: [...files], packages: [...packages].sort() }
}

/** Every `from -> to` in the sources that a rule forbids; none is what the tests want. */
const arrows = (isForbidden: (from: string, imported: Import) => boolean): string[] =>
  [...modules].flatMap(([from, { imports }]) =>
    imports
      .filter((imported) => isForbidden(from, imported))
      .map(({ target }) => `${from} -> ${target}`),
  )

/** What each entry point may load. */
const state = ['@reduxjs/toolkit', '@reduxjs/toolkit/query', 'rxjs']
const reactState = [...state, '@reduxjs/toolkit/query/react', 'react', 'react-redux']
const allowed: Record<string, readonly string[]> = {
  'src/index.ts': state,
  'src/react.ts': reactState,
  'src/overlay/index.ts': ['@reduxjs/toolkit', '@reduxjs/toolkit/query'],
  'src/mock/index.ts': state,
  'src/mock/msw.ts': ['msw'],
  'src/mock/node.ts': ['node:', 'ws'],
  'src/mock/react.tsx': [...reactState, '@testing-library/react'],
}

describe('an entry point loads only its own packages', () => {
  test.each(entries)('%s', (entry) => {
    const { packages } = reach(entry)
    const may = allowed[entry] ?? []
    const strangers = packages.filter(
      (name) => !may.includes(name) && !(may.includes('node:') && name.startsWith('node:')),
    )
    expect(strangers).toEqual([])
  })

  test('and no file names any other, not even for a type', () => {
    const may = new Set(Object.values(allowed).flat())
    expect(
      arrows((_, { target }) => !isFile(target) && !may.has(target) && !target.startsWith('node:')),
    ).toEqual([])
  })

  test('and the walk sees what there is', () => {
    // Guards the tests above: a walk that finds nothing would pass them all.
    expect(reach('src/index.ts').packages).toEqual(expect.arrayContaining(['rxjs']))
    expect(reach('src/react.ts').packages).toEqual(expect.arrayContaining(['react']))
    expect(reach('src/mock/node.ts').packages).toContain('node:http')
    expect(reach('src/mock/msw.ts').packages).toEqual(['msw'])
    expect(reach('src/index.ts').files).toContain('src/core/transport.ts')
  })

  test('and every entry point of package.json is one of them', () => {
    const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const published = Object.values<string | { default: string }>(exports)
      .flatMap((target) => (typeof target === 'string' ? [] : target.default))
      .map((target) => target.replace('./dist/optimistic', './dist/overlay/index'))
      .map((target) => target.replace('./dist/', 'src/').replace(/\.js$/, '.ts'))
      .map((file) => (existsSync(join(root, file)) ? file : `${file}x`))
    expect(published).toEqual(entries)
  })
})

describe('arrows point one way', () => {
  test('what works on any RTK Query api imports nothing else of ours', () => {
    expect(
      arrows(
        (from, { target }) =>
          generic.includes(folderOf(from)) && isFile(target) && !generic.includes(folderOf(target)),
      ),
    ).toEqual([])
    expect(
      arrows(
        (from, { target }) =>
          folderOf(from) === 'overlay' &&
          folderOf(target) === 'overlay' &&
          roomOf(target) > roomOf(from),
      ),
    ).toEqual([])
  })

  test('core imports only core and that', () => {
    expect(
      arrows(
        (from, { target }) =>
          folderOf(from) === 'core' &&
          isFile(target) &&
          !['core', ...generic].includes(folderOf(target)),
      ),
    ).toEqual([])
  })

  test.each([
    [
      'how RTK Query names its actions',
      /executeQuery|executeMutation|queryResultPatched/,
      'actions.ts',
    ],
    ['where RTK Query keeps its entries', /getSubscriptionCount/, 'entries.ts'],
  ])('one file knows %s', (_what, pattern, name) => {
    const knows = [...modules.keys()].filter(
      (file) =>
        generic.includes(folderOf(file)) && pattern.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(knows).toEqual([`src/overlay/rtk-query/${name}`])
  })

  test("a slice imports no other slice's endpoints", () => {
    expect(
      arrows(
        (from, { target }) =>
          slices.includes(folderOf(from)) &&
          target.endsWith('/endpoints.ts') &&
          folderOf(target) !== folderOf(from),
      ),
    ).toEqual([])
  })

  test('a slice loads nothing of what wires the slices together', () => {
    expect(
      arrows(
        (from, { target, isType }) =>
          slices.includes(folderOf(from)) &&
          !isType &&
          isFile(target) &&
          ![...slices, 'core', ...generic].includes(folderOf(target)),
      ),
    ).toEqual([])
  })

  test('no slice and no core knows the mock', () => {
    expect(
      arrows((from, { target }) => !from.startsWith('src/mock/') && target.startsWith('src/mock/')),
    ).toEqual([])
  })

  test('only the React entry points and hooks know React', () => {
    const may = ['src/react.ts', 'src/create-react.ts', 'src/mock/react.tsx']
    expect(
      arrows(
        (from, { target }) => isReact(target) && !may.includes(from) && !from.endsWith('/hooks.ts'),
      ),
    ).toEqual([])
  })

  test('nothing imports from an entry point', () => {
    expect(
      arrows((from, { target }) => entries.includes(target) && !programs.includes(from)),
    ).toEqual([])
  })
})

test('there are no default exports', () => {
  const withDefault = [...modules].filter(([, { hasDefaultExport }]) => hasDefaultExport)
  expect(withDefault.map(([file]) => file)).toEqual([])
})
