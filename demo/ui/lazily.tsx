import type { ComponentType } from 'react'
import { createElement, lazy, Suspense } from 'react'

/** A component whose code is loaded when it is first shown; until then there is nothing in its place. */
export const lazily = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> => {
  const Loaded = lazy(async () => ({ default: await load() }))
  return (props) => <Suspense>{createElement(Loaded as ComponentType<Props>, props)}</Suspense>
}
