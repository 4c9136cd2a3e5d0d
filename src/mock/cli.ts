#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { type MockServer, startMockServer } from './node.ts'

const usage = `Usage: mock [--port 8787] [--host 127.0.0.1] [--seed 1]
            [--instances 3] [--latency ms] [--auto-scan ms]
`

/** Starts a mock server from command-line arguments and prints where it is and what it accepts. */
export async function main(argv: readonly string[]): Promise<MockServer | undefined> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '8787' },
      host: { type: 'string', default: '127.0.0.1' },
      seed: { type: 'string', default: '1' },
      instances: { type: 'string', default: '3' },
      latency: { type: 'string', default: '0' },
      'auto-scan': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return undefined
  }
  const server = await startMockServer({
    port: readNumber('port', values.port),
    host: values.host,
    seed: readNumber('seed', values.seed),
    instances: readNumber('instances', values.instances),
    faults: { latencyMs: readNumber('latency', values.latency) },
    ...(values['auto-scan'] !== undefined && {
      autoScanMs: readNumber('auto-scan', values['auto-scan']),
    }),
  })
  const { clientToken, clientSecret } = server.gateway.credentials
  process.stdout.write(
    [
      `VZaps mock gateway  ${server.url}`,
      `client token        ${clientToken}`,
      `client secret       ${clientSecret}`,
      `control token       ${server.controlToken}`,
      '',
    ].join('\n'),
  )
  return server
}

function readNumber(name: string, text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new Error(`--${name} must be a number`)
  return value
}

await main(process.argv.slice(2))
