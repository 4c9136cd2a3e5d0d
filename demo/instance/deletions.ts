import { createContext, useContext } from 'react'
import type { Instance } from 'vzaps-rtk/react'

/** A delete that is shown already, and not sent yet. */
export interface Deletion {
  readonly instance: Instance
  /** Epoch ms at which it is sent. */
  readonly dueAt: number
  /** Takes it back: nothing is ever sent. */
  undo(): void
  /** Sends it now. */
  hurry(): void
}

/** The page's deletes. */
export interface DeletionsControl {
  /** Those that can still be taken back, in the order in which they were asked for. */
  readonly waiting: readonly Deletion[]
  delete(instance: Instance): void
}

/** Provided by `Deletions`. */
export const DeletionsContext = createContext<DeletionsControl | undefined>(undefined)

/** The deletes of the page this is on. */
export const useDeletions = (): DeletionsControl => {
  const control = useContext(DeletionsContext)
  if (!control) throw new Error('useDeletions needs Deletions above it')
  return control
}
