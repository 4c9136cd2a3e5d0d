import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { TakeTurn } from './use-turns.ts'

interface InTurnProps<T> {
  readonly takeTurn: TakeTurn
  /** What is to be shown; undefined while it is not known. */
  readonly value: T | undefined
  /** Stands there until it is shown first. */
  readonly instead: ReactNode
  readonly children: (shown: T) => ReactNode
}

/** Shows a value, and each later one, when it is its turn: many rows come or change at once. */
export const InTurn = <T,>({ takeTurn, value, instead, children }: InTurnProps<T>): ReactNode => {
  const [shown, setShown] = useState<T>()
  useEffect(
    () => (Object.is(value, shown) ? undefined : takeTurn(() => setShown(() => value))),
    [takeTurn, value, shown],
  )
  return shown === undefined ? instead : children(shown)
}
