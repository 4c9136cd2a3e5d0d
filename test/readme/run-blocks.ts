import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** The tests among a document's code blocks of a language: each begins with a comment that names its file. */
const testsIn = (document: string, language: 'ts' | 'tsx') =>
  [
    ...readFileSync(join(root, document), 'utf8').matchAll(
      /^```(tsx?)\n(\/\/ (\S+\.test\.tsx?)\n[\s\S]*?)^```$/gm,
    ),
  ]
    .filter(([, written]) => written === language)
    .map(([, , text = '', file = '']) => ({ file, text }))

/** Runs the tests that a document shows, as they stand there. `modules` are those that they may import. */
export const runTestsIn = (
  document: string,
  language: 'ts' | 'tsx',
  modules: Readonly<Record<string, unknown>>,
): void => {
  const found = testsIn(document, language)
  if (found.length === 0) throw new Error(`${document} shows no test in ${language}`)
  const require = (name: string) => {
    if (!(name in modules)) throw new Error(`${document} imports ${name}`)
    return modules[name]
  }
  for (const { file, text } of found) {
    const { outputText } = ts.transpileModule(text, {
      fileName: file,
      compilerOptions: {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        jsx: ts.JsxEmit.ReactJSX,
      },
    })
    describe(`${document}, ${file}`, () => {
      new Function('require', 'exports', outputText)(require, {})
    })
  }
}
