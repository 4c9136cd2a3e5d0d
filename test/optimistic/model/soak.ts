import { countBad, explore } from './explore.ts'
import { createOverlayJudge } from './overlay-judge.ts'
import { createRtkQueryJudge, createTanStackQueryJudge } from './peer-judges.ts'
import type { Judge } from './run.ts'

const CHUNK = 1_000
const PEER_RUNS = 2_000

/** Where a soak starts, and how long it is. */
export interface SoakOptions {
  readonly seed: number
  readonly runs: number
  print(line: string): void
}

const soakOne = async (name: string, judge: Judge, { seed, runs, print }: SoakOptions) => {
  let bad = 0
  for (let done = 0; done < runs; done += CHUNK) {
    const size = Math.min(CHUNK, runs - done)
    const found = await explore(judge, { seed: seed + done / CHUNK, runs: size })
    bad += countBad(found)
    for (const example of found.examples)
      print(`\n${name}, seed ${seed + done / CHUNK}\n${example}`)
    if ((done + size) % (10 * CHUNK) === 0) print(`${name}: ${done + size} runs, ${bad} bad`)
  }
  print(`${name}: ${runs} runs, ${bad} bad`)
  return bad
}

/** Plays many runs on the library and some on its peers, and says how many of the library's went wrong. */
export const soak = async (options: SoakOptions): Promise<number> => {
  const { seed, runs, print } = options
  print(`seed ${seed}`)
  const peers: readonly (readonly [string, Judge])[] = [
    ['RTK Query, documented recipe', createRtkQueryJudge(false)],
    ['RTK Query, documented recipe, with tags', createRtkQueryJudge(true)],
    ['TanStack Query, documented recipe', createTanStackQueryJudge(false)],
    ['TanStack Query, documented recipe, with invalidation', createTanStackQueryJudge(true)],
  ]
  for (const [name, judge] of peers) {
    const found = await explore(judge, { seed, runs: Math.min(runs, PEER_RUNS), isShrunk: false })
    print(`${name}: ${found.runs} runs, ${countBad(found)} bad ${JSON.stringify(found.bad)}`)
  }
  const half = { ...options, runs: Math.ceil(runs / 2) }
  const alone = await soakOne('overlay', createOverlayJudge(false), half)
  return alone + (await soakOne('overlay with tags', createOverlayJudge(true), half))
}
