import { createContext, useContext } from 'react'
import type { Instance } from 'vzaps-rtk/react'

/** What an instance can be asked to do in a dialog. */
export type DialogKind = 'pair' | 'restart' | 'disconnect' | 'charge' | 'cancel'

/** What the inside of each dialog takes. */
export interface InstanceDialogProps {
  readonly instance: Instance
  /** Closes this dialog; one that was opened since stays. */
  readonly onClose: () => void
  /** Is it still this dialog that is open? An answer may come later. */
  readonly isOpen: () => boolean
}

/** The page's one dialog about an instance, opened from the table and from the drawer. */
export interface InstanceDialogsControl {
  readonly isOpen: boolean
  /** `opener` gets the focus back; by default, what has it now. */
  open(kind: DialogKind, instance: Instance, opener?: HTMLElement | null): void
}

/** Provided by `InstanceDialogs`. */
export const InstanceDialogsContext = createContext<InstanceDialogsControl | undefined>(undefined)

/** The dialogs of the page this is on. */
export const useInstanceDialogs = (): InstanceDialogsControl => {
  const control = useContext(InstanceDialogsContext)
  if (!control) throw new Error('useInstanceDialogs needs InstanceDialogs above it')
  return control
}
