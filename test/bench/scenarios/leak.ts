import { charactersOf, collect } from '../measure.ts'
import type { Scenario } from '../scenario.ts'
import { mountScene } from '../scene.tsx'
import { renameInTurn } from './sequence.ts'

/** What many mutations leave behind: in what the library keeps, and on the heap. */
export const leak: Scenario = async (adapter, { rows, leak: count }) => {
  if (count === 0) return { isRight: true }
  const scene = await mountScene(adapter, rows)
  // As many as there are rows: after that each row has a name of the same length, and the code is compiled.
  let isRight = await renameInTurn(scene, rows, 1)
  let next = rows + 1
  const rename = async (times: number) => {
    isRight = (await renameInTurn(scene, times, next)) && isRight
    next += times
  }
  const weigh = async () => {
    // The table of a WeakMap shrinks when something is put into it after its keys were collected, not before.
    await collect()
    await rename(rows / 10)
    await collect()
    const heap = process.memoryUsage().heapUsed
    return { heap, state: charactersOf(scene.client.kept()) }
  }
  // RTK Query writes who is subscribed into its state half a second late.
  await new Promise((resolve) => setTimeout(resolve, 600))
  const before = await weigh()
  await rename(count)
  const after = await weigh()
  scene.unmount()
  return {
    isRight,
    heap: after.heap - before.heap,
    state: after.state - before.state,
    stateBefore: before.state,
    heapBefore: before.heap,
  }
}
