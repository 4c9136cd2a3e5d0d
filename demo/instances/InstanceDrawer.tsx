import { Box, Drawer, Stack } from '@mantine/core'
import { usePrevious } from '@mantine/hooks'
import { useEffect } from 'react'
import { useInstanceDialogs } from '../instance/dialogs.ts'
import { ThrowAway } from '../ui/ThrowAway.tsx'
import { UnsavedContext, useUnsavedTexts } from '../ui/unsaved.ts'
import { useLeaveGuard } from '../ui/use-leave-guard.ts'
import { t } from '../words/words.ts'
import { InstanceDetail } from './InstanceDetail.tsx'

interface InstanceDrawerProps {
  readonly instanceId: string | undefined
  readonly onClose: () => void
}

/** The open instance, over the list it came from; it has an address of its own. */
export const InstanceDrawer = ({ instanceId, onClose }: InstanceDrawerProps) => {
  const { isOpen: hasDialog } = useInstanceDialogs()
  const before = usePrevious(instanceId)
  // While it slides out, it still shows what it showed.
  const shown = instanceId ?? before
  const unsaved = useUnsavedTexts()
  // Whatever leaves it, by its button, by Back or by a link, asks first when text would get lost.
  const guard = useLeaveGuard(unsaved.hasAny)
  const isAsking = guard.isHolding || unsaved.asked !== undefined
  useEffect(() => {
    // Nothing is left to lose: it was saved meanwhile, or its instance is gone.
    if (guard.isHolding && !unsaved.isUnsaved) guard.proceed()
  }, [guard, unsaved.isUnsaved])
  return (
    <Drawer
      opened={instanceId !== undefined}
      onClose={onClose}
      position="right"
      size={500}
      title={t('Instance')}
      overlayProps={{ backgroundOpacity: 0.15 }}
      closeButtonProps={{ 'aria-label': t('Close the instance') }}
      // Escape closes the topmost only.
      closeOnEscape={!hasDialog && !isAsking}
      styles={{
        content: { background: 'var(--app-canvas)' },
        header: { background: 'inherit' },
        title: { fontWeight: 650 },
        // Room for the ring around what has the focus in the first line, and for the developer tools' button under the last.
        body: { paddingTop: 4, paddingBottom: 'calc(64px + var(--vzaps-devtools-height, 0px))' },
      }}
    >
      {/* While it slides out, it takes no key and no click any more. */}
      <UnsavedContext value={unsaved.control}>
        <Stack gap="md" inert={instanceId === undefined}>
          {shown === undefined ? (
            <Box />
          ) : (
            <InstanceDetail key={shown} instanceId={shown} onClose={onClose} />
          )}
        </Stack>
      </UnsavedContext>
      <ThrowAway
        opened={isAsking}
        onKeep={() => {
          unsaved.answered()
          guard.stay()
        }}
        onThrowAway={() => {
          unsaved.asked?.throwAway()
          unsaved.answered()
          guard.proceed()
        }}
      />
    </Drawer>
  )
}
