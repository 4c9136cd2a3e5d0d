import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(`${root}README.md`, 'utf8')
const documents = ['README.md', ...readdirSync(`${root}docs`).map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith('.md'),
)

interface Block {
  readonly file: string
  readonly text: string
}

/** A document's code blocks; each begins with a comment that names its file, so that they can import one another. */
const blocksOf = (document: string): readonly Block[] =>
  [...readFileSync(root + document, 'utf8').matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', text = ''], index) => {
      const [, name = `unnamed-${index}.${language}`] = /^\/\/ (\S+\.tsx?)\n/.exec(text) ?? []
      return { file: `${root}test/readme/${name}`, text }
    },
  )
const blocks = blocksOf('README.md')

/** Type-checks the blocks as files of one project, with the compiler options of this one. */
const check = (files: readonly Block[]): string[] => {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const texts = new Map(files.map(({ file, text }) => [file, text]))
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile, directoryExists } = host
  host.fileExists = (name) => texts.has(name) || fileExists(name)
  host.readFile = (name) => texts.get(name) ?? readFile(name)
  host.directoryExists = (name) => name.endsWith('test/readme') || (directoryExists?.(name) ?? true)
  host.getSourceFile = (name, ...rest) => {
    const text = texts.get(name)
    return text === undefined
      ? getSourceFile(name, ...rest)
      : ts.createSourceFile(name, text, ts.ScriptTarget.Latest)
  }
  const program = ts.createProgram([...texts.keys()], { ...options, noUnusedLocals: false }, host)
  return files.flatMap(({ file }) => {
    const source = program.getSourceFile(file)
    return [
      ...program.getSemanticDiagnostics(source),
      ...program.getSyntacticDiagnostics(source),
    ].map(
      ({ messageText }) =>
        `${file.slice(root.length)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
  })
}

describe.each(documents)('%s', (document) => {
  const its = blocksOf(document)

  test('names the file of each code block', () => {
    expect(its.filter(({ file }) => file.includes('unnamed'))).toEqual([])
    expect(new Set(its.map(({ file }) => file)).size).toBe(its.length)
  })

  test('has code that type-checks', () => {
    // A guide goes on from the README's first files.
    const others = document === 'README.md' ? [] : blocks
    const own = new Set(its.map(({ file }) => file))
    expect(check([...its, ...others.filter(({ file }) => !own.has(file))])).toEqual([])
  }, 300_000)
})

describe('README', () => {
  test('has code', () => {
    expect(blocks.length).toBeGreaterThan(8)
  })

  test('has a check that finds mistakes', () => {
    const wrong = { file: `${root}test/readme/wrong.ts`, text: `export const n: number = 'no'\n` }
    expect(check([wrong])).toHaveLength(1)
  }, 300_000)

  test('names only scripts and files that exist', () => {
    const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
    const paths = [...readme.matchAll(/(?:\]\(|`)((?:demo|src)\/[\w./-]+)/g)].map(
      ([, path]) => path,
    )
    expect(paths.filter((path) => !existsSync(root + path))).toEqual([])
  })
})
