import type { Cost } from '../measure.ts'
import { measure } from '../measure.ts'
import { idOf, nameOf } from '../rows.ts'
import type { Scenario } from '../scenario.ts'
import type { Scene } from '../scene.tsx'
import { mountScene } from '../scene.tsx'

/** Renames row after row, each after the answer of the one before, and waits until the last one is shown. */
export const renameInTurn = async (
  scene: Scene,
  count: number,
  firstChange: number,
): Promise<boolean> => {
  const { size } = scene.server.rows
  for (let change = firstChange; change < firstChange + count; change++) {
    // 7 shares no factor with the sizes in use: neighbours in time are not neighbours in the list.
    await scene.rename(idOf((change * 7) % size), nameOf(change))
  }
  return scene.isRight()
}

/** Mutations one after the other on a mounted list: cold, as at the first clicks of an app, and warm. */
export const sequence: Scenario = async (adapter, { rows, cold, warm }) => {
  const scene = await mountScene(adapter, rows)
  const costs: Record<string, Cost> = {}
  costs.cold = await measure(() => renameInTurn(scene, cold, 1))
  if (warm > 0) costs.warm = await measure(() => renameInTurn(scene, warm, cold + 1))
  const isRight = await scene.isRight()
  scene.unmount()
  return { isRight, ...costs }
}

/** The same with a turn of the event loop before each answer: the page renders while the mutations go on. */
export const rendered: Scenario = async (adapter, { rows, rendered: count }) => {
  const scene = await mountScene(adapter, rows, { latency: 'turn' })
  const before = { ...scene.renders }
  const cost = await measure(() => renameInTurn(scene, count, 1))
  const isRight = await scene.isRight()
  scene.unmount()
  return { isRight, cost, lists: scene.renders.lists - before.lists }
}

/** With the refetch that each recipe documents to follow a mutation. */
export const refetching: Scenario = async (adapter, { rows, refetching: count }) => {
  const scene = await mountScene(adapter, rows, { isRefetching: true })
  await renameInTurn(scene, Math.ceil(count / 4), 1)
  const before = scene.server.reads
  const cost = await measure(() => renameInTurn(scene, count, 1 + count))
  const isRight = await scene.isRight()
  scene.unmount()
  return { isRight, cost, refetches: scene.server.reads - before }
}
