import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { t } from '../words/words.ts'

/** Light or dark; Mantine remembers it. */
export const ColorSchemeToggle = () => {
  const { setColorScheme } = useMantineColorScheme()
  const other = useComputedColorScheme('light') === 'light' ? 'dark' : 'light'
  const Icon = other === 'dark' ? IconMoon : IconSun
  const label = other === 'dark' ? t('Switch to dark colours') : t('Switch to light colours')
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      data-hint={label}
      aria-label={label}
      onClick={() => setColorScheme(other)}
    >
      <Icon size={20} aria-hidden />
    </ActionIcon>
  )
}
