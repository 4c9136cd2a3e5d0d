import type { Body } from '../Frame.tsx'
import { addStyle } from '../host.ts'
import { CacheTab } from './CacheTab.tsx'
import { OperationsTab } from './OperationsTab.tsx'
import { panelStyle } from './panel-style.ts'
import type { PanelParts } from './parts.ts'
import { RequestsTab } from './RequestsTab.tsx'
import type { Tab } from './Tabs.tsx'
import { Tabs } from './Tabs.tsx'

/** Makes what the dock shows, with its styles. */
export const createPanel = ({
  shadow,
  ...parts
}: PanelParts & { readonly shadow: ShadowRoot }): Body => {
  addStyle(shadow, panelStyle)
  const { activity } = parts.session
  const tabs: readonly Tab[] = [
    { id: 'cache', title: 'Server and screen', render: () => <CacheTab parts={parts} /> },
    { id: 'operations', title: 'Operations', render: () => <OperationsTab parts={parts} /> },
    ...(activity
      ? [{ id: 'requests', title: 'Requests', render: () => <RequestsTab activity={activity} /> }]
      : []),
  ]
  return ({ tab, onTab }) => <Tabs tabs={tabs} tab={tab} onTab={onTab} />
}
