import { Button } from '@mantine/core'
import { IconMapQuestion } from '@tabler/icons-react'
import { Link } from 'react-router'
import { EmptyState } from '../ui/EmptyState.tsx'

/** An address that is none of the app's. */
export const NotFound = () => (
  <EmptyState icon={IconMapQuestion} title="There is no such page">
    <Button component={Link} to="/instances">
      Go to the instances
    </Button>
  </EmptyState>
)
