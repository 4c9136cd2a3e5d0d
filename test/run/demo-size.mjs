import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

// The JavaScript that is transferred until the playground's first screens can be used: gzip, bytes. It is read from the
// build's manifest; a browser test (test/e2e/first-load.spec.ts) sees that a page loads just that.

/** Bytes that no first screen may pass. */
const limit = 180_000

const always = 'index.html'

/** Each screen, and the modules that make it besides the page's own. */
export const screens = [
  { name: '/', of: ['story/StoryPage.tsx'], limit },
  { name: '/instances', of: ['auth/SignedInOnly.tsx'], limit },
  {
    name: '/instances, signed in',
    of: ['auth/SignedInOnly.tsx', 'store/WithStore.tsx', 'instances/InstancesPage.tsx'],
  },
]

const dist = new URL('../../demo/dist/', import.meta.url)

/** The build's files for a screen, by the names under which they are served. */
export const filesOf = ({ of }) => {
  const file = new URL('.vite/manifest.json', dist)
  if (!existsSync(file)) throw new Error('There is no build yet: npm run build:demo comes first')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  const found = new Set()
  const add = (key) => {
    const chunk = manifest[key]
    if (!chunk)
      throw new Error(`The build has no ${key}: name what took its place in demo-size.mjs`)
    if (found.has(chunk.file)) return
    found.add(chunk.file)
    chunk.imports?.forEach(add)
  }
  for (const key of [always, ...of]) add(key)
  return [...found]
}

export const sizeOf = (screen) =>
  filesOf(screen)
    .map((name) => gzipSync(readFileSync(new URL(name, dist))).length)
    .reduce((sum, size) => sum + size, 0)

function main() {
  for (const screen of screens) {
    const size = sizeOf(screen)
    const isOver = size > (screen.limit ?? Number.POSITIVE_INFINITY)
    const of = screen.limit ? ` of ${screen.limit.toLocaleString('en')}` : ''
    process.stdout.write(
      `${screen.name.padEnd(24)}${size.toLocaleString('en').padStart(8)}${of}${isOver ? '  too much' : ''}\n`,
    )
    if (isOver) process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
