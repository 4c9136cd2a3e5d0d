import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createReports } from './report.mjs'

const reports = createReports()
for (const file of readdirSync(new URL('.', import.meta.url))) {
  if (file.endsWith('.api.md')) rmSync(new URL(file, import.meta.url))
}
for (const { name, file, text, count } of reports) {
  writeFileSync(new URL(file, import.meta.url), text)
  process.stdout.write(`${file}: ${name} exports ${count} names\n`)
}
