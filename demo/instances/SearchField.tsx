import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'

interface SearchFieldProps {
  /** As it stands in the address. */
  readonly value: string
  readonly onChange: (search: string) => void
}

/** Searches on the server, a moment after the last key; `/` goes to it from anywhere. */
export const SearchField = ({ value, onChange }: SearchFieldProps) => {
  const [text, setText] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const committed = useRef(value)
  const commit = useDebouncedCallback((search: string) => {
    committed.current = search
    onChange(search)
  }, 300)
  useHotkeys([['/', () => input.current?.focus()]])
  useEffect(() => {
    // What was committed here comes back when more may have been typed already.
    if (value === committed.current) return
    // The address changed by other means: back, forward, "Clear the search".
    committed.current = value
    setText(value)
  }, [value])
  const clear = () => {
    commit.cancel()
    setText('')
    committed.current = ''
    onChange('')
    input.current?.focus()
  }
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label="Search instances"
      placeholder="Name, id or number"
      w={{ base: '100%', sm: 280 }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === '' ? (
          <Kbd size="xs" visibleFrom="sm" aria-hidden>
            /
          </Kbd>
        ) : (
          <CloseButton size="sm" aria-label="Clear the search field" onClick={clear} />
        )
      }
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        commit(event.currentTarget.value)
      }}
    />
  )
}
