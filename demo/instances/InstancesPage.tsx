import { Group, Stack, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useLocation, useNavigate, useParams } from 'react-router'
import { RestartWatch } from '../sessions/RestartWatch.tsx'
import { CreateDialog } from './CreateDialog.tsx'
import { InstanceDialogs } from './InstanceDialogs.tsx'
import { InstanceDrawer } from './InstanceDrawer.tsx'
import { InstanceList } from './InstanceList.tsx'
import { useListView } from './list-url.ts'
import { NewInstanceButton } from './NewInstanceButton.tsx'
import { SearchField } from './SearchField.tsx'

/** The account's instances, and the open one in a drawer over them. */
export const InstancesPage = () => {
  const { instanceId } = useParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  const { view, change } = useListView()
  const [createOpened, create] = useDisclosure(false)
  const show = (id?: string) =>
    navigate({ pathname: id === undefined ? '/instances' : `/instances/${id}`, search })
  return (
    <RestartWatch>
      <InstanceDialogs onDeleted={(id) => id === instanceId && show()}>
        <Stack gap="md">
          <Group justify="space-between">
            <Title order={1} size="h2">
              Instances
            </Title>
            <Group gap="sm" flex={{ base: '1 0 100%', sm: '0 1 auto' }} wrap="nowrap">
              <SearchField value={view.search} onChange={(text) => change({ search: text })} />
              <NewInstanceButton onClick={create.open} />
            </Group>
          </Group>
          <InstanceList onCreate={create.open} />
        </Stack>
        <InstanceDrawer instanceId={instanceId} onClose={() => show()} />
        <CreateDialog opened={createOpened} onClose={create.close} onCreated={show} />
      </InstanceDialogs>
    </RestartWatch>
  )
}
