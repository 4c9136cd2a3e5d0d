import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import test, { describe } from 'node:test'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../', import.meta.url))
const file = join(root, 'test/package/hover.ts')

/** What an editor reads: the published declarations, and a file that uses them. */
const text = `
import { createVZapsApi } from '../../dist/react.js'
import type * as types from '../../dist/react.js'
const vzaps = createVZapsApi()
export const { useListInstancesQuery, useInstancePairing } = vzaps
export type Shown = {
  Instance: types.Instance
  InstancePage: types.InstancePage
  InstanceAction: types.InstanceAction
  InstanceSettings: types.InstanceSettings
  BillingSession: types.BillingSession
  SessionStatus: types.SessionStatus
  Webhook: types.Webhook
  FailedInstanceOperation: Pick<types.FailedInstanceOperation, 'canRetry' | 'retry' | 'dismiss'>
}
`

const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
const host = ts.createCompilerHost(options)
const { fileExists, readFile, getSourceFile } = host
host.fileExists = (name) => name === file || fileExists(name)
host.readFile = (name) => (name === file ? text : readFile(name))
host.getSourceFile = (name, ...rest) =>
  name === file
    ? ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
    : getSourceFile(name, ...rest)

describe('hover texts in the published declarations', { timeout: 300_000 }, () => {
  assert.ok(existsSync(join(root, 'dist/react.d.ts')), 'npm run build comes first')
  const program = ts.createProgram([file], options, host)
  const types = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const declarations = new Map()
  const visit = (node) => {
    if (node.name && ts.isIdentifier(node.name)) declarations.set(node.name.text, node)
    ts.forEachChild(node, visit)
  }
  visit(source)
  const typeOf = (name) => types.getTypeAtLocation(declarations.get(name))
  const textOf = (symbol) => ts.displayPartsToString(symbol.getDocumentationComment(types))
  const bare = (type) =>
    types
      .getPropertiesOfType(type)
      .filter((symbol) => textOf(symbol) === '')
      .map(({ name }) => name)

  test('every hook says what it is for', () => {
    const hooks = types
      .getPropertiesOfType(typeOf('vzaps'))
      .filter(({ name }) => /^use[A-Z]/.test(name) && name !== 'usePrefetch')
    assert.ok(hooks.length > 25)
    assert.deepEqual(
      hooks.filter((hook) => textOf(hook) === '').map(({ name }) => name),
      [],
    )
    const typed = hooks.map((hook) => types.typeToString(types.getTypeOfSymbol(hook)))
    assert.deepEqual(
      typed.filter((type) => ['never', 'unknown', 'any'].includes(type)),
      [],
    )
  })

  for (const name of [
    'Instance',
    'InstancePage',
    'InstanceAction',
    'InstanceSettings',
    'BillingSession',
    'SessionStatus',
    'Webhook',
    'FailedInstanceOperation',
  ]) {
    test(`every field of ${name} says what it means`, () => {
      const type = types.getTypeOfSymbol(types.getPropertyOfType(typeOf('Shown'), name))
      assert.ok(types.getPropertiesOfType(type).length > 0)
      assert.deepEqual(bare(type), [])
    })
  }
})
