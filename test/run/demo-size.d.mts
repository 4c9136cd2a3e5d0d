/** A first screen, or what comes after it. */
export interface Screen {
  /** Its address. */
  readonly name: string
  readonly of: readonly string[]
  /** Bytes, gzip; none where there is no limit. */
  readonly limit?: number
}
export const screens: readonly Screen[]
export function filesOf(screen: Screen): string[]
export function sizeOf(screen: Screen): number
