/** The longest time that makes sense here, in milliseconds: a hundred years. */
export const maxDurationMs = 3_153_600_000_000

/** A finite number from 0 to {@link maxDurationMs}. */
export const isDuration = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= maxDurationMs
