import { spawnSync } from 'node:child_process'
import {
  existsSync,
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
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' }).map(
    (name) => `docs/${name.replaceAll('\\', '/')}`,
  ),
].filter((name) => name.endsWith('.md'))

const textOf = (document: string): string => readFileSync(root + document, 'utf8')

/** A code block as a file. */
interface Block {
  readonly document: string
  readonly file: string
  readonly text: string
}

/** A document's code blocks; each begins with a comment that names its file, so that they can import one another. */
const blocksOf = (document: string): readonly Block[] =>
  [...textOf(document).matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', text = ''], index) => {
      const [, name = `unnamed-${index}.${language}`] = /^\/\/ (\S+\.tsx?)\n/.exec(text) ?? []
      return { document, file: name, text }
    },
  )
const blocks = documents.flatMap(blocksOf)

/** Type-checks the blocks as files of one project, with the compiler and the options of this one. */
const check = (files: readonly Pick<Block, 'file' | 'text'>[]): string[] => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vzaps-rtk-readme-')))
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  try {
    symlinkSync(`${root}node_modules`, join(folder, 'node_modules'), 'junction')
    for (const { file, text } of files) write(file, text)
    const config = {
      extends: `${root}tsconfig.json`,
      compilerOptions: { noUnusedLocals: false },
      files: files.map(({ file }) => file),
      include: [],
    }
    write('tsconfig.json', JSON.stringify(config))
    const args = [`${root}test/types/tsc.mjs`, '--pretty', 'false', '-p', folder]
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    // Indented lines explain the one before them; what is outside the folder is not the documents'.
    return stdout
      .split(/\r?\n(?=\S)/)
      .filter((line) => line.trim() !== '' && !/^(\.\.|\/)/.test(line))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('the code in the documents', () => {
  test('names the file of each block, and each file once', () => {
    expect(blocks.filter(({ file }) => file.includes('unnamed'))).toEqual([])
    const files = blocks.map(({ file }) => file)
    expect(files.filter((file, at) => files.indexOf(file) !== at)).toEqual([])
  })

  test('type-checks', () => {
    expect(check(blocks)).toEqual([])
  }, 300_000)

  test('is in the README and in the guides', () => {
    const withCode = new Set(blocks.map(({ document }) => document))
    expect([...withCode]).toEqual(
      expect.arrayContaining(['README.md', 'docs/auth.md', 'docs/optimistic.md', 'docs/live.md']),
    )
    expect(blocks.length).toBeGreaterThan(30)
  })

  test('has a check that finds mistakes', () => {
    const text = `import { createVZapsApi } from 'vzaps-rtk'\nexport const n: number = createVZapsApi()\n`
    expect(check([{ file: 'wrong.ts', text }])).toEqual([expect.stringContaining('TS2322')])
  }, 300_000)
})

/** Lines without what they are indented by: a part of a file is shown further to the left. */
const linesOf = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')

const quotes = documents.flatMap((document) =>
  [...textOf(document).matchAll(/^```jsx?\n\/\/ (test\/apps\/\S+)\n([\s\S]*?)\n```$/gm)].map(
    ([, file = '', text = '']) => ({ document, file, text }),
  ),
)

describe('the code of the apps that the recipes show', () => {
  test.each(quotes)('$document: $file, word for word', ({ file, text }) => {
    expect(linesOf(textOf(file))).toContain(linesOf(text))
  })

  test('is that of the apps that are built and driven', () => {
    const apps = new Set(quotes.map(({ file }) => file.split('/')[2]))
    expect([...apps]).toEqual(
      expect.arrayContaining([
        'express',
        'next',
        'node-script',
        'react-native',
        'redux-persist',
        'runtimes',
      ]),
    )
  })
})

/** What a heading's address is on the pages that show it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

const anchorsIn = (document: string): readonly string[] =>
  [...textOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))

/** Of the links to files beside the document: those that lead nowhere. */
const brokenLinksIn = (document: string): readonly string[] =>
  [...textOf(document).matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? document : join(dirname(document), path)
      if (!existsSync(root + target)) return true
      return anchor !== undefined && !anchorsIn(target).includes(anchor)
    })

describe.each(documents)('%s', (document) => {
  test('links to what is there', () => {
    expect(brokenLinksIn(document)).toEqual([])
  })

  test('names only scripts and files that exist', () => {
    const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
    const text = textOf(document)
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
    const paths = [
      ...text.matchAll(/(?:\]\(|`|vitest run )((?:demo|src|test|docs)\/[\w./-]+)/g),
    ].map(([, path]) => path)
    expect(paths.filter((path) => !existsSync(root + path))).toEqual([])
  })
})

describe('the README', () => {
  test('is short: what is more than a start is in a guide', () => {
    expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(250)
  })

  test('leads to every guide', () => {
    const guides = documents.filter((name) => name.startsWith('docs/'))
    expect(guides.filter((guide) => !textOf('README.md').includes(`](${guide})`))).toEqual([])
  })
})
