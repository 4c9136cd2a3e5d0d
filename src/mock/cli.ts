#!/usr/bin/env node
import { parseArgs } from 'node:util'
import type { MockServer } from './node.ts'
import { startMockServer } from './node.ts'

const usage = `Usage: vzaps-mock [--port 8787] [--host 127.0.0.1] [--seed 1] [--instances 3]
                  [--latency ms] [--auto-scan ms] [--strict]
`

/** Starts a mock server from command-line arguments and prints where it is and what it accepts. */
export const main = async (argv: readonly string[]): Promise<MockServer | undefined> => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '8787' },
      host: { type: 'string', default: '127.0.0.1' },
      seed: { type: 'string', default: '1' },
      instances: { type: 'string', default: '3' },
      latency: { type: 'string', default: '0' },
      'auto-scan': { type: 'string' },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return undefined
  }
  const autoScan = values['auto-scan']
  const server = await startMockServer({
    port: readNumber('port', values.port),
    host: values.host,
    seed: readNumber('seed', values.seed),
    instances: readNumber('instances', values.instances),
    faults: { latencyMs: readNumber('latency', values.latency) },
    autoScanMs: autoScan === undefined ? undefined : readNumber('auto-scan', autoScan),
    strict: values.strict,
  })
  const { clientToken, clientSecret } = server.gateway.credentials
  process.stdout.write(
    [
      `VZaps mock gateway  ${server.url}`,
      `realtime            ${server.realtimeUrl}`,
      `client token        ${clientToken}`,
      `client secret       ${clientSecret}`,
      `control token       ${server.controlToken}`,
      '',
    ].join('\n'),
  )
  return server
}

const readNumber = (name: string, text: string): number => {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new Error(`--${name} must be a number`)
  return value
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(
    `vzaps-mock: ${error instanceof Error ? error.message : String(error)}\n${usage}`,
  )
  process.exitCode = 1
}
