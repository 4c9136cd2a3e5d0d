import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { FormEvent } from 'react'
import { useState } from 'react'
import type { Webhook } from 'vzaps-rtk/react'
import { vzaps } from '../store/api.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { fieldErrors } from '../ui/field-errors.ts'
import { SlowNote } from '../ui/SlowNote.tsx'
import { toastDone } from '../ui/toast.tsx'
import { useUnsaved } from '../ui/unsaved.ts'
import { t } from '../words/words.ts'
import { checkWebhook } from './check-webhook.ts'
import { EventsField } from './EventsField.tsx'
import { useSaving } from './use-saving.ts'
import { toValues, useWebhookDraft } from './use-webhook-draft.ts'

interface WebhookFormProps {
  readonly instanceId: string
  /** What the server had set when the section was rendered. */
  readonly current: Webhook
}

/** What is wrong with the fields, or with the whole. */
interface Problems {
  readonly webhook?: string | null | undefined
  readonly events?: string | undefined
  readonly error?: unknown
  readonly isUnsent?: boolean | undefined
}

/** Edits the webhook. What is not touched is the server's, before and after saving. */
export const WebhookForm = ({ instanceId, current }: WebhookFormProps) => {
  const [isSaving, setSaving] = useState(false)
  // From the store itself: when a save has failed, what the section was rendered with may still be what was not saved.
  const { data = current } = vzaps.endpoints.getWebhook.useQueryState(instanceId)
  const draft = useWebhookDraft(toValues(data), isSaving)
  const { values, touched, isTouched, change, reset, settle } = draft
  const save = useSaving(instanceId)
  useUnsaved(isTouched && !isSaving)
  const [problems, setProblems] = useState<Problems>({})

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isSaving || !isTouched) return
    const webhook = checkWebhook(touched.webhook ?? '')
    setProblems({ webhook })
    if (webhook) return
    setSaving(true)
    const { error, isUnsent } = await save(touched)
    setSaving(false)
    if (!error) {
      settle(touched)
      return toastDone(t('Webhook saved'), t('You see what the gateway has set.'))
    }
    const found = fieldErrors(error)
    setProblems(
      Object.keys(found).length > 0
        ? { webhook: found.webhookURL, events: found.events }
        : { error, isUnsent },
    )
  }

  const { webhook, events } = values
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput
          label={t('Address')}
          placeholder="https://example.com/hooks/vzaps"
          inputMode="url"
          autoComplete="off"
          value={webhook}
          error={problems.webhook}
          onChange={(event) => {
            change({ webhook: event.currentTarget.value })
            setProblems({})
          }}
        />
        <EventsField
          value={[...events]}
          error={problems.events}
          onChange={(events) => {
            change({ events })
            setProblems({})
          }}
        />
        {webhook.trim() !== '' && events.length === 0 && (
          <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} p="xs">
            <Text size="sm">{t('Without an event, nothing is ever posted.')}</Text>
          </Alert>
        )}
        {problems.error !== undefined && (
          <ErrorPanel error={problems.error} isWrite={!problems.isUnsent} />
        )}
        <SlowNote isWaiting={isSaving} />
        <Group gap="xs">
          <Button type="submit" size="xs" loading={isSaving} disabled={!isTouched && !isSaving}>
            {t('Save the webhook')}
          </Button>
          {isTouched && (
            <Button
              size="xs"
              variant="default"
              disabled={isSaving}
              onClick={() => {
                reset()
                setProblems({})
              }}
            >
              {t('Undo the changes')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
