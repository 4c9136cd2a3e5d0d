import type { Cost } from '../measure.ts'
import { measure } from '../measure.ts'
import { makeRow } from '../rows.ts'
import type { Scenario } from '../scenario.ts'
import { mountScene } from '../scene.tsx'
import { renameInTurn } from './sequence.ts'

/** Mutations while more and more other entries are cached that they do not concern. */
export const crowd: Scenario = async (adapter, { rows, entries, mutations }) => {
  const scene = await mountScene(adapter, rows)
  const costs: Record<string, Cost> = {}
  let isRight = await renameInTurn(scene, mutations, 1)
  let cached = 0
  let change = mutations + 1
  for (const count of entries) {
    // Beyond the list's own: no row of it is one of them.
    const more = Array.from({ length: count - cached }, (_, index) =>
      makeRow(rows + cached + index),
    )
    await scene.client.seed(more)
    cached = count
    costs[String(count)] = await measure(async () => {
      isRight = (await renameInTurn(scene, mutations, change)) && isRight
    })
    change += mutations
  }
  scene.unmount()
  return { isRight, ...costs }
}
