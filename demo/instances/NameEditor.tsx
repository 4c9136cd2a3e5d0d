import { ActionIcon, Button, Group, Stack, Title, Tooltip } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { FailedInstanceOperation, Instance } from 'vzaps-rtk/react'
import { nameOf } from '../instance/name.ts'
import { FailureNotice } from '../operations/FailureNotice.tsx'
import { useFailures } from '../operations/use-failures.ts'
import { newNameIn } from '../operations/words.ts'
import { vzaps } from '../store/api.ts'
import { fieldErrors } from '../ui/field-errors.ts'
import { trimUnseen } from '../ui/visible-text.ts'
import { t } from '../words/words.ts'
import { checkName } from './create-form.ts'
import { NameField } from './NameField.tsx'

/** What stands in the field, and what is wrong with it. */
interface Draft {
  /** What was typed; nothing as long as the field is not touched, and shows the server's. */
  readonly name?: string
  readonly problem?: string | undefined
}

/**
 * The name as a heading, and in place of it a field. It closes as soon as it is sent: the new name stands there at once.
 * When that fails, the old one is back, and a notice tells why.
 */
export const NameEditor = ({ instance }: { readonly instance: Instance }) => {
  const [draft, setDraft] = useState<Draft>()
  const [update] = vzaps.useUpdateInstanceMutation()
  const failures = useFailures(instance.id, 'updateInstance')
  const pencil = useRef<HTMLButtonElement>(null)

  const isEditing = draft !== undefined
  const wasEditing = useRef(false)
  useEffect(() => {
    // The field that had the focus is gone.
    if (wasEditing.current && !isEditing) pencil.current?.focus()
    wasEditing.current = isEditing
  }, [isEditing])

  const end = () => setDraft(undefined)

  const save = (text: string | undefined) => {
    // A name that was left as it was stays whatever another client makes of it.
    if (text === undefined) return end()
    const name = trimUnseen(text)
    const problem = checkName(name)
    if (problem) return setDraft({ name: text, problem })
    end()
    // Another name is wanted now: what became of the last one is history.
    for (const { dismiss } of failures) dismiss()
    if (name !== instance.name) void update({ instanceId: instance.id, data: { name } })
  }

  const editAgain = ({ operation, error, dismiss }: FailedInstanceOperation) => {
    setDraft({ name: newNameIn(operation) ?? '', problem: fieldErrors(error).name })
    dismiss()
  }

  return (
    <Stack gap="xs">
      {draft ? (
        <NameField
          problem={draft.problem}
          name={draft.name ?? instance.name ?? ''}
          onChange={(name) => setDraft({ ...draft, name })}
          isChanged={draft.name !== undefined && draft.name !== (instance.name ?? '')}
          onSave={() => save(draft.name)}
          onLeave={end}
        />
      ) : (
        <Group gap="xs" wrap="nowrap">
          <Title order={2} size="h3">
            {nameOf(instance)}
          </Title>
          <Tooltip label={t('Rename')}>
            <ActionIcon
              ref={pencil}
              variant="subtle"
              color="gray"
              aria-label={t('Rename')}
              onClick={() => setDraft({})}
            >
              <IconPencil size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
      )}
      {failures.map((failure) => (
        <FailureNotice
          key={failure.operation.requestId}
          failure={failure}
          remedy={
            fieldErrors(failure.error).name && (
              <Button size="compact-sm" variant="default" onClick={() => editAgain(failure)}>
                {t('Edit the name')}
              </Button>
            )
          }
        />
      ))}
    </Stack>
  )
}
