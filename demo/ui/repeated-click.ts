import type { MouseEvent } from 'react'

/**
 * The second click of a double one. What it hits may not have been there at the first, so it must not confirm anything.
 */
export const isRepeatedClick = ({ detail }: Pick<MouseEvent, 'detail'>): boolean => detail > 1
