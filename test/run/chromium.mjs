import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

// The same engine without the windows of a desktop needs half the time, so it comes first.
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]
const macApps = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
]

/** Another installation may be under way: apt waits for it, up to so many seconds. */
const waiting = ['-o', 'DPkg::Lock::Timeout=300']

/** What finding and installing asks of the machine; tests hand in a machine of their own. */
const thisMachine = {
  env: process.env,
  platform: process.platform,
  home: homedir(),
  isRoot: process.getuid?.() === 0,
  isFile: (path) => {
    try {
      accessSync(path, constants.X_OK)
      return statSync(path).isFile()
    } catch {
      return false
    }
  },
  // A file that is there may still not start: Ubuntu's chromium-browser only names a snap, and a download of Playwright's
  // may lack system libraries. On Windows --version opens a window, so there the file has to do.
  starts: (path) =>
    process.platform === 'win32' ||
    spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0,
  playwrights: () => chromium.executablePath(),
  run: (command, args) =>
    spawnSync(command, args, {
      stdio: 'inherit',
      shell: process.platform === 'win32',
      timeout: 600_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0,
  say: (line) => process.stdout.write(`${line}\n`),
}

/** The Chromium to test with: `CHROMIUM`, else the system's, else Playwright's own. */
export function findChromium(machine = thisMachine) {
  const { CHROMIUM: chosen, PATH: path = '' } = machine.env
  const works = (file) => machine.isFile(file) && machine.starts(file)
  if (chosen) {
    // Never another one instead: who chose a browser wants to know that the tests ran in it.
    if (works(chosen)) return chosen
    throw new Error(`CHROMIUM is ${chosen}, which is no program that starts.`)
  }
  const folders = path.split(delimiter).filter(Boolean)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const apps =
    machine.platform === 'darwin'
      ? ['/Applications', join(machine.home, 'Applications')].flatMap((folder) =>
          macApps.map((app) => join(folder, app)),
        )
      : []
  const installed = [...onPath, ...apps].find(works)
  if (installed) return installed
  const downloaded = machine.playwrights()
  return works(downloaded) ? downloaded : undefined
}

/** Finds a Chromium, or installs one: Playwright's, and where that cannot be, the distribution's. */
export function ensureChromium(machine = thisMachine) {
  const found = findChromium(machine)
  if (found) return found

  machine.say('No Chromium here: installing one with Playwright.')
  machine.run('npx', ['playwright', 'install', 'chromium'])
  const downloaded = findChromium(machine)
  if (downloaded) return downloaded

  const aptGet = '/usr/bin/apt-get'
  if (machine.platform === 'linux' && machine.isRoot && machine.isFile(aptGet)) {
    machine.say("That gave none that starts: installing the distribution's.")
    machine.run(aptGet, [...waiting, 'update'])
    for (const name of ['chromium-headless-shell', 'chromium']) {
      machine.run(aptGet, [...waiting, 'install', '-y', name])
      const installed = findChromium(machine)
      if (installed) return installed
    }
  }
  throw new Error(
    'The browser tests need a Chromium, and none could be installed. Install Chromium or Chrome, ' +
      'or set CHROMIUM to the program. On Linux the one that Playwright downloads may only lack ' +
      'libraries: sudo npx playwright install-deps chromium.',
  )
}
