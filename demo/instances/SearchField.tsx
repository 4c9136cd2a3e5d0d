import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useRef } from 'react'
import { useShortcut, useShortcutsSetting } from '../ui/shortcuts.ts'
import { t } from '../words/words.ts'
import type { ChangeView } from './list-url.ts'
import { useSearch } from './use-search.ts'

interface SearchFieldProps {
  /** As it stands in the address. */
  readonly value: string
  readonly onChange: ChangeView
}

/** Searches on the server, a moment after the last key or at once with Enter; `/` goes to it from anywhere. */
export const SearchField = ({ value, onChange }: SearchFieldProps) => {
  // Its letters render the field alone, not the list.
  const { text, type, submit, clear, end } = useSearch(value, onChange)
  const input = useRef<HTMLInputElement>(null)
  const [hasShortcuts] = useShortcutsSetting()
  useShortcut('/', () => input.current?.focus())
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label={t('Search instances')}
      placeholder={t('Name, id, number')}
      flex={{ base: '1 1 180px', sm: '0 0 280px' }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === '' ? (
          hasShortcuts && (
            <Kbd size="xs" visibleFrom="sm" aria-hidden>
              /
            </Kbd>
          )
        ) : (
          <CloseButton
            size="sm"
            aria-label={t('Clear the search field')}
            onClick={() => {
              clear()
              input.current?.focus()
            }}
          />
        )
      }
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && submit()}
      onBlur={end}
    />
  )
}
