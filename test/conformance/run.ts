import { readFileSync } from 'node:fs'
import { apollo } from './adapters/apollo.ts'
import { rtkQuery, rtkQueryImmediately } from './adapters/rtk-query.ts'
import { swr, swrDisplayed } from './adapters/swr.tsx'
import { tanstackDb } from './adapters/tanstack-db.ts'
import { tanstackQuery, tanstackQueryConcurrent } from './adapters/tanstack-query.ts'
import { vzapsRtk } from './adapters/vzaps-rtk.ts'
import { headOf, judgeAll, lineOf, type Row, totalOf } from './report.ts'
import type { Adapter } from './scenario.ts'

const adapters: readonly Adapter[] = [
  vzapsRtk,
  rtkQuery,
  rtkQueryImmediately,
  tanstackQuery,
  tanstackQueryConcurrent,
  swr,
  swrDisplayed,
  tanstackDb,
  apollo,
]
const letters = adapters.map((_adapter, index) => String.fromCharCode(65 + index))

const root = new URL('../../', import.meta.url)
const versionOf = (file: URL) =>
  (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
const versionsOf = ({ packages }: Adapter) =>
  packages.length > 0
    ? packages.map(
        (name) => `${name} ${versionOf(new URL(`node_modules/${name}/package.json`, root))}`,
      )
    : [versionOf(new URL('package.json', root))]

const say = (line = '') => process.stdout.write(`${line}\n`)

/** Prints what each scenario came to with each library; says whether this library is right in all of them. */
export async function main(words = ''): Promise<boolean> {
  const strays: unknown[] = []
  process.on('unhandledRejection', (error) => strays.push(error))
  const rows: Row[] = []
  for await (const row of judgeAll(adapters, words, strays)) {
    if (row.topic !== rows.at(-1)?.topic) say(`\n${headOf(letters)}${row.topic}`)
    rows.push(row)
    say(lineOf(row, letters))
  }
  say()
  for (const [index, adapter] of adapters.entries()) {
    const versions = versionsOf(adapter).join(', ')
    say(`${letters[index]} ${adapter.library} (${versions}): ${totalOf(rows, index)}`)
  }
  return rows.every(({ verdicts: [ours] }) => ours?.kind === 'ok')
}
