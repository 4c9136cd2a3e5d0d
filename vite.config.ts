import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { showCode } from './demo/code/plugin.ts'
import { relayBackend } from './demo/relay/plugin.ts'
import { alone, pages, shared, timers } from './test/support/alone.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The playground and the tests import the library by its public names, so they see what a user sees. */
const alias = [
  { find: /^vzaps-rtk\/react$/, replacement: at('src/react.ts') },
  { find: /^vzaps-rtk\/optimistic$/, replacement: at('src/overlay/index.ts') },
  { find: /^vzaps-rtk\/devtools$/, replacement: at('src/devtools.ts') },
  { find: /^vzaps-rtk\/server$/, replacement: at('src/server.ts') },
  { find: /^vzaps-rtk\/messages$/, replacement: at('src/messages.ts') },
  { find: /^vzaps-rtk\/mock\/msw$/, replacement: at('src/mock/msw.ts') },
  { find: /^vzaps-rtk\/mock\/node$/, replacement: at('src/mock/node.ts') },
  { find: /^vzaps-rtk\/mock\/react$/, replacement: at('src/mock/react.tsx') },
  { find: /^vzaps-rtk\/mock$/, replacement: at('src/mock/index.ts') },
  { find: /^vzaps-rtk$/, replacement: at('src/index.ts') },
]

/** RTK Query without its hooks, and of the overlay what a wrapped api needs where nothing is invalidated by entry. */
const isOfOverlay =
  /node_modules\/(?:@reduxjs\/toolkit\/dist\/(?!query\/react)|redux|immer|reselect)|src\/overlay\/(?!invalidation|making\/wait-for|operations\/send-order|recipes\/recipes)/

/** The compiler that takes seconds. What is published is checked with older ones, too: test/package/consumer. */
const typecheck = {
  enabled: true,
  only: true,
  checker: at('test/types/tsc.mjs'),
  include: ['test/types/**/*.test-d.ts'],
  tsconfig: at('tsconfig.json'),
}

export default defineConfig({
  root: at('demo'),
  plugins: [showCode(at('.')), react(), relayBackend()],
  resolve: { alias },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Each file's last line would name its map: half a kilobyte on the first screen.
    sourcemap: 'hidden',
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // To read a property does nothing else in any module here: what is only read goes.
      treeshake: { propertyReadSideEffects: false },
      // Every screen needs these, whole: more files would be compressed apart.
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(?:react|scheduler)\// },
            { name: 'overlay', test: isOfOverlay },
          ],
        },
      },
    },
  },
  test: {
    root: at('.'),
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          ...shared,
          isolate: false,
          setupFiles: ['test/support/quiet.ts', 'test/support/hub.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          include: pages,
          environment: 'jsdom',
          isolate: false,
          setupFiles: ['test/support/quiet.ts', 'test/support/hub.ts', 'test/support/page.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'timers',
          include: timers,
          isolate: false,
          setupFiles: ['test/support/quiet.ts', 'test/support/hub.ts'],
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
      { extends: true, test: { name: 'types', include: [], typecheck } },
    ],
    setupFiles: ['test/support/quiet.ts'],
    // A test fails by what it expects: a machine that is busy with other things is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // By default one core is kept free, which of two is half of them.
    maxWorkers: '100%',
  },
})
