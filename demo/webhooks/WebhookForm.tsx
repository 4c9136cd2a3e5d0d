import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { InstanceEvent, Webhook } from 'vzaps-rtk/react'
import { vzaps } from '../app/api.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { fieldErrors } from '../ui/field-errors.ts'
import { toastDone } from '../ui/toast.tsx'
import { checkWebhook } from './check-webhook.ts'
import { EventsField } from './EventsField.tsx'

interface WebhookValues {
  webhook: string
  events: InstanceEvent[]
}

const toValues = ({ webhook, events }: Webhook): WebhookValues => ({
  webhook: webhook ?? '',
  events: [...(events ?? [])],
})

interface WebhookFormProps {
  readonly instanceId: string
  /** What the server has set. */
  readonly current: Webhook
}

/** Edits the webhook. After saving it shows what the server answered, not what was typed. */
export const WebhookForm = ({ instanceId, current }: WebhookFormProps) => {
  const [setWebhook, { isLoading, error }] = vzaps.useSetWebhookMutation()
  const form = useForm<WebhookValues>({
    initialValues: toValues(current),
    validate: { webhook: checkWebhook },
  })
  const adopt = (webhook: Webhook) => {
    form.setInitialValues(toValues(webhook))
    form.setValues(toValues(webhook))
  }
  const isDirty = form.isDirty()
  // A change from elsewhere is taken over, unless one is being typed here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the server says is a reason
  useEffect(() => {
    if (!isDirty) adopt(current)
  }, [current])

  const save = async ({ webhook, events }: WebhookValues) => {
    const result = await setWebhook({ instanceId, webhook: webhook.trim(), events })
    if (result.error) {
      const { webhookURL, events: wrongEvents } = fieldErrors(result.error)
      return form.setErrors({ webhook: webhookURL, events: wrongEvents })
    }
    adopt(result.data)
    toastDone('Webhook saved', 'You see what the gateway has set.')
  }

  const { webhook, events } = form.values
  return (
    <form onSubmit={form.onSubmit(save)} noValidate>
      <Stack gap="sm">
        <TextInput
          label="Address"
          placeholder="https://example.com/hooks/vzaps"
          inputMode="url"
          autoComplete="off"
          {...form.getInputProps('webhook')}
        />
        <EventsField {...form.getInputProps('events')} />
        {webhook.trim() !== '' && events.length === 0 && (
          <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} p="xs">
            <Text size="sm">Without an event, nothing is ever posted.</Text>
          </Alert>
        )}
        {error !== undefined && Object.keys(fieldErrors(error)).length === 0 && (
          <ErrorPanel error={error} isWrite />
        )}
        <Group gap="xs">
          <Button type="submit" size="xs" loading={isLoading} disabled={!isDirty}>
            Save the webhook
          </Button>
          {isDirty && (
            <Button size="xs" variant="default" disabled={isLoading} onClick={form.reset}>
              Undo the changes
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
