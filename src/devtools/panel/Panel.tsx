import { addStyle } from '../host.ts'
import type { VZapsSession } from '../record-session.ts'
import type { Body } from '../use-body.ts'
import { CacheTab } from './CacheTab.tsx'
import { ExportButton } from './ExportButton.tsx'
import { LiveTab } from './LiveTab.tsx'
import { OperationsTab } from './OperationsTab.tsx'
import { panelStyle } from './panel-style.ts'
import type { PanelParts } from './parts.ts'
import { RequestsTab } from './RequestsTab.tsx'
import type { Tab } from './Tabs.tsx'
import { Tabs } from './Tabs.tsx'

const vzapsTabs = (session: VZapsSession): readonly Tab[] => [
  {
    id: 'requests',
    title: 'Requests',
    render: () => <RequestsTab activity={session.activity} />,
  },
  { id: 'live', title: 'Live', render: () => <LiveTab session={session} /> },
]

/** Makes what the dock shows, with its styles. */
export const createPanel = ({
  shadow,
  ...parts
}: PanelParts & { readonly shadow: ShadowRoot }): Body => {
  addStyle(shadow, panelStyle)
  const { vzaps } = parts.session
  const tabs: readonly Tab[] = [
    { id: 'cache', title: 'Server and screen', render: () => <CacheTab parts={parts} /> },
    { id: 'operations', title: 'Operations', render: () => <OperationsTab parts={parts} /> },
    ...(vzaps ? vzapsTabs(vzaps) : []),
  ]
  return ({ tab, onTab }) => (
    <Tabs tabs={tabs} tab={tab} onTab={onTab}>
      <ExportButton parts={parts} />
    </Tabs>
  )
}
