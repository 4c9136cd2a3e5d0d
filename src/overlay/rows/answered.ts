import { isSame } from './identity.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * The row with what an answered operation changes of it as the server has that.
 *
 * @param next the row as the operation makes it.
 * @param isKept values of fields that stay as the operation makes them.
 */
export const withServerFields = (
  row: object,
  next: object,
  server: object,
  isKept: (value: unknown) => boolean = () => false,
): object => {
  if (next === row) return row
  const [was, is, said] = [row as Fields, next as Fields, server as Fields]
  const fieldOf = (name: string): readonly (readonly [string, unknown])[] => {
    const isAsBefore =
      Object.hasOwn(is, name) && Object.hasOwn(was, name) && Object.is(is[name], was[name])
    const from = isAsBefore || isKept(is[name]) || isKept(said[name]) ? is : said
    return Object.hasOwn(from, name) ? [[name, from[name]]] : []
  }
  const result = Object.fromEntries(Object.keys({ ...was, ...is }).flatMap(fieldOf))
  return isSame(result, row) ? row : result
}
