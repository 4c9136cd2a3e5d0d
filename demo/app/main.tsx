import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ErrorBoundary } from 'react-error-boundary'
import { BrowserRouter } from 'react-router'
import { gateway } from '../store/gateway.ts'
import { ignoreHeldKeys } from '../ui/held-keys.ts'
import { CrashPanel } from './CrashPanel.tsx'
import { Pages } from './router.tsx'
import { Toasts } from './Toasts.tsx'
import { cssVariables, theme } from './theme.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

// On purpose, and from the start: the console is the playground's fault panel.
window.gateway = gateway

ignoreHeldKeys(window)

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Toasts />
      <ErrorBoundary FallbackComponent={CrashPanel}>
        <BrowserRouter basename={import.meta.env.BASE_URL}>
          <Pages />
        </BrowserRouter>
      </ErrorBoundary>
    </MantineProvider>
  </StrictMode>,
)
