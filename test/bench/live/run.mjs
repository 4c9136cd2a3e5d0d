// npm run bench -- --only=live: what it takes to keep many rows on the screen up to date.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleOf } from '../bundle.mjs'
import { markdown, median, short } from '../table.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
// Long enough for some of the major garbage collections that each library's garbage causes.
const seconds = 60
const plays = [
  ['vzaps-rtk, lists', 1_000],
  ['vzaps-rtk, badges', 1_000],
  ['TanStack Query, lists', 1_000],
  ['RTK Query, entries', 1_000],
  ['vzaps-rtk, lists', 5_000],
]

// Those that take a few hundredths of a core play beside each other: whatever the machine does meanwhile hits them alike.
const turns = [[0, 1, 2], [3], [4]]

const play = (file, adapter, load) =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--expose-gc', join(here, 'child.mjs'), file, adapter, JSON.stringify(load)],
      { env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(text.slice(text.lastIndexOf('\n') + 1)))
      else reject(new Error(`${adapter} ended with ${code}`))
    })
  })

const row = (adapter, rows, findings) => {
  const of = (name) => short(median(findings.map((finding) => finding[name])))
  const isRight = findings.every((finding) => finding.isRight)
  return [
    `${adapter}, ${rows.toLocaleString('en')} rows${isRight ? '' : ' (wrong)'}`,
    of('requestsPerSecond'),
    of('cpuPerSecond'),
    of('changed'),
    of('rendered'),
    `${of('p50')} / ${of('p95')} / ${of('p100')}`,
  ]
}

/** Plays all in turn, so many times; gives the table. */
export const playAllLive = async (runs) => {
  const file = await bundleOf('live', [
    `export { liveAdapters } from ${JSON.stringify(join(here, 'adapters.tsx'))}`,
    `export { playLive } from ${JSON.stringify(join(here, 'scene.tsx'))}`,
  ])
  const found = plays.map(() => [])
  for (let run = 0; run < runs; run++) {
    for (const turn of turns) {
      const playing = turn.map(async (i) => {
        const [adapter, rows] = plays[i]
        found[i].push(await play(file, adapter, { rows, seconds }))
      })
      await Promise.all(playing)
    }
  }
  const head = [
    '',
    'requests/s',
    'CPU ms/s',
    'changed',
    'rendered',
    'ms to the screen: p50 / p95 / all',
  ]
  const table = markdown(
    head,
    plays.map(([adapter, rows], i) => row(adapter, rows, found[i])),
  )
  const [lists, , , entries] = found.map((findings) =>
    median(findings.map(({ cpuPerSecond }) => cpuPerSecond)),
  )
  const histogram = found[0].reduce(
    (sum, { histogram }) => sum.map((count, i) => count + histogram[i]),
    Array.from({ length: 15 }, () => 0),
  )
  return [
    table,
    `Lists take ${short(lists / entries)} of the CPU of RTK Query's entries.`,
    `From a change to the screen, by tenths of a second: ${histogram.join(' ')}`,
  ].join('\n\n')
}
