type Fields = Readonly<Record<string, unknown>>

/** Some fields of a row. */
export const pickFields = (row: object, isPicked: (name: string) => boolean): object =>
  Object.fromEntries(Object.entries(row).filter(([name]) => isPicked(name)))

/**
 * The fields of an answer that a recipe itself changed: nothing else in it is known to be the newest.
 *
 * @param before the row before the recipe.
 * @param after what the recipe made of it.
 */
export const pickNamed = (before: object, after: object, answered: object): object =>
  pickFields(answered, (name) => !Object.is((before as Fields)[name], (after as Fields)[name]))
