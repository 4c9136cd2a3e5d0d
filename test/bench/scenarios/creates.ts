import { measure } from '../measure.ts'
import { nameOf } from '../rows.ts'
import type { Scenario } from '../scenario.ts'
import type { Scene } from '../scene.tsx'
import { mountScene } from '../scene.tsx'

/** New rows, all asked for before the first answer: each stands in the list as a draft until its own comes. */
export const creates: Scenario = async (adapter, { rows, creates: count }) => {
  // The first ones are not measured: the code is compiled, and the list has all its rows after them.
  const first = Math.min(50, count)
  const scene = await mountScene(adapter, rows - first)
  let isRight = true
  for (let index = 0; index < first; index++) {
    isRight = (await scene.create(nameOf(800_000 + index))) && isRight
  }
  isRight = (await scene.isRight()) && isRight
  const cost = await measure(async () => {
    const asked = Array.from({ length: count }, (_, index) => scene.create(nameOf(900_000 + index)))
    isRight = (await Promise.all(asked)).every(Boolean) && isRight
    isRight = (await scene.isRight()) && isRight
  })
  isRight &&= isEachOnce(scene)
  scene.unmount()
  return { isRight, cost }
}

/** No row stands there twice, as a draft and as the server's own. */
const isEachOnce = ({ client, server }: Scene): boolean =>
  new Set(client.rows().map(({ id }) => id)).size === server.rows.size
