import { Button } from '@mantine/core'
import { IconDeviceMobilePlus, IconFilterOff, IconSearchOff } from '@tabler/icons-react'
import { EmptyState } from '../ui/EmptyState.tsx'
import { t } from '../words/words.ts'
import type { ListView } from './list-url.ts'

interface NothingListedProps {
  readonly view: ListView
  readonly onChange: (changes: Partial<ListView>) => void
  readonly onCreate: () => void
}

/** Why there are no rows: nothing matches, or the account is empty. */
export const NothingListed = ({ view, onChange, onCreate }: NothingListedProps) => {
  const isFiltered = view.status !== undefined || view.billing !== undefined
  if (view.search.trim() !== '') {
    return (
      <EmptyState
        icon={IconSearchOff}
        title={t('Nothing matches “{search}”', { search: view.search })}
        text={
          isFiltered
            ? t(
                'Names, ids, phone numbers and shown names are searched, among those that the filters leave.',
              )
            : t('Names, ids, phone numbers and shown names are searched.')
        }
      >
        <Button variant="default" onClick={() => onChange({ search: '' })}>
          {t('Clear the search')}
        </Button>
      </EmptyState>
    )
  }
  if (isFiltered) {
    return (
      <EmptyState icon={IconFilterOff} title={t('No instance is in this state')}>
        <Button
          variant="default"
          onClick={() => onChange({ status: undefined, billing: undefined })}
        >
          {t('Clear the filters')}
        </Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={IconDeviceMobilePlus}
      title={t('No instances yet')}
      text={t(
        'An instance is one WhatsApp number in the cloud. Create one, then pair it with a phone.',
      )}
    >
      <Button onClick={onCreate}>{t('Create the first one')}</Button>
    </EmptyState>
  )
}
