import { Menu } from '@mantine/core'
import { IconPlugConnectedX, IconQrcode, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Instance } from 'vzaps-rtk/react'
import { getBillingPhase } from 'vzaps-rtk/react'
import { whyUnpaired } from '../instance/allowed.ts'
import { useDeletions } from '../instance/deletions.ts'
import { useInstanceDialogs } from '../instance/dialogs.ts'
import { nameOf } from '../instance/name.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { t } from '../words/words.ts'

interface RowActionsProps {
  readonly instance: Instance
}

const dots = <span className="dots" aria-hidden />

/** What can be done to an instance from its row. The menu is made when it is opened first: most never are. */
export const RowActions = ({ instance }: RowActionsProps) => {
  const [isWanted, setWanted] = useState(false)
  if (isWanted) return <ActionsMenu instance={instance} />
  return (
    <IconButton
      aria-label={t('Actions of {name}', { name: nameOf(instance) })}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => setWanted(true)}
    >
      {dots}
    </IconButton>
  )
}

const ActionsMenu = ({ instance }: RowActionsProps) => {
  const { open } = useInstanceDialogs()
  const deletions = useDeletions()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    // Where the focus is to come back to: it was in what this took the place of.
    button.current?.focus()
    setOpen(true)
  }, [])
  const unpaired = whyUnpaired(getBillingPhase(instance))
  const ask = (kind: Parameters<typeof open>[0]) => () => open(kind, instance, button.current)
  return (
    <Menu
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      shadow="md"
      width={190}
      // Within the page's main part, as everything that is no dialog.
      portalProps={{ target: '#content' }}
      // The focus goes to the first item instead: a placeholder is no child that a menu may have.
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <IconButton ref={button} aria-label={t('Actions of {name}', { name: nameOf(instance) })}>
          {dots}
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          data-autofocus
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={ask('restart')}
        >
          {t('Restart')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconQrcode size={16} aria-hidden />}
          disabled={instance.connected === true || unpaired !== undefined}
          title={unpaired}
          onClick={ask('pair')}
        >
          {t('Pair a phone')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlugConnectedX size={16} aria-hidden />}
          disabled={instance.connected !== true}
          onClick={ask('disconnect')}
        >
          {t('Disconnect')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          c="var(--mantine-color-error)"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => deletions.delete(instance)}
        >
          {t('Delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
