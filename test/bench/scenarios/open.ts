import { collect, cpuTime } from '../measure.ts'
import type { OpenClient } from '../open/client.ts'
import { kinds } from '../open/kinds.ts'
import type { Scenario } from '../scenario.ts'

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** A number of open operations takes more CPU time than this (ms) only if each costs more than the one before. */
const PATIENCE = 60_000

/** Refills and empties a store, and goes on with it as long as that makes sense. */
const createSteps = (client: OpenClient) => {
  const end = cpuTime() + PATIENCE
  const isInTime = () => cpuTime() < end
  return {
    isInTime,
    async fill(count: number) {
      while (client.unanswered() < count && isInTime()) await client.start()
    },
    async drain() {
      while (client.unanswered() > 0 && isInTime()) await client.settle('oldest')
    },
    async repeat(times: number, step: () => Promise<unknown>) {
      await collect()
      for (let round = 0; round < times && isInTime(); round++) await step()
    },
  }
}

/** What one more action takes while `count` operations are open, each as a list of ms; less when time is up. */
const sample = async (client: OpenClient, count: number, samples: number) => {
  const { fill, drain, repeat, isInTime } = createSteps(client)
  const taken = {
    start: [] as number[],
    settle: [] as number[],
    refuse: [] as number[],
    land: [] as number[],
    overtake: [] as number[],
  }
  await fill(count)
  await repeat(samples, async () => {
    taken.start.push(await client.start())
    taken.settle.push(await client.settle('oldest'))
  })
  await repeat(samples / 3, async () => {
    await client.start()
    taken.refuse.push(await client.refuse())
  })
  await repeat(samples / 3, async () => taken.land.push(await client.land()))
  await repeat(samples, async () => {
    await client.start()
    taken.overtake.push(await client.settle('newest'))
    // Those that wait behind an older one are open too: there must not be many more than `count`.
    if (client.waiting() > count / 10) {
      await drain()
      await fill(count)
    }
  })
  const whileOpen = client.isRight()
  await drain()
  return { taken, isInTime: isInTime(), isRight: whileOpen && client.isRight() }
}

/**
 * One more action while many operations of one kind are open: the medians, in microseconds. Where time was up there are
 * no figures, and none for more operations.
 */
export const open: Scenario = async (adapter, { kind, open: counts, openRows, samples }) => {
  const figures: Record<string, number> = {}
  if (!adapter.open) return { isRight: true }
  // Compiles the code, so that few open operations are as fast as they can be.
  const first = await adapter.open(kinds[kind], openRows)
  let { isRight } = await sample(first, Math.min(20, samples), samples * 2)
  for (const count of counts) {
    const client = await adapter.open(kinds[kind], openRows)
    const found = await sample(client, count, samples)
    isRight &&= found.isRight
    if (!found.isInTime) break
    for (const [action, values] of Object.entries(found.taken)) {
      figures[`${kind} ${action} ${count}`] = median(values) * 1000
    }
  }
  return { isRight, ...figures }
}
