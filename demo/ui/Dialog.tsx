import type { ModalProps } from '@mantine/core'
import { Modal } from '@mantine/core'
import type { SyntheticEvent } from 'react'
import { useState } from 'react'
import { t } from '../words/words.ts'
import { ThrowAway } from './ThrowAway.tsx'
import { UnsavedContext, useUnsavedTexts } from './unsaved.ts'
import { useBackCloses } from './use-back-closes.ts'

const ignore = (event: SyntheticEvent) => {
  event.preventDefault()
  event.stopPropagation()
}

/**
 * A modal dialog. From the moment it closes, it takes no key and no click any more, however long it fades. Back closes
 * it; text that was typed in it is thrown away only when that is wanted.
 */
export const Dialog = ({ children, onClose, ...props }: ModalProps) => {
  const unsaved = useUnsavedTexts()
  const [isAsking, setAsking] = useState(false)
  const leave = (): boolean => {
    const isFree = !unsaved.hasAny()
    if (isFree) onClose()
    setAsking(!isFree)
    return isFree
  }
  useBackCloses(props.opened, leave)
  return (
    <Modal
      {...props}
      onClose={leave}
      closeOnEscape={!isAsking && !unsaved.asked}
      closeButtonProps={{ 'aria-label': t('Close dialog') }}
    >
      <UnsavedContext value={unsaved.control}>
        <div
          inert={!props.opened}
          {...(!props.opened && { onClickCapture: ignore, onSubmitCapture: ignore })}
        >
          {children}
        </div>
      </UnsavedContext>
      <ThrowAway
        opened={(isAsking || unsaved.asked !== undefined) && props.opened}
        onKeep={() => {
          setAsking(false)
          unsaved.answered()
        }}
        onThrowAway={() => {
          unsaved.asked?.throwAway()
          unsaved.answered()
          setAsking(false)
          if (isAsking) onClose()
        }}
      />
    </Modal>
  )
}
