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

/** Every module below a folder, by its path from the root of the repository. */
const modulesIn = (folder: string): ReadonlyMap<string, Module> =>
  new Map(
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('demo/dist/'))
      .sort()
      .map((file) => [file, read(file)]),
  )

const modules = modulesIn('src')
const playground = modulesIn('demo')

const entries = [
  'src/index.ts',
  'src/react.ts',
  'src/overlay/index.ts',
  'src/devtools.ts',
  'src/server.ts',
  'src/messages.ts',
  'src/mock/index.ts',
  'src/mock/msw.ts',
  'src/mock/node.ts',
  'src/mock/react.tsx',
]
// A program, not part of the library: it uses an entry point as a user does.
const programs = ['src/mock/cli.ts']
// What an entry point is in another surrounding.
const substitutes = ['src/react-server.ts']
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
  'optimistic-api.ts',
  'follow-endpoints.ts',
  'with-optimistic-updates.ts',
  'invalidation',
  'index.ts',
]
const roomOf = (file: string) => rooms.indexOf(file.split('/')[2] ?? '')
/** What makes an api of the slices: files beside their folders. */
const composition = [
  'api.ts',
  'create.ts',
  'middleware.ts',
  'option-checks.ts',
  'options.ts',
  'outcomes.ts',
  'store-parts.ts',
  'store.ts',
  'with-api.ts',
]
const slices = ['auth', 'instances', 'billing', 'sessions', 'webhooks', 'request']

/** Floors from top to bottom. What stands on one imports what is below it, and nothing beside it. */
const floors = [
  ['mock'],
  ['index.ts', 'react.ts', 'react-server.ts', 'devtools.ts', 'server.ts', 'messages.ts'],
  ['exports.ts', 'devtools'],
  ['react'],
  ['composition'],
  ['server', 'messages'],
  ['tabs'],
  ['realtime'],
  ['status'],
  ['operations'],
  ['api-types.ts'],
  ['persist.ts'],
  ['billing', 'sessions', 'webhooks'],
  ['auth', 'instances', 'request'],
  ['core'],
  ['overlay'],
]
/** Core's own, from top to bottom; under them are its files that all rooms stand on. */
const coreRooms = [['calls'], ['answers'], ['secrets'], ['http'], ['files']]

/** The playground's: pages on top, then features, which know nothing of each other. */
const playgroundFloors = [
  ['app'],
  ['instances'],
  ['auth', 'billing', 'faults', 'overview', 'realtime', 'sessions', 'story', 'webhooks'],
  ['status'],
  ['instance'],
  ['operations'],
  ['ui'],
  ['code', 'relay'],
  ['store'],
  ['words'],
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
const arrows = (
  isForbidden: (from: string, imported: Import) => boolean,
  among: ReadonlyMap<string, Module> = modules,
): string[] =>
  [...among].flatMap(([from, { imports }]) =>
    imports
      .filter((imported) => isForbidden(from, imported))
      .map(({ target }) => `${from} -> ${target}`),
  )

/** The arrows, types included, that lead up or to what stands beside; and files that stand on no floor. */
const wrongWay = (
  among: ReadonlyMap<string, Module>,
  plan: readonly (readonly string[])[],
  roomOf: (file: string) => string | undefined,
): string[] => {
  const floorOf = (file: string) => plan.findIndex((rooms) => rooms.includes(roomOf(file) ?? ''))
  const homeless = [...among.keys()].filter((file) => roomOf(file) && floorOf(file) < 0)
  const isWrong = (from: string, { target }: Import) => {
    const [here, there] = [roomOf(from), roomOf(target)]
    if (!among.has(target) || !here || !there || here === there) return false
    return floorOf(target) <= floorOf(from)
  }
  return [...homeless.map((file) => `${file} is in no room`), ...arrows(isWrong, among)]
}

/** Files that import each other in a circle, types included: each set of them. */
const circles = (among: ReadonlyMap<string, Module>): string[][] => {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const found: string[][] = []
  // Tarjan's: what a file reaches that is still open, and was begun before it, is in a circle with it.
  const visit = (file: string): void => {
    order.set(file, order.size)
    lowest.set(file, order.size - 1)
    open.push(file)
    const lower = (to: number | undefined) =>
      lowest.set(file, Math.min(lowest.get(file) ?? 0, to ?? 0))
    for (const { target } of among.get(file)?.imports ?? []) {
      if (!among.has(target)) continue
      if (!order.has(target)) {
        visit(target)
        lower(lowest.get(target))
      } else if (open.includes(target)) lower(order.get(target))
    }
    if (lowest.get(file) !== order.get(file)) return
    const circle = open.splice(open.indexOf(file))
    if (circle.length > 1) found.push(circle.sort())
  }
  for (const file of among.keys()) if (!order.has(file)) visit(file)
  return found
}

/** What each entry point may load. */
const state = ['@reduxjs/toolkit', '@reduxjs/toolkit/query', 'rxjs']
const reactState = [...state, '@reduxjs/toolkit/query/react', 'react', 'react-redux']
const allowed: Record<string, readonly string[]> = {
  'src/index.ts': state,
  'src/react.ts': reactState,
  'src/overlay/index.ts': ['@reduxjs/toolkit', '@reduxjs/toolkit/query'],
  'src/devtools.ts': [...state, 'react', 'react-dom/client', 'react-redux'],
  // Runs wherever there is fetch: not even Node's own modules.
  'src/server.ts': [],
  // Texts, for any app that shows errors.
  'src/messages.ts': [],
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

  test.each(substitutes)('%s, which stands for one, loads none', (substitute) => {
    expect(reach(substitute).packages).toEqual([])
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
    expect(reach('src/index.ts').files).toContain('src/core/http/transport.ts')
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

/** What is loaded late, and the one file that does it. */
const loaderOf: Readonly<Record<string, string>> = {
  'src/realtime/realtime.ts': 'src/realtime/door.ts',
  'src/realtime/relay-line.ts': 'src/realtime/relayed.ts',
  'src/status/hub.ts': 'src/status/door.ts',
  'src/tabs/tabs.ts': 'src/tabs/door.ts',
}

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

  test('every room imports only what is below it', () => {
    const roomOf = (file: string) => {
      const room = folderOf(file)
      return composition.includes(room) ? 'composition' : room
    }
    expect(wrongWay(modules, floors, roomOf)).toEqual([])
  })

  test('pushes, tabs and polls are behind their doors, which load the rest when it is needed', () => {
    const isLate = (file: string) => ['realtime', 'tabs'].includes(folderOf(file))
    const isOutside = (from: string) => !isLate(from) && folderOf(from) !== 'server'
    const reached = arrows(
      (from, { target, isType }) => isOutside(from) && isLate(target) && !isType,
    )
    expect(reached).toEqual([
      'src/react/realtime.ts -> src/realtime/connection.ts',
      'src/store-parts.ts -> src/realtime/door.ts',
      'src/store-parts.ts -> src/tabs/door.ts',
    ])
    for (const [file, loader] of Object.entries(loaderOf)) {
      // Tests of apps move a clock, and what is loaded is to be there before.
      const loaders = [...modules].filter(
        ([from, { imports }]) =>
          folderOf(from) !== 'mock' &&
          imports.some(({ target, isType }) => target === file && !isType),
      )
      expect(loaders.map(([from]) => from)).toEqual([loader])
    }
  })

  test("and so do core's own rooms", () => {
    const roomOf = (file: string) => {
      const [, folder, room = ''] = file.split('/')
      return folder === 'core' ? room.replace(/^.*\.ts$/, 'files') : undefined
    }
    expect(wrongWay(modules, coreRooms, roomOf)).toEqual([])
  })

  test("the playground's features know nothing of each other", () => {
    expect(wrongWay(playground, playgroundFloors, folderOf)).toEqual([])
  })

  test('nothing goes in a circle', () => {
    expect(circles(playground)).toEqual([])
    expect(circles(modules)).toEqual([])
  })

  test('and what leads the wrong way would be seen', () => {
    const import_ = (target: string) => ({
      imports: [{ target, isType: true }],
      hasDefaultExport: false,
    })
    const wrong = new Map([
      ['src/core/one.ts', import_('src/auth/two.ts')],
      ['src/auth/two.ts', import_('src/request/three.ts')],
      ['src/request/three.ts', import_('src/core/one.ts')],
      ['src/attic/four.ts', import_('src/core/one.ts')],
    ])
    expect(wrongWay(wrong, floors, folderOf)).toEqual([
      'src/attic/four.ts is in no room',
      'src/core/one.ts -> src/auth/two.ts',
      'src/auth/two.ts -> src/request/three.ts',
    ])
    expect(circles(wrong)).toEqual([['src/auth/two.ts', 'src/core/one.ts', 'src/request/three.ts']])
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

  test('React stays in its room', () => {
    const may = ['src/react.ts', 'src/mock/react.tsx']
    expect(
      arrows(
        (from, { target }) =>
          isReact(target) && !may.includes(from) && !/^src\/(react|devtools)\//.test(from),
      ),
    ).toEqual([])
  })

  test('nothing knows the server but its entry point', () => {
    expect(
      arrows(
        (from, { target }) =>
          folderOf(target) === 'server' && folderOf(from) !== 'server' && from !== 'src/server.ts',
      ),
    ).toEqual([])
  })

  test('the server loads no endpoints of the client, and nothing that keeps a state', () => {
    const { files } = reach('src/server.ts')
    expect(files).toContain('src/core/calls/exchange.ts')
    expect(
      files.filter((file) =>
        /\/endpoints\.ts$|^src\/(api|store|middleware|status|overlay\/(?!operations))/.test(file),
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
