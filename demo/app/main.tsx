import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ErrorBoundary } from 'react-error-boundary'
import { Provider } from 'react-redux'
import { RouterProvider } from 'react-router'
import { signInAgain } from '../auth/stay-signed-in.ts'
import { store } from '../store/store.ts'
import { ignoreHeldKeys } from '../ui/held-keys.ts'
import { CrashPanel } from './CrashPanel.tsx'
import { router } from './router.tsx'
import { cssVariables, theme } from './theme.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

ignoreHeldKeys(window)
signInAgain()

createRoot(root).render(
  <StrictMode>
    <Provider store={store}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <Notifications position="bottom-left" containerWidth={400} aria-live="polite" />
        <ErrorBoundary FallbackComponent={CrashPanel}>
          <RouterProvider router={router} />
        </ErrorBoundary>
      </MantineProvider>
    </Provider>
  </StrictMode>,
)
