import { chromium } from 'playwright'
import { preview } from 'vite'
import { ensureChromium } from './chromium.mjs'

// How long the page's thread is busy at a time with 5,000 instances in one table, on a CPU that is four times slower:
// `npm run build:demo && npm run trace`. Of 20 repetitions each, the longest task of each counts. `-- --only=typing`,
// `-- --times=5` and `-- --top` (what the longest ones were busy with) help to find what is slow. Each scene has a page of
// its own, so that none begins with what another one left: a search that finds nothing leaves nothing to scroll.

const option = (name, otherwise) =>
  process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise
const times = Number(option('times', 20))
const slower = Number(option('slower', 4))
const only = option('only')
const isTop = process.argv.includes('--top')

/** ms that a task may take. */
const limit = 50

/** Finds some at each letter: first many, then few. Then it is taken back, and all are there again. */
const searched = 'padaria aurora sales'

/** What is done, once, and how long (ms) to wait for what follows from it. */
const scenes = {
  typing: async (page, nr) => {
    const letter = searched[nr % (searched.length + 1)]
    if (letter) await page.keyboard.press(letter)
    else await page.getByRole('searchbox', { name: 'Search instances' }).fill('')
    // The list is asked for 300 ms after the last key.
    await page.waitForTimeout(900)
  },
  scrolling: async (page, nr) => {
    await page.mouse.wheel(0, nr % 4 === 3 ? -400 : 600)
    await page.waitForTimeout(700)
  },
  tick: async (page, nr) => {
    await page.evaluate(
      (connected) => {
        const { instances } = window.gateway
        for (const { id } of instances.list().slice(0, 200)) instances.patch(id, { connected })
      },
      nr % 2 === 0,
    )
    const answer = page.evaluate(
      (before) =>
        new Promise((resolve) => {
          const look = () =>
            window.gateway.requests.length > before ? resolve() : setTimeout(look, 100)
          look()
        }),
      await page.evaluate(() => window.gateway.requests.length),
    )
    await page.evaluate(() => performance.mark('scene'))
    await answer
    await page.waitForTimeout(1_000)
  },
}

const open = async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${url}/instances?instances=5000&size=all&latency=50`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('table .row-link').first().waitFor()
  await page.waitForTimeout(1_000)
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
  return page
}

/** Tasks and marks; more only where it is asked for, as what is noted of each layout and paint makes these longer. */
const categories = [
  'toplevel',
  'blink.user_timing',
  ...(isTop ? ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'] : []),
]

/** The tasks (µs) of the page's main thread, in as many groups as there are marks. */
const tasksIn = (events) => {
  const main = events.find(({ name }) => name === 'scene')
  const own = events.filter(({ pid, tid }) => pid === main.pid && tid === main.tid)
  const marks = own.filter(({ name }) => name === 'scene').map(({ ts }) => ts)
  const tasks = own.filter(({ name, ph }) => ph === 'X' && /RunTask$/.test(name))
  return marks.map((from, at) => ({
    tasks: tasks.filter(({ ts }) => ts >= from && ts < (marks[at + 1] ?? Number.POSITIVE_INFINITY)),
    own,
  }))
}

const ms = (us) => (us / 1_000).toFixed(1).padStart(7)
const quantile = (sorted, share) => sorted[Math.ceil(share * sorted.length) - 1]

/** What a task was busy with, the longest parts first. */
const partsOf = ({ ts, dur }, own) =>
  own
    .filter(
      (event) => event.ph === 'X' && event.ts > ts && event.ts < ts + dur && event.dur > 4_000,
    )
    .sort((one, other) => other.dur - one.dur)
    .slice(0, 8)
    .map(({ name, dur, args }) => {
      const { functionName, url, type } = args?.data ?? {}
      return `${ms(dur)} ${name} ${[functionName, type, url?.split('/').at(-1)].filter(Boolean).join(' ')}`
    })

const measure = async (browser, page, name) => {
  const scene = scenes[name]
  await page.evaluate(() => window.scrollTo(0, 0))
  if (name === 'typing') await page.getByRole('searchbox', { name: 'Search instances' }).focus()
  else await page.mouse.move(700, 600)
  await page.waitForTimeout(1_000)
  await browser.startTracing(page, { categories })
  for (let nr = 0; nr < times; nr += 1) {
    if (name !== 'tick') await page.evaluate(() => performance.mark('scene'))
    await scene(page, nr)
  }
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()))
  const longest = tasksIn(traceEvents).map(({ tasks, own }) => {
    const task = tasks.reduce((one, other) => (other.tdur > one.tdur ? other : one))
    return { ...task, own }
  })
  for (const share of ['dur', 'tdur']) {
    const sorted = longest.map((task) => task[share]).sort((one, other) => one - other)
    const p95 = quantile(sorted, 0.95)
    const what = share === 'dur' ? 'by the clock' : 'of the CPU'
    process.stdout.write(
      `${name.padEnd(10)} ${what.padEnd(13)} median ${ms(quantile(sorted, 0.5))}  p95 ${ms(p95)}  longest ${ms(sorted.at(-1))} ms\n`,
    )
    if (share === 'tdur' && p95 > limit * 1_000) process.exitCode = 1
  }
  if (!isTop) return
  for (const task of longest.sort((one, other) => other.tdur - one.tdur).slice(0, 3)) {
    process.stdout.write(`  ${ms(task.tdur)} ms\n`)
    for (const part of partsOf(task, task.own)) process.stdout.write(`    ${part}\n`)
  }
}

const server = await preview({ preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' })
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] })
try {
  for (const name of Object.keys(scenes)) {
    if (only && only !== name) continue
    const page = await open(browser, server.resolvedUrls.local[0].replace(/\/$/, ''))
    await measure(browser, page, name)
    await page.close()
  }
} finally {
  await browser.close()
  await server.close()
}
