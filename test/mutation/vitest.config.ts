import { defineConfig } from 'vitest/config'
import base from '../../vite.config.ts'

/** The tests that can tell whether these were changed; without those of the mock, the README and the tools. */
const folders = ['core', 'auth', 'request', 'instances', 'sessions', 'optimistic', 'invalidation']
const include = folders.map((folder) => `test/${folder}/**/*.test.ts`)

const { projects: _, ...test } = base.test ?? {}

// biome-ignore lint/style/noDefaultExport: so Vitest reads it
export default defineConfig({
  ...base,
  test: {
    ...test,
    include: [...include, 'test/faults/abort.test.ts'],
    // Thousands of random cases, or hundreds of operations, for each mutant would take days; of the random model's those
    // that once went wrong are enough.
    exclude: [
      '**/properties.test.ts',
      '**/model/{model,schedule,tags}.test.ts',
      '**/leaks.test.ts',
      // It has a module of its own in place of Redux Toolkit.
      '**/require-toolkit.test.ts',
      '**/node_modules/**',
    ],
    // Hundreds of runs of the same files: what they import is imported once.
    isolate: false,
  },
})
