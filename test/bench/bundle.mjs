import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))

const redux = ['@reduxjs/toolkit', 'react-redux']

/** The libraries in the order of the table, by the file of their adapter: its export, and what it is made of. */
export const libraries = {
  'rtk-query': { adapter: 'rtkQuery', name: 'RTK Query', packages: redux },
  'tanstack-query': {
    adapter: 'tanstackQuery',
    name: 'TanStack Query',
    packages: ['@tanstack/react-query'],
  },
  swr: { adapter: 'swr', name: 'SWR', packages: ['swr'] },
  'tanstack-db': {
    adapter: 'tanstackDb',
    name: 'TanStack DB',
    packages: ['@tanstack/db', '@tanstack/react-db', '@tanstack/query-db-collection'],
  },
  overlay: { adapter: 'overlay', name: 'vzaps-rtk/optimistic', packages: redux },
  library: { adapter: 'library', name: 'vzaps-rtk', packages: redux },
}

/** Builds one library's production bundle, with its adapter and the scenarios; gives the file. */
export const bundle = (library) =>
  bundleOf(library, [
    `export { ${libraries[library].adapter} as adapter } from ${JSON.stringify(join(here, 'adapters', `${library}.tsx`))}`,
    `export { scenarios } from ${JSON.stringify(join(here, 'scenarios.ts'))}`,
  ])

/** Builds a production bundle of these exports; gives the file. */
export async function bundleOf(name, exports) {
  const entry = '\0entry'
  const code = exports.join('\n')
  await build({
    configFile: false,
    root,
    mode: 'production',
    logLevel: 'error',
    // What would otherwise be the packed library is its source here.
    resolve: {
      alias: [
        { find: 'vzaps-rtk/optimistic', replacement: join(root, 'src/overlay/index.ts') },
        { find: /^vzaps-rtk\/(\w+)$/, replacement: join(root, 'src/$1.ts') },
      ],
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? code : null),
      },
    ],
    build: {
      target: 'es2022',
      // Names stay readable in a profile.
      minify: false,
      outDir: join(here, 'dist'),
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: `${name}.mjs`, codeSplitting: false },
      },
    },
  })
  return join(here, 'dist', `${name}.mjs`)
}
