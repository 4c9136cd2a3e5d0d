import { spawnSync } from 'node:child_process'

/** Runs an app's tests with its own Vitest; gives the report, and what was said beside it. */
export const runVitest = (folder) => {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json']
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  return { report: JSON.parse(stdout.slice(stdout.indexOf('{')) || '{}'), stderr }
}
