import { collect } from '../measure.ts'
import type { Scenario } from '../scenario.ts'
import { mountScene } from '../scene.tsx'
import { renameInTurn } from './sequence.ts'

/** What many mutations leave behind: in what the library keeps, and on the heap. */
export const leak: Scenario = async (adapter, { rows, leak: count }) => {
  if (count === 0) return { isRight: true }
  const scene = await mountScene(adapter, rows)
  // As many as there are rows: after that each row has a name of the same length, and the code is compiled.
  let isRight = await renameInTurn(scene, rows, 1)
  const weigh = async () => {
    await collect()
    const heap = process.memoryUsage().heapUsed
    return { heap, state: scene.client.dump().length }
  }
  const before = await weigh()
  isRight = (await renameInTurn(scene, count, rows + 1)) && isRight
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
