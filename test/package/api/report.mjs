import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

// The public API as text, from the built declarations: what is exported, and what of the rest it is made of. API
// Extractor would be the tool for it; it gives up on the .ts files that Redux Toolkit ships among its declarations, and
// does not say which fields an inferred type has.

const root = fileURLToPath(new URL('../../../', import.meta.url))
const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed })

/** A report for each entry point: the file to keep it in, its text, and how many names are exported. */
export function createReports() {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const entries = Object.entries(exports)
    .filter(([path]) => path !== './package.json')
    .map(([path, { types }]) => ({
      name: path === '.' ? 'vzaps-rtk' : `vzaps-rtk${path.slice(1)}`,
      file: `${path === '.' ? 'index' : path.slice(2).replaceAll('/', '-')}.api.md`,
      declarations: join(root, types),
    }))
  const missing = entries.filter(({ declarations }) => !existsSync(declarations))
  if (missing.length > 0) throw new Error('There are no declarations: npm run build comes first')

  const library = readLibrary(entries)
  return entries.map(({ name, file }) => ({
    name,
    file,
    text: writeReport(name, library),
    count: library.exportsOf.get(name).size,
  }))
}

/** The compiler's view of the entry points. */
function readLibrary(entries) {
  const program = ts.createProgram(
    entries.map(({ declarations }) => declarations),
    {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
      jsx: ts.JsxEmit.ReactJSX,
      strict: true,
      skipLibCheck: true,
    },
  )
  const checker = program.getTypeChecker()
  const dist = join(root, 'dist/').replaceAll('\\', '/')
  const original = (symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol

  const exportsOf = new Map()
  // Where a name of ours is written out: in the report of the first entry point that exports it, or else needs it.
  const homes = new Map()
  for (const { name, declarations } of entries) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(declarations))
    const symbols = checker
      .getExportsOfModule(module)
      .map((symbol) => [symbol.name, original(symbol)])
      .sort(byName)
    exportsOf.set(name, new Map(symbols))
    for (const [, symbol] of symbols) if (!homes.has(symbol)) homes.set(symbol, name)
  }
  const isOurs = (symbol) =>
    symbol.declarations?.some((node) => node.getSourceFile().fileName.startsWith(dist)) === true
  return { checker, exportsOf, homes, original, isOurs }
}

function writeReport(name, library) {
  const { homes } = library
  const exported = library.exportsOf.get(name)
  const imports = new Set()
  const hidden = new Set()

  /** Prints a symbol, and notes what it is made of. */
  const print = (symbol) => {
    const nodes = symbol.declarations.map((node) => listFields(node, library) ?? statementOf(node))
    for (const node of nodes) for (const part of namesIn(node)) note(part)
    return nodes.map(textOf).join('\n')
  }
  const note = (identifier) => {
    // A type that the compiler wrote has no place in a file: it carries its symbols.
    const local = library.checker.getSymbolAtLocation(identifier) ?? identifier.symbol
    if (!local) throw new Error(`${name}: nothing is known of ${identifier.text}`)
    const symbol = library.original(local)
    if (symbol.flags & ts.SymbolFlags.TypeParameter) return
    if (!library.isOurs(symbol)) return imports.add(importOf(local))
    const home = homes.get(symbol)
    if (!home) {
      homes.set(symbol, name)
      hidden.add(symbol)
    } else if (home !== name && [...library.exportsOf.get(home).values()].includes(symbol)) {
      imports.add(`import { ${symbol.name} } from '${home}'`)
    }
  }

  const own = [...exported].filter(([, symbol]) => homes.get(symbol) === name)
  const shared = [...exported].filter(([, symbol]) => homes.get(symbol) !== name)
  const sources = [...new Set(shared.map(([, symbol]) => homes.get(symbol)))]
  const again = sources.map((source) => {
    const lines = shared.filter(([, symbol]) => homes.get(symbol) === source)
    return `export {\n${lines.map(([as]) => `    ${as},\n`).join('')}} from '${source}'`
  })
  const texts = own.map(([as, symbol]) => {
    const text = `export ${print(symbol)}`
    return as === symbol.name ? text : `${text} // as ${as}`
  })
  // A Set's iterator also visits what is added meanwhile.
  const hiddenTexts = Array.from(hidden, (symbol) => [symbol.name, print(symbol)])
    .sort(byName)
    .map(([, text]) => `/* not exported */ ${text}`)

  // By module, then by name.
  const byModule = ([a], [b]) => byName([a.split("'")[1] + a], [b.split("'")[1] + b])
  const importLines = [...imports]
    .filter(Boolean)
    .map((line) => [line])
    .sort(byModule)
  const blocks = [importLines.join('\n'), ...again, ...texts, ...hiddenTexts].filter(Boolean)
  return `# ${name}

What it exports, written by \`npm run api\`: a change here is a change for users.

\`\`\`ts
${blocks.join('\n\n')}
\`\`\`
`
}

/** An alias of a type that is inferred from a value of ours says nothing to a reader: its fields are put in its place. */
function listFields(node, { checker, original, isOurs }) {
  if (!ts.isTypeAliasDeclaration(node)) return
  const isInferred = [...namesIn(node)].some((name) => {
    if (!ts.isTypeQueryNode(name.parent)) return false
    const symbol = checker.getSymbolAtLocation(name)
    return symbol !== undefined && isOurs(original(symbol))
  })
  if (!isInferred) return
  const type = checker.typeToTypeNode(
    checker.getTypeAtLocation(node),
    node,
    ts.NodeBuilderFlags.NoTruncation |
      ts.NodeBuilderFlags.InTypeAlias |
      ts.NodeBuilderFlags.MultilineObjectLiterals |
      ts.NodeBuilderFlags.UseAliasDefinedOutsideCurrentScope,
  )
  return ts.factory.updateTypeAliasDeclaration(node, [], node.name, node.typeParameters, type)
}

/** The names that a declaration is made of; of `v.InferOutput<...>` it is `v`. */
function* namesIn(node) {
  let name
  if (ts.isTypeReferenceNode(node)) name = node.typeName
  else if (ts.isTypeQueryNode(node)) name = node.exprName
  else if (ts.isExpressionWithTypeArguments(node)) name = node.expression
  while (name && !ts.isIdentifier(name)) name = name.left ?? name.expression
  if (name) yield name
  const children = []
  ts.forEachChild(node, (child) => void children.push(child))
  for (const child of children) yield* namesIn(child)
}

/** The import that brings a name into a file; none for what is global. */
function importOf(symbol) {
  const node = symbol.declarations?.[0]
  if (node && ts.isImportSpecifier(node)) {
    const from = node.parent.parent.parent.moduleSpecifier.text
    return `import { ${(node.propertyName ?? node.name).text} } from '${from}'`
  }
  if (node && ts.isNamespaceImport(node)) {
    return `import * as ${node.name.text} from '${node.parent.parent.moduleSpecifier.text}'`
  }
}

/** `const a = 1` of its declaration `a = 1`. */
const statementOf = (node) => (ts.isVariableDeclaration(node) ? node.parent.parent : node)

const textOf = (node) =>
  printer
    .printNode(ts.EmitHint.Unspecified, node, ts.getOriginalNode(node).getSourceFile())
    .replace(/^(export )?(declare )?/, '')

// Not by locale: the order must be the same everywhere.
const byName = ([a], [b]) => (a < b ? -1 : Number(a > b))
