import { Button, Group, Stack, Switch, TextInput } from '@mantine/core'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { EventsField } from '../webhooks/EventsField.tsx'
import type { Creating } from './use-creating.ts'

/** The form of a new instance. What was typed stays until it is sent, also when it was closed in between. */
export const CreateDialog = ({ creating }: { readonly creating: Creating }) => {
  const { form, error, isOpen, submit, close } = creating
  return (
    <Dialog opened={isOpen} onClose={close} title="New instance">
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack gap="md">
          {error !== undefined && <ErrorPanel error={error} isWrite />}
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
            <Button variant="default" onClick={close}>
              Not now
            </Button>
            <Button type="submit">Create</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
