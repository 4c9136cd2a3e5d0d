import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ErrorBoundary } from 'react-error-boundary'
import { ignoreHeldKeys } from '../ui/held-keys.ts'
import { historyGate } from '../ui/history-gate.ts'
import { CrashPanel } from './CrashPanel.tsx'
import { Pages } from './router.tsx'
import { cssVariables, theme } from './theme.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

ignoreHeldKeys(window)
historyGate.open()

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ErrorBoundary FallbackComponent={CrashPanel}>
        <Pages />
      </ErrorBoundary>
    </MantineProvider>
  </StrictMode>,
)
