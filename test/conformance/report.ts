import type { Adapter } from './scenario.ts'
import { scenarios } from './scenarios/index.ts'
import { judge, type Verdict } from './verdict.ts'

/** What one scenario came to, in the order of the libraries. */
export interface Row {
  readonly topic: string
  readonly name: string
  readonly verdicts: readonly Verdict[]
}

/** Runs every scenario whose name has the words against every library. */
export async function* judgeAll(
  adapters: readonly Adapter[],
  words: string,
  strays: readonly unknown[],
): AsyncGenerator<Row> {
  for (const [topic, group] of Object.entries(scenarios)) {
    for (const scenario of group) {
      if (!scenario.name.includes(words)) continue
      const verdicts: Verdict[] = []
      for (const adapter of adapters) verdicts.push(await judge(scenario, adapter, strays))
      yield { topic, name: scenario.name, verdicts }
    }
  }
}

const words = { ok: 'ok', wrong: 'WRONG', 'n/a': '-' }
const width = 6

/** One line of the table, with what was seen where it was wrong. */
export function lineOf({ name, verdicts }: Row, letters: readonly string[]): string {
  const cells = verdicts.map(({ kind }) => words[kind].padEnd(width)).join('')
  const reasons = verdicts.flatMap((verdict, index) =>
    verdict.kind === 'wrong' ? [`\n${' '.repeat(4)}${letters[index]}: ${verdict.what}`] : [],
  )
  return `${cells}${name}${reasons.join('')}`
}

/** The heads of the columns. */
export const headOf = (letters: readonly string[]): string =>
  letters.map((letter) => letter.padEnd(width)).join('')

/** How many of the scenarios that a library can be asked it gets right. */
export function totalOf(rows: readonly Row[], column: number): string {
  const kinds = rows.map(({ verdicts }) => verdicts[column]?.kind)
  const right = kinds.filter((kind) => kind === 'ok').length
  const asked = kinds.filter((kind) => kind !== 'n/a').length
  return `${right} of ${asked}`
}
