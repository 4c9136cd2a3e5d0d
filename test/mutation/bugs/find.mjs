import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { runnerImport } from 'vite'

// Does the random model find what is wrong? Puts each bug into a copy of the overlay, and plays random runs until one goes
// wrong that is right without it: `npm run bugs`, `npm run bugs -- "two ids"`, `RUNS=2000 SEED=1`. Fails when one is not
// found. Without tags and with them: a bug may be mended by what is invalidated.
const root = fileURLToPath(new URL('../../../', import.meta.url))
const runs = Number(process.env.RUNS ?? 2_000)
const seed = Number(process.env.SEED ?? 1)
const [only] = process.argv.slice(2)

const plain = { configFile: false, logLevel: 'error' }
const load = async (path, config = plain) => (await runnerImport(path, config)).module
const { bugs } = await load(join(root, 'test/mutation/bugs/bugs.ts'))
const { putIn } = await load(join(root, 'test/mutation/bugs/put-in.ts'))

const copied = ['src', 'test/optimistic/model', 'package.json', 'tsconfig.json']

/** What plays the model over an overlay of its own, in a copy below `folder`. */
const loadJudged = async (folder, bug) => {
  for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const overlay = join(folder, 'src/overlay')
  if (bug) putIn(overlay, bug)
  const alias = { 'vzaps-rtk/optimistic': join(overlay, 'index.ts') }
  const config = { ...plain, root: folder, resolve: { alias, preserveSymlinks: true } }
  return (await load(join(folder, 'test/optimistic/model/judged.ts'), config)).playJudged
}

const home = mkdtempSync(join(tmpdir(), 'bugs-'))
let missed = 0
try {
  const playRight = await loadJudged(join(home, 'right'))
  const { schedules } = await load(join(root, 'test/optimistic/model/schedule.ts'))
  const played = fc.sample(schedules, { seed, numRuns: runs })
  for (const [nr, bug] of bugs.entries()) {
    if (only && bug.name !== only) continue
    const playWrong = await loadJudged(join(home, String(nr)), bug)
    let found
    for (const [at, schedule] of played.entries()) {
      const wrong = await playWrong(schedule)
      if (!wrong || (await playRight(schedule))) continue
      found = `run ${at + 1}, ${wrong.rule}`
      break
    }
    if (!found) missed += 1
    process.stdout.write(`${bug.name}: ${found ?? `not in ${runs} runs`}\n`)
  }
} finally {
  rmSync(home, { recursive: true, force: true })
}
process.exitCode = missed === 0 ? 0 : 1
