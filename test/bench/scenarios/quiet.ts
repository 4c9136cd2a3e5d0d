import { measure } from '../measure.ts'
import { idOf, nameOf } from '../rows.ts'
import type { Load, Scenario } from '../scenario.ts'
import { mountScene } from '../scene.tsx'

/** Refetches while nothing is pending, with some rows that another client changed before each. */
const refetches =
  (count: (load: Load) => number, sizeOf: (load: Load) => number, changed: number): Scenario =>
  async (adapter, load) => {
    const rows = sizeOf(load)
    const scene = await mountScene(adapter, rows)
    let isRight = true
    let change = 0
    const refetch = async (times: number) => {
      for (let time = 0; time < times; time++) {
        for (let row = 0; row < Math.min(changed, rows); row++) {
          change += 1
          scene.server.change(idOf((change * 7) % rows), nameOf(change))
        }
        await scene.client.refetch()
      }
      isRight = (await scene.isRight()) && isRight
    }
    await refetch(Math.ceil(count(load) / 4))
    const cost = await measure(() => refetch(count(load)))
    scene.unmount()
    return { isRight, cost }
  }

export const refetchChanged = refetches(
  ({ refetches }) => refetches,
  ({ rows }) => rows,
  10,
)
export const refetchUnchanged = refetches(
  ({ refetches }) => refetches,
  ({ rows }) => rows,
  0,
)
export const refetchFew = refetches(
  ({ fewRefetches }) => fewRefetches,
  ({ few }) => few,
  1,
)

/** Actions that have nothing to do with the api, while its list is mounted. */
export const unrelatedAction: Scenario = async (adapter, { rows, actions }) => {
  const scene = await mountScene(adapter, rows)
  const { redux } = scene.client
  if (!redux) return { isRight: true }
  let keepsIdentity = true
  const dispatchAll = async (count: number) => {
    // The first action of any kind may still change the state, and so may RTK Query's timers in between.
    redux.dispatch({ type: 'elsewhere/happened' })
    const before = redux.state()
    for (let index = 0; index < count; index++) redux.dispatch({ type: 'elsewhere/happened' })
    keepsIdentity &&= redux.state() === before
  }
  await dispatchAll(actions / 4)
  const cost = await measure(() => dispatchAll(actions))
  const isRight = await scene.isRight()
  scene.unmount()
  return { isRight, cost, keepsIdentity }
}
