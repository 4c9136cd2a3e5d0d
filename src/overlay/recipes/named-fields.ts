/**
 * The fields of an answer that a recipe itself changed: nothing else in it is known to be the newest.
 *
 * @param before the row before the recipe.
 * @param after what the recipe made of it.
 */
export const pickNamed = (before: object, after: object, answered: object): object => {
  const [old, next] = [before as Record<string, unknown>, after as Record<string, unknown>]
  const named = Object.entries(answered).filter(([name]) => !Object.is(old[name], next[name]))
  return Object.fromEntries(named)
}
