import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { vzaps } from '../app/api.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { toastDone } from '../ui/toast.tsx'
import { EventsField } from '../webhooks/EventsField.tsx'
import type { CreateForm } from './create-form.ts'
import { blank, checks, serverProblems, toCreateArgs } from './create-form.ts'

interface CreateDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onCreated: (instanceId: string) => void
}

/** Makes an instance. What was typed stays until it worked, also when the dialog was closed in between. */
export const CreateDialog = ({ opened, onClose, onCreated }: CreateDialogProps) => {
  const [create, { isLoading, error, reset }] = vzaps.useCreateInstanceMutation()
  const form = useForm<CreateForm>({ initialValues: blank, validate: checks })
  const isFieldError = error !== undefined && Object.keys(serverProblems(error)).length > 0

  const submit = async (values: CreateForm) => {
    const result = await create(toCreateArgs(values))
    if (result.error) return form.setErrors(serverProblems(result.error))
    form.reset()
    reset()
    onClose()
    toastDone(
      'Created',
      `${result.data.name ?? 'The instance'} is there. Pair it with a phone next.`,
    )
    onCreated(result.data.id)
  }

  return (
    <Modal opened={opened} onClose={onClose} title="New instance">
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack gap="md">
          {error !== undefined && !isFieldError && <ErrorPanel error={error} isWrite />}
          <TextInput
            label="Name"
            description="How you tell it from the others"
            withAsterisk
            autoComplete="off"
            data-autofocus
            {...form.getInputProps('name')}
          />
          <TextInput
            label="Webhook"
            description="Where events are posted; can be set later"
            placeholder="https://example.com/hooks/vzaps"
            inputMode="url"
            autoComplete="off"
            {...form.getInputProps('webhook')}
          />
          <EventsField {...form.getInputProps('events')} />
          <Switch
            label="Reject calls"
            {...form.getInputProps('rejectCalls', { type: 'checkbox' })}
          />
          <Switch
            label="Mark messages as read by itself"
            {...form.getInputProps('autoReadMessages', { type: 'checkbox' })}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose} disabled={isLoading}>
              Not now
            </Button>
            <Button type="submit" loading={isLoading}>
              Create
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
