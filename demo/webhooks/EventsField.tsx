import { MultiSelect } from '@mantine/core'
import { instanceEvents } from 'vzaps-rtk/react'
import { t } from '../words/words.ts'

interface EventsFieldProps {
  readonly value?: string[]
  readonly error?: React.ReactNode
  readonly onChange?: (events: string[]) => void
}

/** Which events are posted: the names the library knows, and those the server has set besides. */
export const EventsField = ({ value = [], ...props }: EventsFieldProps) => (
  <MultiSelect
    label={t('Events')}
    description={t('What is posted to the webhook')}
    placeholder={value.length === 0 ? t('None') : ''}
    data={[...new Set([...instanceEvents, ...value])]}
    value={value}
    clearable
    clearButtonProps={{ 'aria-label': t('Clear the events') }}
    comboboxProps={{ withinPortal: true }}
    {...props}
  />
)
