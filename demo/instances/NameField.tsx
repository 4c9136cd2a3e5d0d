import { Button, Group, Stack, TextInput } from '@mantine/core'

interface NameFieldProps {
  readonly name: string
  readonly problem?: string | undefined
  readonly onChange: (name: string) => void
  readonly onSave: () => void
  readonly onLeave: () => void
}

/** A name being typed: Enter saves, Escape leaves it. */
export const NameField = ({ name, problem, onChange, onSave, onLeave }: NameFieldProps) => (
  <form
    onSubmit={(event) => {
      event.preventDefault()
      onSave()
    }}
  >
    <Stack gap="xs">
      <TextInput
        aria-label="Name"
        autoFocus
        value={name}
        error={problem}
        // Escape is this field's own: the drawer must not close over it.
        data-mantine-stop-propagation="true"
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onLeave()}
      />
      <Group gap="xs">
        <Button type="submit" size="xs">
          Save
        </Button>
        <Button size="xs" variant="default" onClick={onLeave}>
          Keep the old name
        </Button>
      </Group>
    </Stack>
  </form>
)
