import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'vzaps-rtk-all-'))
copyFileSync(fileURLToPath(new URL('all.mjs', import.meta.url)), join(folder, 'all.mjs'))
afterAll(() => rmSync(folder, { recursive: true }))

const checks = ['format', 'lint', 'types', 'test:package', 'test:browser', 'test:unit']

/** Runs all checks of a project where each says its name, but for these. */
const runAll = (scripts: Readonly<Record<string, string>>) => {
  const all = Object.fromEntries(checks.map((name) => [name, `echo said by ${name}`]))
  const manifest = { type: 'module', scripts: { ...all, ...scripts } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  return new Promise<{ code: number | null; said: string }>((done) => {
    const child = spawn(process.execPath, ['all.mjs'], { cwd: folder })
    let said = ''
    child.stdout.on('data', (text) => {
      said += text
    })
    child.once('close', (code) => done({ code, said }))
  })
}

/** Ends only when it is told to. */
const endless = `node -e "process.on('SIGINT', () => process.exit()); setInterval(() => {}, 1000)"`

describe('all checks', () => {
  test('are run, each with its output', async () => {
    const { code, said } = await runAll({})
    expect(code).toBe(0)
    for (const name of checks) expect(said).toContain(`said by ${name}\n`)
  })

  test('give what they write to stderr, too', async () => {
    const { said } = await runAll({ lint: 'node -e "console.error(1 + 41)"' })
    expect(said).toContain('42')
  })

  test('end with the first that fails, its code and its output, and those beside it end', async () => {
    const { code, said } = await runAll({
      types: `node -e "console.log('wrong' + 'ly typed'); process.exitCode = 3"`,
      'test:package': endless,
    })
    expect(code).toBe(3)
    expect(said).toContain('wrongly typed')
    expect(said).toContain('types failed')
    expect(said).not.toContain('said by test:browser')
    expect(said).not.toContain('said by test:unit')
  })
})
