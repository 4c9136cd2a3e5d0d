import { Button, Group, Stack, Switch, TextInput } from '@mantine/core'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { EventsField } from '../webhooks/EventsField.tsx'
import { t } from '../words/words.ts'
import type { Creating } from './use-creating.ts'

/** The form of a new instance. What was typed stays until it is sent, also when it was closed in between. */
export const CreateDialog = ({ creating }: { readonly creating: Creating }) => {
  const { form, error, isOpen, submit, close } = creating
  return (
    <Dialog opened={isOpen} onClose={close} title={t('New instance')}>
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack gap="md">
          {error !== undefined && <ErrorPanel error={error} isWrite />}
          <TextInput
            label={t('Name')}
            description={t('How you tell it from the others')}
            withAsterisk
            autoComplete="off"
            data-autofocus
            {...form.getInputProps('name')}
          />
          <TextInput
            label={t('Webhook')}
            description={t('Where events are posted; can be set later')}
            placeholder="https://example.com/hooks/vzaps"
            inputMode="url"
            autoComplete="off"
            {...form.getInputProps('webhook')}
          />
          <EventsField {...form.getInputProps('events')} />
          <Switch
            label={t('Reject calls')}
            {...form.getInputProps('rejectCalls', { type: 'checkbox' })}
          />
          <Switch
            label={t('Mark messages as read by itself')}
            {...form.getInputProps('autoReadMessages', { type: 'checkbox' })}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              {t('Not now')}
            </Button>
            <Button type="submit">{t('Create')}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
