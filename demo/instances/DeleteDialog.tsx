import { Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { InstanceDialogProps } from '../instance/dialogs.ts'
import { nameOf } from '../instance/InstanceLink.tsx'
import { useFailures } from '../operations/use-failures.ts'
import { vzaps } from '../store/api.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { toastDone } from '../ui/toast.tsx'

/** Deletes for good, once the name has been typed. The row goes at once; if that fails it is back, and tells why. */
export const DeleteDialog = ({ instance, onClose, onDeleted }: InstanceDialogProps) => {
  const [typed, setTyped] = useState('')
  const [deleteInstance] = vzaps.useDeleteInstanceMutation()
  const failures = useFailures(instance.id, 'deleteInstance')
  const name = nameOf(instance)
  const run = async () => {
    onClose()
    onDeleted(instance.id)
    for (const { dismiss } of failures) dismiss()
    const { error } = await deleteInstance(instance.id)
    if (!error) toastDone('Deleted', `${name} is gone.`)
  }
  return (
    <Confirm
      action="Delete for good"
      color="red"
      isDisabled={typed.trim() !== name.trim()}
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
