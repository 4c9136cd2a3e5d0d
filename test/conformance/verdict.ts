import { Lab } from './lab.ts'
import type { Adapter, Scenario } from './scenario.ts'

/** What a scenario came to with one library. */
export type Verdict =
  | { readonly kind: 'ok' }
  | { readonly kind: 'n/a' }
  | { readonly kind: 'wrong'; readonly what: string }

const rows = ['one', 'two', 'three']

/** Runs a scenario against a library; `strays` are errors that nobody caught, noted meanwhile by the caller. */
export async function judge(
  scenario: Scenario,
  adapter: Adapter,
  strays: readonly unknown[] = [],
): Promise<Verdict> {
  if (scenario.needs?.some((need) => adapter.cannot.includes(need))) return { kind: 'n/a' }
  const before = strays.length
  const lab = new Lab(adapter, rows)
  try {
    await scenario.run(lab)
  } catch (error) {
    return { kind: 'wrong', what: error instanceof Error ? error.message : String(error) }
  } finally {
    lab.dispose()
  }
  if (strays.length === before) return { kind: 'ok' }
  return { kind: 'wrong', what: `nobody caught: ${String(strays.at(-1)).split('\n')[0]}` }
}
