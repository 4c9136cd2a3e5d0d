import { spawn } from 'node:child_process'

/**
 * Every check there is, row beside row. Browser tests wait for timers and for one another, and leave to the row beside them
 * what they do not need of two cores. The unit tests come after the package's also because packing rewrites the README for
 * a moment, which they read; as the format's and the lint's checks do, which are over by then.
 */
const rows = [
  ['test:package', 'test:unit'],
  ['format', 'lint', 'types', 'test:browser'],
]

const isWindows = process.platform === 'win32'
const running = new Set()
/** Of the first check that failed. */
let code

const say = (text) => process.stdout.write(text)

/** Ends a check, and all that it started, as Ctrl-C does: Playwright takes its server along then, and only then. */
const end = ({ pid }) => {
  if (pid === undefined) return
  if (isWindows) spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' })
  else process.kill(-pid, 'SIGINT')
}

const fail = (result) => {
  code ??= result
  for (const child of running) end(child)
}

/** Runs one check, whose output comes whole when it has ended; one that is ended for another's sake has none. */
const run = (name) =>
  new Promise((done) => {
    const begun = performance.now()
    say(`${name} …\n`)
    const child = spawn('npm', ['run', '--silent', name], {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: isWindows,
      detached: !isWindows,
    })
    running.add(child)
    const output = []
    const keep = (text) => output.push(text)
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', ({ message }) => keep(Buffer.from(`${message}\n`)))
    child.once('close', (result) => {
      running.delete(child)
      if (code === undefined) {
        const seconds = Math.round((performance.now() - begun) / 1_000)
        const outcome = result === 0 ? 'passed' : 'failed'
        say(`\n> ${name}\n\n${Buffer.concat(output)}\n${name} ${outcome}, ${seconds} s\n\n`)
        if (result !== 0) fail(result > 0 ? result : 1)
      }
      done()
    })
  })

for (const [signal, result] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
])
  process.once(signal, () => fail(result))

const inTurn = async (names) => {
  for (const name of names) if (code === undefined) await run(name)
}
await Promise.all(rows.map(inTurn))
process.exitCode = code ?? 0
