import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { cutDeclaration } from './cut-declaration.ts'

const mark = '\0code:'

/**
 * Gives the page its own source to show: `import('./use-saving.ts?useSaving&code')` is the declaration of that name, cut
 * when the page is built. One that is gone fails the build.
 */
export const showCode = (root: string): Plugin => ({
  name: 'show-code',
  enforce: 'pre',
  resolveId(id, importer) {
    const [, path, name] = /^(\..*)\?(\w+)&code$/.exec(id) ?? []
    return path && importer ? `${mark}${resolve(dirname(importer), path)}?${name}` : undefined
  },
  load(id) {
    if (!id.startsWith(mark)) return
    const [path = '', name = ''] = id.slice(mark.length).split('?')
    this.addWatchFile(path)
    const cut = cutDeclaration(readFileSync(path, 'utf8'), name)
    const file = relative(root, path).replaceAll('\\', '/')
    return `export const code = ${JSON.stringify({ file, ...cut })}`
  },
})
