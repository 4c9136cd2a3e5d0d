/**
 * Optimistic updates stand on what RTK Query can do since Redux Toolkit 2.15. An api that an older one made is told by
 * what it cannot do, as its package does not say its version.
 *
 * @throws an error that names the version needed.
 */
export const requireToolkit = ({ util }: { readonly util: object }): void => {
  if (typeof (util as { getMiddlewareState?: unknown }).getMiddlewareState === 'function') return
  throw new Error(
    'vzaps-rtk needs Redux Toolkit 2.15 or later, and this api was made by an older one: npm install @reduxjs/toolkit@^2.15.0',
  )
}
