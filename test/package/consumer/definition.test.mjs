import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { relative, sep } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { createProject } from './project.mjs'

// Where an editor's "go to definition" leads from an app: TypeScript's own server is asked, as editors do.

const code = `
import { createVZapsApi, getBillingPhase, type Instance } from 'vzaps-rtk/react'
import { createMockGateway } from 'vzaps-rtk/mock'
import { withOptimisticUpdates } from 'vzaps-rtk/optimistic'
const vzaps = createVZapsApi()
export const hooks = [vzaps.useListInstancesQuery, vzaps.useInstanceStatus, vzaps.useInstancePairing]
export const endpoints = [vzaps.endpoints.updateInstance]
export const uses = [getBillingPhase, createMockGateway, withOptimisticUpdates]
export const isConnected = (instance: Instance) => instance.connected
`

/** Each name, where it is written last, and the source that says what it is. */
const sources = {
  createVZapsApi: 'src/react/create.ts',
  useListInstancesQuery: 'src/react/generated-hooks.ts',
  useInstanceStatus: 'src/react/status.ts',
  useInstancePairing: 'src/react/pairing.ts',
  updateInstance: 'src/instances/endpoints.ts',
  getBillingPhase: 'src/billing/phase.ts',
  createMockGateway: 'src/mock/gateway/gateway.ts',
  withOptimisticUpdates: 'src/overlay/with-optimistic-updates.ts',
  Instance: 'src/instances/schema.ts',
  connected: 'src/instances/schema.ts',
}

/** TypeScript's server on a folder; `ask` gives the body of its answer. */
const serve = (folder) => {
  const script = createRequire(import.meta.url).resolve('typescript/lib/tsserver.js')
  const child = spawn(process.execPath, [script, '--disableAutomaticTypingAcquisition'], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = new Map()
  createInterface(child.stdout).on('line', (line) => {
    if (!line.startsWith('{')) return
    const message = JSON.parse(line)
    if (message.type === 'response') waiting.get(message.request_seq)?.(message)
  })
  let seq = 0
  const send = (command, args) => {
    seq += 1
    child.stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`)
    return seq
  }
  return {
    send,
    ask: (command, args) =>
      new Promise((resolve) => {
        waiting.set(send(command, args), ({ body }) => resolve(body))
      }),
    end: () => child.kill(),
  }
}

describe('go to definition', { timeout: 300_000 }, () => {
  let project
  let server
  let file
  before(() => {
    project = createProject()
    file = project.write('app.ts', code)
    const compilerOptions = { module: 'NodeNext', target: 'ES2022', strict: true, types: [] }
    project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['app.ts'] }))
    server = serve(project.folder)
    server.send('open', { file })
  })
  after(() => {
    server.end()
    project.remove()
  })

  for (const [name, source] of Object.entries(sources)) {
    test(`of ${name} leads to its source`, async () => {
      const before = code.slice(0, code.lastIndexOf(name)).split('\n')
      const [found] = await server.ask('definition', {
        file,
        line: before.length,
        offset: before.at(-1).length + 1,
      })
      assert.equal(relative(project.installed, found.file).replaceAll(sep, '/'), source)
      const { line, offset } = found.start
      assert.ok(
        readFileSync(found.file, 'utf8')
          .split('\n')
          [line - 1].slice(offset - 1)
          .startsWith(name),
        `${source}:${line}:${offset} is not about ${name}`,
      )
    })
  }
})
