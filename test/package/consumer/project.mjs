import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

const packages = [
  '@reduxjs/toolkit',
  '@testing-library/react',
  '@types/node',
  '@types/react',
  '@types/react-dom',
  'msw',
  'react',
  'react-dom',
  'react-redux',
  'rxjs',
  'vitest',
]

/** A file of the consumer's own. */
export const appFile = (name) => readFileSync(new URL(`app/${name}`, import.meta.url), 'utf8')

/** The code of a document's blocks of these languages, a file for each: the first line names it. */
export const blocksOf = (document, languages) =>
  [
    ...readFileSync(join(root, document), 'utf8').matchAll(
      /^```(\w+)\n(\/\/ (\S+\.\w+)\n[\s\S]*?)^```$/gm,
    ),
  ]
    .map(([, language, text, file]) => ({ language, file, text }))
    .filter(({ language }) => languages.includes(language))

/** The README's code, a file for each block: the first line names it. */
export const readme = blocksOf('README.md', ['ts', 'tsx'])

/** Its code and that of the guides, which goes on from it; the one on Jest has a project of its own. */
export const documented = [
  ...readme,
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && name !== 'jest.md')
    .flatMap((name) => blocksOf(`docs/${name}`, ['ts', 'tsx'])),
]

// With its real name, as bundlers and compilers print it: the temporary folder may be a link.
const createFolder = () => realpathSync(mkdtempSync(join(tmpdir(), 'vzaps-rtk-consumer-')))

/** The packed tarball's files, for all projects of this process. */
const unpacked = unpack()

function unpack() {
  const folder = createFolder()
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const [{ filename }] = JSON.parse(
    run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, root),
  )
  // By its bare name: to GNU tar, a colon as in C:\ would name a host.
  run('tar', ['-xzf', filename], folder)
  return join(folder, 'package')
}

/**
 * A project outside the repository that has installed the packed tarball. Needs a build, but no network: the other
 * packages are links to the repository's.
 */
export function createProject() {
  const folder = createFolder()
  const modules = join(folder, 'node_modules')
  const installed = join(modules, 'vzaps-rtk')
  // A copy, not a link: what a bundler or compiler finds must be where an installed package is.
  cpSync(unpacked, installed, { recursive: true })
  /** Installs what the repository has as `name`, under a name or folder of its own. */
  const link = (name, as = name) => {
    const path = join(modules, as)
    rmSync(path, { recursive: true, force: true })
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), path, 'junction')
  }
  for (const name of packages) link(name)
  /** Installs another copy of what the repository has, with what that needs. */
  const copy = (name) => {
    const from = join(root, 'node_modules', name)
    rmSync(join(modules, name), { recursive: true, force: true })
    cpSync(from, join(modules, name), { recursive: true })
    const { dependencies = {} } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))
    for (const needed of Object.keys(dependencies)) link(needed)
  }

  const write = (file, text) => {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return path
  }
  write('package.json', '{ "private": true, "type": "module" }\n')
  return {
    folder,
    installed,
    link,
    copy,
    write,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function run(command, args, cwd) {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: command.endsWith('.cmd'),
  })
}
