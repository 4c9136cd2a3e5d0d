import { Button } from '@mantine/core'
import { IconMapQuestion } from '@tabler/icons-react'
import { Link } from 'react-router'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTitle } from '../ui/use-title.ts'
import { t } from '../words/words.ts'

/** An address that is none of the app's. */
export const NotFound = () => {
  useTitle(t('No such page'))
  return (
    <EmptyState icon={IconMapQuestion} title={t('There is no such page')} isPage>
      <Button component={Link} to="/instances">
        {t('Go to the instances')}
      </Button>
    </EmptyState>
  )
}
