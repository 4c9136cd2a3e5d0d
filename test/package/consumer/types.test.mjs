import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { appFile, createProject, documented, readme } from './project.mjs'

// Whether compilers old and new take the packed tarball's declarations, and users' code on them.

const compilers = {
  'TypeScript 5.4': 'typescript-5.4/package.json',
  'TypeScript 6.0': 'typescript/package.json',
  'TypeScript 7': 'typescript-7/package.json',
}
const strictest = {
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
}
const resolutions = {
  // What a Vite app has.
  bundler: { module: 'ESNext', moduleResolution: 'Bundler', verbatimModuleSyntax: true },
  // And as strict as TypeScript goes.
  nodenext: { module: 'NodeNext', moduleResolution: 'NodeNext', ...strictest },
  // CommonJS, which may require modules: known to compilers since 5.8.
  'nodenext, CommonJS too': { module: 'NodeNext', moduleResolution: 'NodeNext', ...strictest },
  'node20, in CommonJS': { module: 'Node20' },
}
/** As a check takes its time, one compiler for each way of CommonJS, which one has in the same project as modules. */
const resolutionsFor = {
  'TypeScript 5.4': ['bundler', 'nodenext'],
  'TypeScript 6.0': ['bundler', 'nodenext, CommonJS too'],
  'TypeScript 7': ['bundler', 'nodenext', 'node20, in CommonJS'],
}

/** Code of a server needs Node's types, which these apps are without: the documents' own test has them. */
const isOfServer = (text) => /process\.env|'node:/.test(text)

/** An app of the documents' code. */
const writeModules = (folder) => {
  project.write(`${folder}/entries.ts`, appFile('entries.ts'))
  for (const { file, text } of documented) {
    if (isOfServer(text)) continue
    // Node's resolution wants the extension.
    const isNode = folder.startsWith('nodenext')
    project.write(
      `${folder}/${file}`,
      isNode ? text.replace(/(from '\.\/[^']*)'/g, "$1.js'") : text,
    )
  }
}

/**
 * One of the README's code alone: in CommonJS Redux Toolkit declares `skipToken` and `injectEndpoints` a second time, and
 * neither takes what is of the other.
 */
const writeCommonJs = (folder) => {
  project.write(`${folder}/package.json`, '{}')
  project.write(`${folder}/entries.ts`, appFile('entries.ts'))
  for (const { file, text } of readme) {
    // MSW declares its classes once for each kind of module, and neither takes the other's; and no page for CommonJS.
    if (!isOfServer(text) && !/'msw\//.test(text)) project.write(`${folder}/${file}`, text)
  }
}

let project
before(() => {
  project = createProject()
  for (const [resolution, options] of Object.entries(resolutions)) {
    const compilerOptions = {
      target: 'ES2022',
      lib: ['ES2022', 'DOM', 'DOM.Iterable'],
      types: [],
      jsx: 'react-jsx',
      strict: true,
      noEmit: true,
      // Ours have to be without errors. Those of others are not ours to mend: they are passed over below.
      skipLibCheck: false,
      ...options,
    }
    const include = ['*.ts', '*.tsx', 'commonjs/*.ts', 'commonjs/*.tsx']
    project.write(`${resolution}/tsconfig.json`, JSON.stringify({ compilerOptions, include }))
    if (resolution !== 'node20, in CommonJS') writeModules(resolution)
    if (resolution.includes('CommonJS')) writeCommonJs(`${resolution}/commonjs`)
  }
})
after(() => project.remove())

const isOurs = (file) => !/\/node_modules\/(?!vzaps-rtk\/)/.test(file.replaceAll('\\', '/'))

/** The complaints about the project's own files, and about our declarations. */
function check(compiler, folder) {
  const require = createRequire(createRequire(import.meta.url).resolve(compiler))
  const ts = require('typescript')
  return ts.createProgram ? checkWith(ts, folder) : checkByCommand(require, folder)
}

/** Through the compiler's API, which can leave the other packages alone: that takes a third of the time. */
function checkWith(ts, folder) {
  const config = join(folder, 'tsconfig.json')
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    folder,
  )
  const program = ts.createProgram(fileNames, options)
  const ours = program.getSourceFiles().filter(({ fileName }) => isOurs(fileName))
  assert.ok(ours.length > fileNames.length, 'none of our declarations is among the files')
  const diagnostics = [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...ours.flatMap((file) => program.getSemanticDiagnostics(file)),
  ]
  const host = {
    getCurrentDirectory: () => folder,
    getCanonicalFileName: (f) => f,
    getNewLine: () => '\n',
  }
  return diagnostics.map((diagnostic) => ts.formatDiagnostic(diagnostic, host))
}

/** TypeScript 7 is a native program. Its threads work out the same types each for itself: one needs half the time of all. */
function checkByCommand(require, folder) {
  const manifest = require.resolve('typescript/package.json')
  const tsc = join(dirname(manifest), require(manifest).bin.tsc)
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [tsc, '--singleThreaded', '--pretty', 'false', '-p', folder],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  if (error) throw error
  // Indented lines explain the one before them.
  return `${stdout}${stderr}`
    .split(/\r?\n(?=\S)/)
    .filter((line) => line.trim() !== '' && isOurs(`/${line.split('(')[0]}`))
}

for (const [name, compiler] of Object.entries(compilers)) {
  for (const resolution of resolutionsFor[name]) {
    test(`${name} takes them, ${resolution}`, () => {
      assert.deepEqual(check(compiler, join(project.folder, resolution)), [])
    })
  }

  test(`${name} would tell of a mistake, in an app's code and in our declarations`, () => {
    project.write(
      'wrong/entry.ts',
      "export { no } from '../node_modules/vzaps-rtk/dist/wrong.js'\n",
    )
    project.write('node_modules/vzaps-rtk/dist/wrong.d.ts', 'export declare const yes: Missing;\n')
    project.write('wrong/tsconfig.json', '{ "files": ["entry.ts"] }')
    const lines = check(compiler, join(project.folder, 'wrong'))
    assert.deepEqual(lines.map((line) => /TS\d+/.exec(line)?.[0]).sort(), ['TS2304', 'TS2305'])
  })
}

test("the README's start is among what is checked, and so are the guides", () => {
  const files = documented.map(({ file }) => file)
  for (const file of ['vzaps.ts', 'Instances.tsx', 'todo-api.ts', 'Subscribe.tsx']) {
    assert.ok(files.includes(file), files.join())
  }
})
