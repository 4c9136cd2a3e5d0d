/** What finding and installing a Chromium asks of the machine it runs on. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly isRoot: boolean
  isFile(path: string): boolean
  starts(path: string): boolean
  /** Where Playwright keeps its own, there or not. */
  playwrights(): string
  /** Runs a command to its end; whether it succeeded. */
  run(command: string, args: readonly string[]): boolean
  say(line: string): void
}

/** @throws where `CHROMIUM` names no program that starts. */
export function findChromium(machine?: Machine): string | undefined

/** @throws where there is none and none can be installed. */
export function ensureChromium(machine?: Machine): string
