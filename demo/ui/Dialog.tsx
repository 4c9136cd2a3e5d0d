import type { ModalProps } from '@mantine/core'
import { Modal } from '@mantine/core'
import type { SyntheticEvent } from 'react'

const ignore = (event: SyntheticEvent) => {
  event.preventDefault()
  event.stopPropagation()
}

/** A modal dialog. From the moment it closes, it takes no key and no click any more, however long it fades. */
export const Dialog = ({ children, ...props }: ModalProps) => (
  <Modal {...props}>
    <div
      inert={!props.opened}
      {...(!props.opened && { onClickCapture: ignore, onSubmitCapture: ignore })}
    >
      {children}
    </div>
  </Modal>
)
