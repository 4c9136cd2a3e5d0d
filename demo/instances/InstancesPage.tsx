import { Group, Stack, Title } from '@mantine/core'
import { useSelector } from 'react-redux'
import { useNavigate, useParams } from 'react-router'
import { ShowCode } from '../code/ShowCode.tsx'
import { useInstanceDialogs } from '../instance/dialogs.ts'
import { nameOf } from '../instance/name.ts'
import { RestartWatch } from '../sessions/RestartWatch.tsx'
import { vzaps } from '../store/api.ts'
import { useTitle } from '../ui/use-title.ts'
import { t } from '../words/words.ts'
import { CreateDialog } from './CreateDialog.tsx'
import { InstanceDialogs } from './InstanceDialogs.tsx'
import { InstanceDrawer } from './InstanceDrawer.tsx'
import { InstanceList } from './InstanceList.tsx'
import { useListView } from './list-url.ts'
import { NewInstanceButton } from './NewInstanceButton.tsx'
import { SearchField } from './SearchField.tsx'
import { useCreating } from './use-creating.ts'

/** The open instance, as the address has it, and the way to another one, or to none. */
const useOpenInstance = () => {
  const { instanceId } = useParams()
  const navigate = useNavigate()
  const show = (id?: string) => {
    const pathname = id === undefined ? '/instances' : `/instances/${id}`
    // As the address is now: a search may have changed it since the last render.
    return navigate({ pathname, search: window.location.search })
  }
  return { instanceId, show }
}

/** The account's instances, and the open one in a drawer over them. */
export const InstancesPage = () => (
  <RestartWatch>
    <InstanceDialogs>
      <Content />
    </InstanceDialogs>
  </RestartWatch>
)

const Content = () => {
  const { instanceId, show } = useOpenInstance()
  const { view, change } = useListView()
  const { isOpen: hasDialog } = useInstanceDialogs()
  const name = useSelector(
    (state) =>
      instanceId &&
      nameOf(vzaps.util.selectInstance(state, instanceId) ?? { id: instanceId, name: '' }),
  )
  useTitle(name ?? t('Instances'))
  const creating = useCreating({
    isFree: instanceId === undefined && !hasDialog,
    onCreated: show,
    onFollow: show,
  })
  return (
    <>
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={1} size="h2">
            {t('Instances')}
          </Title>
          <Group gap="sm" flex={{ base: '1 0 100%', sm: '0 1 auto' }} wrap="nowrap">
            <SearchField value={view.search} onChange={change} />
            <NewInstanceButton onClick={creating.open} />
          </Group>
        </Group>
        <InstanceList creating={creating} />
        <ShowCode of={t('the list')} load={() => import('./InstanceList.tsx?InstanceList&code')} />
      </Stack>
      <InstanceDrawer instanceId={instanceId} onClose={() => show()} />
      <CreateDialog creating={creating} />
    </>
  )
}
