import type { ComponentType } from 'react'
import { createElement, lazy, Suspense } from 'react'

/** Code that cannot be loaded without a network is loaded once there is one again. */
export const patiently = async <T,>(load: () => Promise<T>): Promise<T> => {
  try {
    return await load()
  } catch (error) {
    if (navigator.onLine) throw error
    await new Promise((resolve) => window.addEventListener('online', resolve, { once: true }))
    return patiently(load)
  }
}

/** A page, which is loaded when it is first shown. */
export const lazyPage = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await patiently(load) }))

/** A component whose code is loaded when it is first shown; until then there is nothing in its place. */
export const lazily = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> => {
  const Loaded = lazyPage(load)
  return (props) => <Suspense>{createElement(Loaded as ComponentType<Props>, props)}</Suspense>
}
