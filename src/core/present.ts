/** An object without what is `undefined` in it: options and fields that are not said. */
export const present = <T extends object>(
  given: T,
): { [Key in keyof T]: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, part]) => part !== undefined)) as never
