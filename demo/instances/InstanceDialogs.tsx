import { Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ComponentType, ReactNode } from 'react'
import { useMemo, useRef, useState } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import { CancelDialog } from '../billing/CancelDialog.tsx'
import { DisconnectDialog } from '../sessions/DisconnectDialog.tsx'
import { PairDialog } from '../sessions/PairDialog.tsx'
import { RestartDialog } from '../sessions/RestartDialog.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import type { DialogKind, InstanceDialogsControl } from './dialogs.ts'
import { InstanceDialogsContext } from './dialogs.ts'

/** What the inside of each dialog takes. */
export interface InstanceDialogProps {
  readonly instance: Instance
  readonly onClose: () => void
  readonly onDeleted: (instanceId: string) => void
}

const dialogs: Record<DialogKind, { title: string; Body: ComponentType<InstanceDialogProps> }> = {
  pair: { title: 'Pair a phone', Body: PairDialog },
  restart: { title: 'Restart the session?', Body: RestartDialog },
  disconnect: { title: 'Disconnect the phone?', Body: DisconnectDialog },
  delete: { title: 'Delete this instance?', Body: DeleteDialog },
  cancel: { title: 'Cancel the subscription?', Body: CancelDialog },
}

interface InstanceDialogsProps {
  readonly onDeleted: (instanceId: string) => void
  readonly children: ReactNode
}

/** Gives the page its dialogs. One stays to its end with the instance that it was opened for. */
export const InstanceDialogs = ({ onDeleted, children }: InstanceDialogsProps) => {
  const [shown, setShown] = useState<{ kind: DialogKind; instance: Instance; key: number }>()
  const [isOpen, { open, close }] = useDisclosure(false)
  const opener = useRef<HTMLElement>(null)
  const control = useMemo<InstanceDialogsControl>(
    () => ({
      isOpen,
      open: (kind, instance, from) => {
        const active = document.activeElement
        opener.current = from ?? (active instanceof HTMLElement ? active : null)
        setShown((before) => ({ kind, instance, key: (before?.key ?? 0) + 1 }))
        open()
      },
    }),
    [isOpen, open],
  )
  const { title, Body } = dialogs[shown?.kind ?? 'restart']
  return (
    <InstanceDialogsContext value={control}>
      {children}
      <Modal
        opened={isOpen}
        onClose={close}
        title={title}
        // A menu item that opened it is gone by then: the focus goes back to the menu's button.
        returnFocus={false}
        onExitTransitionEnd={() => opener.current?.focus()}
      >
        {shown && (
          <Body key={shown.key} instance={shown.instance} onClose={close} onDeleted={onDeleted} />
        )}
      </Modal>
    </InstanceDialogsContext>
  )
}
