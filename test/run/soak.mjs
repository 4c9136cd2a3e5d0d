import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// The model test of the overlay, with as many runs as there is time for: `SEED=7 RUNS=20000 npm run soak`. A failure is
// printed with the seed of its thousand, which is where to start again with: `SEED=... RUNS=2000 npm run soak`.
const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const alias = [{ find: 'vzaps-rtk/optimistic', replacement: at('../../src/overlay/index.ts') }]
const config = { configFile: false, logLevel: 'error', resolve: { alias } }
const { module } = await runnerImport(at('../optimistic/model/soak.ts'), config)

const bad = await module.soak({
  seed: Number(process.env.SEED ?? Date.now() % 1_000_000_000),
  runs: Number(process.env.RUNS ?? 100_000),
  print: (line) => process.stdout.write(`${line}\n`),
})
process.exitCode = bad === 0 ? 0 : 1
