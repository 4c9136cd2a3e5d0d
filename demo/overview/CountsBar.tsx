import { Box, Group, Progress, UnstyledButton } from '@mantine/core'
import type { Sentence } from '../words/words.ts'
import { t } from '../words/words.ts'
import type { Counts } from './counts.ts'
import type { BillingFilter, StatusFilter } from './filters.ts'

type Word = StatusFilter | BillingFilter

const looks: Readonly<Record<Word, { readonly label: Sentence; readonly color: string }>> = {
  connected: { label: 'Connected', color: 'green' },
  restarting: { label: 'Restarting', color: 'blue' },
  pairing: { label: 'Pairing', color: 'violet' },
  disconnected: { label: 'Disconnected', color: 'gray.5' },
  ACTIVE: { label: 'Active', color: 'green' },
  TRIALING: { label: 'Trial', color: 'blue' },
  EXPIRED: { label: 'Expired', color: 'red' },
}

interface CountsBarProps<W extends Word> {
  readonly label: string
  readonly words: readonly W[]
  readonly counts: Counts
  readonly chosen: W | undefined
  readonly onChoose: (word: W | undefined) => void
}

/** A bar of the account's states; a part narrows the table to it, and once more to all. */
export const CountsBar = <W extends Word>(props: CountsBarProps<W>) => {
  const { label, words, counts, chosen, onChoose } = props
  const whole = words.reduce((sum, word) => sum + counts[word], 0)
  const toggle = (word: W) => () => onChoose(word === chosen ? undefined : word)
  return (
    <Box role="group" aria-label={label} className="counts">
      <Progress.Root size={10} mb={4} aria-hidden>
        {words.map((word) => (
          <Progress.Section
            key={word}
            value={whole > 0 ? (counts[word] / whole) * 100 : 0}
            color={looks[word].color}
            opacity={chosen === undefined || chosen === word ? 1 : 0.25}
            style={{ cursor: 'pointer' }}
            withAria={false}
            onClick={toggle(word)}
          />
        ))}
      </Progress.Root>
      <Group gap={4}>
        {words.map((word) => (
          <UnstyledButton
            key={word}
            className="count"
            aria-pressed={word === chosen}
            // What is nowhere is nothing to look at, unless it is looked at.
            disabled={counts[word] === 0 && word !== chosen}
            onClick={toggle(word)}
          >
            <span
              className="dot"
              style={{
                background: `var(--mantine-color-${looks[word].color.replace('.5', '')}-6)`,
              }}
            />
            {t(looks[word].label)} <b>{counts[word]}</b>
          </UnstyledButton>
        ))}
      </Group>
    </Box>
  )
}
