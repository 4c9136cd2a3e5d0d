import { MultiSelect } from '@mantine/core'
import { instanceEvents } from 'vzaps-rtk/react'

interface EventsFieldProps {
  readonly value?: string[]
  readonly error?: React.ReactNode
  readonly onChange?: (events: string[]) => void
}

/** Which events are posted: the names the library knows, and those the server has set besides. */
export const EventsField = ({ value = [], ...props }: EventsFieldProps) => (
  <MultiSelect
    label="Events"
    description="What is posted to the webhook"
    placeholder={value.length === 0 ? 'None' : ''}
    data={[...new Set([...instanceEvents, ...value])]}
    value={value}
    clearable
    clearButtonProps={{ 'aria-label': 'Clear the events' }}
    comboboxProps={{ withinPortal: true }}
    {...props}
  />
)
