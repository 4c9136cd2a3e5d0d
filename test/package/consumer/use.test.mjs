import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { after, before, describe, test } from 'node:test'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { appFile, createProject, readme, root } from './project.mjs'

// What Node and a bundler make of the packed tarball.

const entries = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).exports)
  .filter((path) => path !== './package.json')
  .map((path) => `vzaps-rtk${path.slice(1)}`)

/**
 * What was written to the console, but for how long the checks of a development build took: three lines of Redux
 * Toolkit that say something about the machine, and nothing about the code. As in test/support/console.ts.
 */
const withoutSlowChecks = (text) =>
  text.replace(
    /^(Immutable|Serializable)StateInvariantMiddleware took \d+ms.*\n(If your state .*\n)?(It is disabled .*\n)?/gm,
    '',
  )

let project
before(() => {
  project = createProject()
})
after(() => project.remove())

describe('in Node', () => {
  const run = (name, ...args) =>
    JSON.parse(
      execFileSync(process.execPath, [project.write(name, appFile(name)), ...args], {
        cwd: project.folder,
        encoding: 'utf8',
        timeout: 60_000,
      }),
    )

  test('a script lists instances, over HTTP and in memory', () => {
    assert.deepEqual(run('script.mjs'), [3, 2])
  })

  test('so does a CommonJS script, without a warning', () => {
    const script = project.write('script.cjs', appFile('script.cjs'))
    const { stdout, stderr } = spawnSync(process.execPath, [script, ...entries], {
      cwd: project.folder,
      encoding: 'utf8',
      timeout: 60_000,
    })
    assert.equal(withoutSlowChecks(stderr), '')
    assert.deepEqual(JSON.parse(stdout), [3, 2])
  })

  for (const entry of entries) {
    test(`importing ${entry} does nothing`, () => {
      assert.deepEqual(run('quiet.mjs', entry), [])
    })
  }

  test('and it would be seen', () => {
    const loud = project.write(
      'loud.mjs',
      'Array.prototype.last = 1; globalThis.fetch = 1; setTimeout(() => {})',
    )
    assert.deepEqual(run('quiet.mjs', loud), [
      'calls setTimeout',
      'replaces globalThis.fetch',
      'makes Array.prototype.last',
    ])
  })
})

describe('with Vite', () => {
  before(() => {
    for (const { file, text } of readme) project.write(`app/${file}`, text)
  })
  // Vite makes it `production` for the whole process, and for what that starts later.
  after(() => {
    delete process.env.NODE_ENV
  })

  /** Bundles a file for browsers. */
  async function bundle(file, text) {
    const warnings = []
    const warn = (message) => warnings.push(message)
    const { output } = await build({
      configFile: false,
      root: project.folder,
      plugins: [react()],
      logLevel: 'warn',
      customLogger: {
        info() {},
        warn,
        warnOnce: warn,
        error: warn,
        clearScreen() {},
        hasErrorLogged: () => false,
        hasWarned: false,
      },
      build: {
        write: false,
        modulePreload: false,
        rolldownOptions: { input: project.write(file, text) },
      },
    })
    assert.deepEqual(warnings, [])
    const chunks = output.filter(({ type }) => type === 'chunk')
    // Only modules of which something is left: `rxjs/dist/esm5/internal/Subject.js`.
    const modules = chunks
      .flatMap((chunk) => Object.entries(chunk.modules))
      .filter(([, { renderedLength }]) => renderedLength > 0)
      .map(([id]) => id.replaceAll('\\', '/').replace(/^.*\/node_modules\//, ''))
    return { code: chunks.map((chunk) => chunk.code).join('\n'), modules }
  }

  /** The files of ours that built modules were made from. Which file goes into which module is for the build to say. */
  const sourcesOf = (modules) =>
    modules
      .filter((name) => name.startsWith('vzaps-rtk/'))
      .map((name) => join('node_modules', name))
      // A module that only exports again has no map.
      .filter((file) => existsSync(join(project.folder, `${file}.map`)))
      .flatMap((file) =>
        JSON.parse(readFileSync(join(project.folder, `${file}.map`), 'utf8')).sources.map(
          (source) => posix.join(dirname(file).replaceAll('\\', '/'), source),
        ),
      )
      .map((source) => source.replace('node_modules/vzaps-rtk/', ''))

  const operatorsOf = (modules) =>
    modules.flatMap(
      (name) => /^rxjs\/.*\/(?:operators|observable)\/([a-z]\w*)\.js$/.exec(name)?.[1] ?? [],
    )

  /** One poller for any number of instances is one pipeline. */
  const ofTheHub = ['innerFrom', 'map', 'mergeInternals', 'mergeMap', 'switchMap']

  const app = `
    import { createRoot } from 'react-dom/client'
    import { Provider } from 'react-redux'
    import { Instances } from './Instances'
    import { store } from './vzaps'
    createRoot(document.body).render(<Provider store={store}><Instances /></Provider>)`
  const list = `
    import { configureStore } from '@reduxjs/toolkit'
    import { createVZapsApi } from 'vzaps-rtk'
    const vzaps = createVZapsApi()
    const store = configureStore({
      reducer: { [vzaps.reducerPath]: vzaps.reducer },
      middleware: (getDefault) => getDefault().prepend(vzaps.middleware),
    })
    store.dispatch(vzaps.endpoints.listInstances.initiate()).then(console.log)`

  test("the README's React app becomes a bundle without the mock", async () => {
    const { code, modules } = await bundle('app/main.tsx', app)
    assert.match(code, /\/instances\/list/)
    const sources = sourcesOf(modules)
    assert.ok(sources.includes('src/react/create.ts'), sources.join())
    assert.deepEqual(
      sources.filter((source) => source.startsWith('src/mock/')),
      [],
    )
    assert.deepEqual(operatorsOf(modules).sort(), [...ofTheHub, 'filter'].sort())
  })

  test('an app that lists instances without React carries no mock, no hooks, no operators but the hub’s', async () => {
    const { code, modules } = await bundle('list.js', list)
    assert.match(code, /\/instances\/list/)
    const sources = sourcesOf(modules)
    assert.ok(sources.includes('src/create.ts'), sources.join())
    assert.deepEqual(
      sources.filter((source) => /^src\/mock\/|\/hooks\.ts$|react/.test(source)),
      [],
    )
    assert.deepEqual(operatorsOf(modules).sort(), ofTheHub)
    assert.deepEqual(
      modules.filter((name) => /^(react|react-dom|react-redux|msw)\/|query\/react/.test(name)),
      [],
    )
  })

  test('and what it does not carry would be seen', async () => {
    const { modules } = await bundle(
      'mock.js',
      `import { interval } from 'rxjs'
      import { createMockGateway } from 'vzaps-rtk/mock'
      interval(1).subscribe(console.log, createMockGateway())`,
    )
    assert.ok(sourcesOf(modules).includes('src/mock/gateway/gateway.ts'))
    assert.ok(operatorsOf(modules).includes('interval'))
  })

  test('what an app imports and does not use leaves nothing', async () => {
    // The one for Node is of no use to a page.
    for (const entry of entries.filter((name) => name !== 'vzaps-rtk/mock/node')) {
      const { code } = await bundle('bare.js', `import '${entry}'\nimport * as all from '${entry}'`)
      assert.equal(code.trim(), '', entry)
    }
  })

  test('an app that only reads errors carries no api', async () => {
    const { code } = await bundle(
      'errors.js',
      `import { toVZapsError } from 'vzaps-rtk'\nconsole.log(toVZapsError(1))`,
    )
    assert.doesNotMatch(code, /\/instances\/list|CDATA/)
  })
})
