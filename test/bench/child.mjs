// One scenario on some libraries, one after the other in this process:
// node --expose-gc child.mjs <scenario> <[library, its bundle, its loads] of each as JSON>
import { pathToFileURL } from 'node:url'
import { openPage } from './page.mjs'

const [scenario, players] = process.argv.slice(2)
openPage()
const found = {}
for (const [library, bundle, loads] of JSON.parse(players)) {
  // A bundle has its own copy of all that it is made of: what one library warms up is cold for the next.
  const { adapter, scenarios } = await import(pathToFileURL(bundle).href)
  const findings = []
  for (const load of loads) findings.push(await scenarios[scenario](adapter, load))
  const isRight = findings.every((finding) => finding.isRight)
  found[library] = Object.assign({}, ...findings, { isRight })
}
process.stdout.write(JSON.stringify(found), () => process.exit())
