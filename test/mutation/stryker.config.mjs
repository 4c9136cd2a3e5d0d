// Mutation testing of what everything else stands on: is there a test that fails when a line of it is changed? Run with
// `npm run mutation`, or for a part of it `npm run mutation -- --mutate src/core/calls/paths.ts`.

// biome-ignore lint/style/noDefaultExport: so Stryker reads it
export default {
  mutate: ['core', 'auth', 'overlay'].map((folder) => `src/${folder}/**/*.ts`),
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts' },
  plugins: ['@stryker-mutator/vitest-runner', './test/mutation/sentences.mjs'],
  ignorers: ['sentences'],
  concurrency: 2,
  // On a busy machine, a mutant that is only slow must not pass for one that was found.
  timeoutFactor: 3,
  timeoutMS: 10_000,
  // Not what the tests need: a copy of the project is made of the rest.
  ignorePatterns: ['coverage', 'demo', 'dist', 'test/e2e', 'test-results', 'playwright-report'],
  tempDirName: 'coverage/stryker',
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: 'coverage/mutation/index.html' },
  jsonReporter: { fileName: 'coverage/mutation/report.json' },
  thresholds: { high: 90, low: 80, break: 80 },
}
