import { describe, expect, test } from 'vitest'
import { ensureChromium, findChromium, type Machine } from './chromium.mjs'

const own = '/cache/ms-playwright/chromium-1/chrome'
const debians = '/usr/bin/chromium'
const download = 'npx playwright install chromium'
const apt = '/usr/bin/apt-get -o DPkg::Lock::Timeout=300'
const aptUpdate = `${apt} update`
const aptInstallShell = `${apt} install -y chromium-headless-shell`
const aptInstall = `${apt} install -y chromium`
const debiansShell = '/usr/bin/chromium-headless-shell'

interface Setup extends Partial<Machine> {
  /** The programs that are there and start. */
  programs?: readonly string[]
  /** Files that are there but do not start. */
  broken?: readonly string[]
  /** What a command puts there. */
  installs?: Readonly<Record<string, string>>
}

/** A machine in memory; `ran` lists the commands that it was told to run. */
function machineWith({ programs = [], broken = [], installs = {}, ...rest }: Setup = {}) {
  const working = new Set(programs)
  const ran: string[] = []
  const machine: Machine = {
    env: { PATH: '/usr/local/bin:/usr/bin' },
    platform: 'linux',
    home: '/home/dev',
    isRoot: false,
    isFile: (path) => working.has(path) || broken.includes(path),
    starts: (path) => working.has(path),
    playwrights: () => own,
    run: (command, args) => {
      const line = [command, ...args].join(' ')
      ran.push(line)
      if (installs[line] !== undefined) working.add(installs[line])
      return line.endsWith('update') || installs[line] !== undefined
    },
    say: () => {},
    ...rest,
  }
  return { machine, ran }
}

const root = { isRoot: true, broken: ['/usr/bin/apt-get'] } as const

describe('findChromium', () => {
  test('takes CHROMIUM before all others', () => {
    const { machine } = machineWith({
      env: { CHROMIUM: '/opt/mine', PATH: '/usr/bin' },
      programs: ['/opt/mine', debians],
    })
    expect(findChromium(machine)).toBe('/opt/mine')
  })

  test('does not fall back from a CHROMIUM that does not start', () => {
    const { machine } = machineWith({ env: { CHROMIUM: '/opt/mine' }, programs: [own] })
    expect(() => findChromium(machine)).toThrow('CHROMIUM is /opt/mine')
  })

  test.each([
    ['chromium-headless-shell', 'chromium'],
    ['chromium', 'chromium-browser'],
    ['chromium-browser', 'google-chrome'],
    ['google-chrome', 'google-chrome-stable'],
  ])('prefers %s on PATH to %s', (first, second) => {
    const programs = [`/usr/bin/${first}`, `/usr/local/bin/${second}`]
    expect(findChromium(machineWith({ programs }).machine)).toBe(`/usr/bin/${first}`)
  })

  test("prefers the system's to Playwright's, which is the last", () => {
    expect(findChromium(machineWith({ programs: [own, debians] }).machine)).toBe(debians)
    expect(findChromium(machineWith({ programs: [own] }).machine)).toBe(own)
    expect(findChromium(machineWith().machine)).toBeUndefined()
  })

  test('looks for applications on macOS only', () => {
    const app = '/home/dev/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
    expect(findChromium(machineWith({ programs: [app], platform: 'darwin' }).machine)).toBe(app)
    expect(findChromium(machineWith({ programs: [app] }).machine)).toBeUndefined()
  })

  test('passes over a file that does not start', () => {
    const { machine } = machineWith({
      broken: ['/usr/bin/chromium-browser'],
      programs: ['/usr/bin/google-chrome'],
    })
    expect(findChromium(machine)).toBe('/usr/bin/google-chrome')
  })
})

describe('ensureChromium', () => {
  test('installs nothing where there is one', () => {
    const { machine, ran } = machineWith({ programs: [debians] })
    expect(ensureChromium(machine)).toBe(debians)
    expect(ran).toEqual([])
  })

  test("installs Playwright's first", () => {
    const { machine, ran } = machineWith({ ...root, installs: { [download]: own } })
    expect(ensureChromium(machine)).toBe(own)
    expect(ran).toEqual([download])
  })

  test("installs the distribution's where Playwright cannot", () => {
    const { machine, ran } = machineWith({ ...root, installs: { [aptInstall]: debians } })
    expect(ensureChromium(machine)).toBe(debians)
    expect(ran).toEqual([download, aptUpdate, aptInstallShell, aptInstall])
  })

  test('installs the one without windows where the distribution has it', () => {
    const { machine, ran } = machineWith({ ...root, installs: { [aptInstallShell]: debiansShell } })
    expect(ensureChromium(machine)).toBe(debiansShell)
    expect(ran).toEqual([download, aptUpdate, aptInstallShell])
  })

  test("installs the distribution's where Playwright's does not start", () => {
    const { machine } = machineWith({
      isRoot: true,
      broken: ['/usr/bin/apt-get', own],
      installs: { [aptInstall]: debians },
    })
    expect(ensureChromium(machine)).toBe(debians)
  })

  test.each<[string, Setup]>([
    ['as root with apt', root],
    ['without apt', { isRoot: true }],
    ['without root', { broken: ['/usr/bin/apt-get'] }],
  ])('fails where none can be installed, %s', (_, setup) => {
    const { machine, ran } = machineWith(setup)
    expect(() => ensureChromium(machine)).toThrow('or set CHROMIUM')
    expect(ran.some((line) => line.includes('apt-get'))).toBe(setup === root)
  })
})
