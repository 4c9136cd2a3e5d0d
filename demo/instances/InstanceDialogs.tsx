import type { ComponentType, ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import { CancelDialog } from '../billing/CancelDialog.tsx'
import { ChargeDialog } from '../billing/ChargeDialog.tsx'
import type {
  DialogKind,
  InstanceDialogProps,
  InstanceDialogsControl,
} from '../instance/dialogs.ts'
import { InstanceDialogsContext } from '../instance/dialogs.ts'
import { DisconnectDialog } from '../sessions/DisconnectDialog.tsx'
import { PairDialog } from '../sessions/PairDialog.tsx'
import { RestartDialog } from '../sessions/RestartDialog.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import type { Sentence } from '../words/words.ts'
import { t } from '../words/words.ts'

interface DialogLook {
  readonly title: Sentence
  readonly Body: ComponentType<InstanceDialogProps>
}

const dialogs: Readonly<Record<DialogKind, DialogLook>> = {
  pair: { title: 'Pair a phone', Body: PairDialog },
  restart: { title: 'Restart the session?', Body: RestartDialog },
  disconnect: { title: 'Disconnect the phone?', Body: DisconnectDialog },
  charge: { title: 'Charge the saved card?', Body: ChargeDialog },
  cancel: { title: 'Cancel the subscription?', Body: CancelDialog },
}

/** One opening of a dialog: it stays to its end with the instance that it was opened for. */
interface Opening {
  readonly kind: DialogKind
  readonly instance: Instance
  readonly opener: HTMLElement | null
}

interface InstanceDialogsProps {
  readonly children: ReactNode
}

/** Gives the page its dialogs, one at a time. */
export const InstanceDialogs = ({ children }: InstanceDialogsProps) => {
  // The last one is still shown while it fades, and counts how many there were: each begins anew.
  const [{ last, count, isOpen }, setDialog] = useState<{
    last?: Opening
    count: number
    isOpen: boolean
  }>({ count: 0, isOpen: false })
  const current = useRef<Opening>(undefined)

  // Leaving the page closes whatever is open.
  useEffect(
    () => () => {
      current.current = undefined
    },
    [],
  )

  const open = useCallback((kind: DialogKind, instance: Instance, from?: HTMLElement | null) => {
    const active = document.activeElement
    const opener = from ?? (active instanceof HTMLElement ? active : null)
    const opening = { kind, instance, opener }
    current.current = opening
    setDialog(({ count }) => ({ last: opening, count: count + 1, isOpen: true }))
  }, [])
  const ofLast = useMemo(
    () => ({
      isOpen: () => last !== undefined && current.current === last,
      onClose: () => {
        if (current.current !== last) return
        current.current = undefined
        setDialog((dialog) => ({ ...dialog, isOpen: false }))
      },
    }),
    [last],
  )
  const control = useMemo<InstanceDialogsControl>(() => ({ isOpen, open }), [isOpen, open])
  const { title, Body } = dialogs[last?.kind ?? 'restart']
  return (
    <InstanceDialogsContext value={control}>
      {children}
      <Dialog
        opened={isOpen}
        onClose={ofLast.onClose}
        title={t(title)}
        // A menu item that opened it is gone by then: the focus goes back to the menu's button.
        returnFocus={false}
        onExitTransitionEnd={() => last?.opener?.focus()}
      >
        {last && <Body key={count} instance={last.instance} {...ofLast} />}
      </Dialog>
    </InstanceDialogsContext>
  )
}
