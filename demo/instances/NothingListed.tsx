import { Button } from '@mantine/core'
import { IconDeviceMobilePlus, IconFileOff, IconSearchOff } from '@tabler/icons-react'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { ListView } from './list-url.ts'

interface NothingListedProps {
  readonly view: ListView
  readonly total: number
  readonly onChange: (changes: Partial<ListView>) => void
  readonly onCreate: () => void
}

/** Why there are no rows: nothing matches, the page is past the end, or the account is empty. */
export const NothingListed = ({ view, total, onChange, onCreate }: NothingListedProps) => {
  if (total > 0) {
    return (
      <EmptyState
        icon={IconFileOff}
        title={`There is no page ${view.page}`}
        text={`The account has ${total} instances, and they end before it.`}
      >
        <Button variant="default" onClick={() => onChange({ page: 1 })}>
          Go to the first page
        </Button>
      </EmptyState>
    )
  }
  if (view.search.trim() !== '') {
    return (
      <EmptyState
        icon={IconSearchOff}
        title={`Nothing matches “${view.search}”`}
        text="Names, ids and phone numbers are searched."
      >
        <Button variant="default" onClick={() => onChange({ search: '' })}>
          Clear the search
        </Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={IconDeviceMobilePlus}
      title="No instances yet"
      text="An instance is one WhatsApp number in the cloud. Create one, then pair it with a phone."
    >
      <Button onClick={onCreate}>Create the first one</Button>
    </EmptyState>
  )
}
