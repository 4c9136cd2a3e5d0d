import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const root = fileURLToPath(new URL('../../', import.meta.url))

const run = (args, cwd) =>
  execFileSync(npm, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: npm.endsWith('.cmd'),
  })

/** One of the apps here, outside the repository, with its packages and the packed tarball installed from the registry. */
export const installApp = (name) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `vzaps-rtk-${name}-`)))
  cpSync(fileURLToPath(new URL(name, import.meta.url)), folder, { recursive: true })
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const [{ filename }] = JSON.parse(run(pack, root))
  run(['install', '--no-audit', '--no-fund', '--ignore-scripts', `./${filename}`], folder)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
