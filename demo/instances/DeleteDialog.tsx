import { Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { vzaps } from '../app/api.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { toastDone } from '../ui/toast.tsx'
import type { InstanceDialogProps } from './InstanceDialogs.tsx'
import { nameOf } from './InstanceLink.tsx'

/** Deletes for good, once the name has been typed. */
export const DeleteDialog = ({ instance, onClose, onDeleted }: InstanceDialogProps) => {
  const [typed, setTyped] = useState('')
  const [deleteInstance, { isLoading, error }] = vzaps.useDeleteInstanceMutation()
  const name = nameOf(instance)
  const run = async () => {
    const result = await deleteInstance(instance.id)
    if (result.error) return
    onClose()
    onDeleted(instance.id)
    toastDone('Deleted', `${name} is gone.`)
  }
  return (
    <Confirm
      action="Delete for good"
      color="red"
      isLoading={isLoading}
      isDisabled={typed.trim() !== name.trim()}
      error={error}
      onConfirm={run}
      onCancel={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">
          The session of <b>{name}</b> ends, its token stops working, and its subscription is over.
          This cannot be undone.
        </Text>
        <TextInput
          label="Type the name to confirm"
          description={name}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Stack>
    </Confirm>
  )
}
