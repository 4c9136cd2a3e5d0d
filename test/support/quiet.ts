import { afterAll, afterEach, vi } from 'vitest'
import { takeConsoleFaults, watchConsole } from './console.ts'

// A test that writes to the console fails, whoever wrote: this library, RTK Query, React. What a test provokes on
// purpose is declared with `expectConsole`.

const check = (): void => {
  const faults = takeConsoleFaults()
  if (faults.length > 0) throw new Error(`The console must stay silent:\n${faults.join('\n')}`)
}

watchConsole()
afterEach(check)
// What is written after the last test.
afterAll(check)
// The next file may run in this process, too: its time and globals are the real ones.
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})
