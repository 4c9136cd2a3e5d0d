// npm run bench -- [--only=<scenario>,...] [--libraries=<library>,...] [--runs=<n>]
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bundle, libraries } from './bundle.mjs'
import { openLegend, openTable } from './open-table.mjs'
import { alone, load, loadsOf, once, tableRows } from './rows.mjs'
import { figureTable, targetTable } from './table.mjs'

const child = fileURLToPath(new URL('child.mjs', import.meta.url))
const print = (text) => process.stdout.write(`${text}\n`)
const note = (text) => process.stderr.write(text)

/** A scenario on each of these libraries in one process; what else it prints is shown as it comes. */
const play = (scenario, players) =>
  new Promise((resolve, reject) => {
    const args = ['--expose-gc', child, scenario, JSON.stringify(players)]
    const process_ = spawn(process.execPath, args, {
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    process_.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
    })
    process_.on('error', reject)
    process_.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(text.slice(text.lastIndexOf('\n') + 1)))
      else
        reject(
          new Error(`${scenario} on ${players.map(([library]) => library)} ended with ${code}`),
        )
    })
  })

const pick = (all, asked) => {
  if (!asked) return all
  const wanted = asked.split(',')
  const unknown = wanted.filter((name) => !all.includes(name))
  if (unknown.length > 0) throw new Error(`${unknown} is none of ${all.join(', ')}`)
  return all.filter((name) => wanted.includes(name))
}

const versionOf = (name) => {
  const { resolve } = createRequire(import.meta.url)
  const path = resolve.paths(name)?.map((folder) => `${folder}/${name}/package.json`) ?? []
  for (const file of path) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')).version
    } catch {
      // Not in this node_modules; the next one up.
    }
  }
  throw new Error(`${name} is not installed`)
}

/** Every library in turn, in a process for each round: drift of the machine hits them all alike. */
async function playAll(scenarios, files, runs) {
  const found = {}
  for (const scenario of scenarios) {
    const players = Object.entries(files)
      .filter(([library]) => (alone[scenario] ?? library) === library)
      .map(([library, file]) => [library, file, loadsOf(scenario, library)])
    found[scenario] = Object.fromEntries(players.map(([library]) => [library, []]))
    const rounds = once.includes(scenario) ? 1 : runs
    for (let round = 0; round < rounds; round++) {
      note(`\r\x1b[K${scenario}, ${round + 1} of ${rounds}`)
      // Nobody is always the first, who finds the page and the transport cold.
      const first = round % Math.max(1, players.length)
      const order = [...players.slice(first), ...players.slice(0, first)]
      const findings = order.length > 0 ? await play(scenario, order) : {}
      for (const [library, finding] of Object.entries(findings)) {
        found[scenario][library].push(finding)
      }
    }
  }
  note('\r\x1b[K')
  return found
}

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      libraries: { type: 'string' },
      runs: { type: 'string', default: '5' },
    },
  })
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a whole number from 1')
  if (values.only === 'live') {
    const { playAllLive } = await import('./live/run.mjs')
    print(await playAllLive(runs))
    return
  }
  const known = [...new Set(tableRows.map(({ scenario }) => scenario)), 'open']
  const scenarios = pick(known, values.only)
  const chosen = pick(Object.keys(libraries), values.libraries)

  const files = {}
  for (const library of chosen) files[library] = await bundle(library)
  const names = Object.fromEntries(chosen.map((library) => [library, libraries[library].name]))
  const versions = ['react', ...new Set(chosen.flatMap((library) => libraries[library].packages))]

  const start = Date.now()
  const found = await playAll(scenarios, files, runs)
  const seconds = Math.round((Date.now() - start) / 1000)

  if (tableRows.some(({ scenario }) => found[scenario])) {
    print(figureTable(tableRows, found, names))
    print('')
    print(targetTable(tableRows, found, names))
    print('')
  }
  if (found.open?.overlay) {
    print(openTable(found.open.overlay))
    print('')
    print(openLegend)
    print('')
  }
  print(
    `On one HTTP-like transport: every library fetches real Responses of fresh bytes. CPU of the process (all its threads), all libraries in one, median of ${runs}. A list of ${load.rows.toLocaleString('en')} rows is mounted unless said; production builds.`,
  )
  print(
    `Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0].toFixed(1)}, ${seconds} s.`,
  )
  print(versions.map((name) => `${name} ${versionOf(name)}`).join(', '))

  const wrong = ['overlay', 'library'].flatMap((library) =>
    scenarios.filter((scenario) => found[scenario][library]?.some(({ isRight }) => !isRight)),
  )
  if (wrong.length > 0) {
    note(`This library did not end with what the server has: ${[...new Set(wrong)].join(', ')}\n`)
    process.exitCode = 1
  }
}

await main()
