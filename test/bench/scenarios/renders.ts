import { idOf, nameOf } from '../rows.ts'
import type { Scenario } from '../scenario.ts'
import { mountScene } from '../scene.tsx'

/** How many rows render when one changes: by a mutation here, by another client and a refetch. */
export const renders: Scenario = async (adapter, { rows }) => {
  const scene = await mountScene(adapter, rows)
  const rendersOf = async (change: () => Promise<unknown>) => {
    const before = scene.renders.rows
    await change()
    const isRight = await scene.isRight()
    return { isRight, rows: scene.renders.rows - before }
  }
  const mutation = await rendersOf(() => scene.rename(idOf(3), nameOf(1)))
  scene.server.change(idOf(5), nameOf(2))
  const refetch = await rendersOf(() => scene.client.refetch())
  scene.unmount()
  return {
    isRight: mutation.isRight && refetch.isRight,
    mutation: mutation.rows,
    refetch: refetch.rows,
  }
}
