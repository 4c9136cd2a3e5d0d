import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useShortcut } from '../ui/shortcuts.ts'
import { t } from '../words/words.ts'

/** Opens the form of a new instance. */
export const NewInstanceButton = ({ onClick }: { readonly onClick: () => void }) => {
  useShortcut('n', onClick)
  return (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={onClick}
      style={{ flexShrink: 0 }}
    >
      {t('New instance')}
    </Button>
  )
}
