// One library, in a process of its own: node --expose-gc child.mjs <bundle> <adapter> <load as JSON>
import { pathToFileURL } from 'node:url'
import { openPage } from '../page.mjs'

const [bundle, adapter, load] = process.argv.slice(2)
openPage()
const { liveAdapters, playLive } = await import(pathToFileURL(bundle).href)
const finding = await playLive(liveAdapters[adapter], JSON.parse(load))
process.stdout.write(JSON.stringify(finding), () => process.exit())
