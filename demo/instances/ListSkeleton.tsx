import { Box, Group, Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { SlowNote } from '../ui/SlowNote.tsx'
import { t } from '../words/words.ts'

/** The shape of the rows to come. */
export const ListSkeleton = () => (
  <Stack gap={0} role="status">
    <VisuallyHidden>{t('Loading the instances')}</VisuallyHidden>
    <Box px="md" pt="xs">
      <SlowNote />
    </Box>
    {Array.from({ length: 10 }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and never move
      <Group key={index} px="md" h={61} justify="space-between" wrap="nowrap" aria-hidden>
        <Stack gap={8} w="40%">
          <Skeleton h={12} w={`${60 + ((index * 17) % 40)}%`} />
          <Skeleton h={8} w="50%" />
        </Stack>
        <Skeleton h={20} w={110} />
        <Skeleton h={20} w={90} visibleFrom="sm" />
        <Skeleton h={10} w={80} visibleFrom="sm" />
      </Group>
    ))}
  </Stack>
)
