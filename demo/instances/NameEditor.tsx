import { ActionIcon, Button, Group, Stack, TextInput, Title, Tooltip } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import { vzaps } from '../app/api.ts'
import { describeError } from '../ui/describe-error.ts'
import { fieldErrors } from '../ui/field-errors.ts'
import { checkName } from './create-form.ts'
import { nameOf } from './InstanceLink.tsx'

/** The name as a heading, and in place of it a field: Enter saves, Escape leaves it. A failure keeps the text. */
export const NameEditor = ({ instance }: { readonly instance: Instance }) => {
  const [draft, setDraft] = useState<string>()
  const [problem, setProblem] = useState<string | null>(null)
  const [update, { isLoading }] = vzaps.useUpdateInstanceMutation()
  const pencil = useRef<HTMLButtonElement>(null)

  const isEditing = draft !== undefined
  const wasEditing = useRef(false)
  useEffect(() => {
    // The field that had the focus is gone.
    if (wasEditing.current && !isEditing) pencil.current?.focus()
    wasEditing.current = isEditing
  }, [isEditing])

  const end = () => {
    setDraft(undefined)
    setProblem(null)
  }

  const save = async (text: string) => {
    const name = text.trim()
    const wrong = checkName(name)
    setProblem(wrong)
    if (wrong) return
    if (name === instance.name) return end()
    const result = await update({ instanceId: instance.id, data: { name } })
    if (!result.error) return end()
    const { title, cause, advice } = describeError(result.error, true)
    setProblem(fieldErrors(result.error).name ?? `${title}: ${cause}. ${advice}`)
  }

  if (draft === undefined) {
    return (
      <Group gap="xs" wrap="nowrap">
        <Title order={2} size="h3">
          {nameOf(instance)}
        </Title>
        <Tooltip label="Rename">
          <ActionIcon
            ref={pencil}
            variant="subtle"
            color="gray"
            aria-label="Rename"
            onClick={() => setDraft(instance.name ?? '')}
          >
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!isLoading) void save(draft)
      }}
    >
      <Stack gap="xs">
        <TextInput
          aria-label="Name"
          autoFocus
          value={draft}
          error={problem}
          readOnly={isLoading}
          // Escape is this field's own: the drawer must not close over it.
          data-mantine-stop-propagation="true"
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && end()}
        />
        <Group gap="xs">
          <Button type="submit" size="xs" loading={isLoading}>
            Save
          </Button>
          <Button size="xs" variant="default" disabled={isLoading} onClick={end}>
            Keep the old name
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
