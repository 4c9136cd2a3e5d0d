import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const demo = fileURLToPath(new URL('../../demo/', import.meta.url))

/** A text of the playground's sources, as it stands there. */
export interface Text {
  /** `file:line` */
  readonly at: string
  readonly text: string
  readonly node: ts.Node
}

const parse = (file: string, code: string): ts.SourceFile =>
  ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true)

/** The playground's modules, but for the words themselves, and what runs in Node. */
export const sources: readonly ts.SourceFile[] = readdirSync(demo, {
  recursive: true,
  encoding: 'utf8',
})
  .map((name) => name.replaceAll('\\', '/'))
  .filter(
    (name) =>
      /\.tsx?$/.test(name) && !/^(dist|relay|words)\/|\.d\.ts$|^code\/plugin\.ts$/.test(name),
  )
  .sort()
  .map((name) => parse(name, readFileSync(join(demo, name), 'utf8')))

/** A module that is made up. */
export const sourceOf = (code: string): ts.SourceFile => parse('made-up.tsx', code)

/** Text that has no values in it: in quotes, in backticks, or between tags. */
export const plainTextOf = (node: ts.Node): string | undefined =>
  ts.isStringLiteralLike(node) || ts.isJsxText(node) ? node.text : undefined

/** The texts between the values of a template, one after the other. */
const templateTextOf = (node: ts.Node): string | undefined =>
  ts.isTemplateExpression(node)
    ? [node.head, ...node.templateSpans.map(({ literal }) => literal)]
        .map(({ text }) => text)
        .join('{}')
    : undefined

/** Is a text compared with, or a property's name? Then it is shown nowhere. */
const isOfProgram = (node: ts.Node): boolean => {
  const { parent } = node
  return (
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText()))
  )
}

/** Every text in a module: literals, templates and what stands between tags; not what is imported, nor types. */
export const textsIn = (source: ts.SourceFile): readonly Text[] => {
  const texts: Text[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return
    const text = plainTextOf(node) ?? templateTextOf(node)
    if (text !== undefined && !isOfProgram(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      texts.push({ at: `${source.fileName}:${line + 1}`, text, node })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return texts
}

/** What says a sentence in the visitor's language. */
const sayers = ['t', 'rich', 'plural']

/** Is a node said in the visitor's language: the first argument of what says it, or, of `plural`, among its words? */
export const isSaid = (node: ts.Node): boolean => {
  for (let inner = node, { parent } = node; parent; inner = parent, { parent } = parent) {
    if (!ts.isCallExpression(parent) || !ts.isIdentifier(parent.expression)) continue
    if (!sayers.includes(parent.expression.text)) continue
    return inner === parent.arguments[parent.expression.text === 'plural' ? 1 : 0]
  }
  return false
}
