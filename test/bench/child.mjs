// One scenario on one library, in a process of its own: node --expose-gc child.mjs <bundle> <scenario> <load as JSON>
import { pathToFileURL } from 'node:url'
import { openPage } from './page.mjs'

const [bundle, scenario, load] = process.argv.slice(2)
openPage()
const { adapter, scenarios } = await import(pathToFileURL(bundle).href)
const finding = await scenarios[scenario](adapter, JSON.parse(load))
process.stdout.write(JSON.stringify(finding), () => process.exit())
