import { readFileSync, writeFileSync } from 'node:fs'

// What the README points to, on the registry's page: that has no files beside it, so while the package is packed the
// links and the picture lead to the published package's own files. Both ways undo each other.
//
//   node test/package/readme-links.mjs absolute | relative

const file = new URL('../../README.md', import.meta.url)
const { name, version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
)
const base = `https://unpkg.com/${name}@${version}/`
const readme = readFileSync(file, 'utf8')
const relative = readme.replaceAll(`](${base}`, '](')
// Neither an address with a scheme, nor a heading of the page itself.
const absolute = relative.replaceAll(/\]\((?![a-z]+:|#)/g, `](${base}`)
writeFileSync(file, process.argv[2] === 'absolute' ? absolute : relative)
