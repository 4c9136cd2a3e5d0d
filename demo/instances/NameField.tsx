import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useUnsaved } from '../ui/unsaved.ts'
import { t } from '../words/words.ts'

interface NameFieldProps {
  readonly name: string
  readonly problem?: string | undefined
  /** Something else was typed than the name that there is. */
  readonly isChanged: boolean
  readonly onChange: (name: string) => void
  readonly onSave: () => void
  readonly onLeave: () => void
}

/** A name being typed: Enter saves, Escape leaves it, and asks before what was typed is lost. */
export const NameField = (props: NameFieldProps) => {
  const { name, problem, isChanged, onChange, onSave, onLeave } = props
  const ask = useUnsaved(isChanged)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSave()
      }}
    >
      <Stack gap="xs">
        <TextInput
          aria-label={t('Name')}
          autoFocus
          value={name}
          error={problem}
          // Escape is this field's own: the drawer must not close over it.
          data-mantine-stop-propagation="true"
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={({ key }) => {
            if (key === 'Escape') isChanged ? ask(onLeave) : onLeave()
          }}
        />
        <Group gap="xs">
          <Button type="submit" size="xs">
            {t('Save')}
          </Button>
          <Button size="xs" variant="default" onClick={onLeave}>
            {t('Keep the old name')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
