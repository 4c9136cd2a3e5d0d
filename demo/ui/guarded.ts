/** Storage may be closed to the page: then there is nothing in it. */
export const guarded = <T>(use: () => T): T | undefined => {
  try {
    return use()
  } catch {
    return undefined
  }
}
