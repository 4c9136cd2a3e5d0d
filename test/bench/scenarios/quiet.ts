import { measure } from '../measure.ts'
import { idOf, nameOf } from '../rows.ts'
import type { Scenario } from '../scenario.ts'
import { mountScene } from '../scene.tsx'

/** Refetches with one changed row, while nothing is pending. */
export const refetch: Scenario = async (adapter, { rows, refetches }) => {
  const scene = await mountScene(adapter, rows)
  let isRight = true
  const refetchChanged = async (count: number, first: number) => {
    for (let change = first; change < first + count; change++) {
      scene.server.change(idOf((change * 7) % rows), nameOf(change))
      await scene.client.refetch()
    }
    isRight = (await scene.isRight()) && isRight
  }
  await refetchChanged(Math.ceil(refetches / 4), 1)
  const cost = await measure(() => refetchChanged(refetches, refetches))
  scene.unmount()
  return { isRight, cost }
}

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
