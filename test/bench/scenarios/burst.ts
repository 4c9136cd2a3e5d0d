import { measure } from '../measure.ts'
import { idOf, nameOf } from '../rows.ts'
import type { Scenario } from '../scenario.ts'
import { mountScene } from '../scene.tsx'
import { renameInTurn } from './sequence.ts'

/** Mutations of as many rows, all started before the first answer. */
const burst =
  (outcome: 'succeed' | 'fail'): Scenario =>
  async (adapter, { rows, burst: count }) => {
    const scene = await mountScene(adapter, rows)
    let isRight = await renameInTurn(scene, Math.min(50, count), 1)
    scene.server.isRefusing = outcome === 'fail'
    const cost = await measure(async () => {
      const renames = Array.from({ length: count }, (_, index) =>
        scene.rename(idOf(index), nameOf(900_000 + index)),
      )
      const isDone = await Promise.all(renames)
      isRight &&= isDone.every((done) => done === (outcome === 'succeed'))
      isRight = (await scene.isRight()) && isRight
    })
    scene.unmount()
    return { isRight, cost }
  }

export const allSucceed = burst('succeed')
export const allFail = burst('fail')
