import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const file = fileURLToPath(new URL('../run/mock.mjs', import.meta.url))

/** Runs the command line from its source until it ends. */
const run = async (...argv: string[]) => {
  const child = spawn(process.execPath, [file, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, error, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ])
  return { out, error, code }
}

describe('vzaps-mock', { timeout: 60_000 }, () => {
  test('--help says its own name and every option', async () => {
    const { out, error, code } = await run('--help')
    expect([error, code]).toEqual(['', 0])
    expect(out).toMatch(/^Usage: vzaps-mock /)
    for (const option of ['port', 'host', 'seed', 'instances', 'latency', 'auto-scan', 'strict']) {
      expect(out).toContain(`--${option}`)
    }
  })

  test.each([
    [['--nothing'], '--nothing'],
    [['--port', 'many'], '--port must be a number'],
    [['--host', '0.0.0.0'], 'loopback only'],
    [['--latency', '1e12'], 'latencyMs must be'],
  ])('%j: says what is wrong and how it is used, without a stack', async (argv, problem) => {
    const { out, error, code } = await run(...argv)
    expect([out, code]).toEqual(['', 1])
    expect(error).toMatch(/^vzaps-mock: /)
    expect(error).toContain(problem)
    expect(error).toContain('Usage: vzaps-mock ')
    expect(error).not.toMatch(/\n\s+at /)
  })
})
