/**
 * Throws for an api that can have no optimistic updates: they stand on what RTK Query can do since Redux Toolkit 2.15. An
 * api that an older one made is told by what it cannot do, as its package does not say its version.
 *
 * @throws an error that names the version needed, or says that it has them already.
 */
export const checkApi = (api: { readonly reducerPath: string; readonly util: object }): void => {
  const { reducerPath, util } = api
  if (typeof (util as { getMiddlewareState?: unknown }).getMiddlewareState !== 'function') {
    throw new Error(
      'vzaps-rtk needs Redux Toolkit 2.15 or later, and this api was made by an older one: npm install @reduxjs/toolkit@^2.15.0',
    )
  }
  if ('selectOperations' in util) {
    throw new Error(
      `The api '${reducerPath}' has optimistic updates already: call withOptimisticUpdates once, with all rows and recipes.`,
    )
  }
}
