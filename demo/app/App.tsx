import { MantineProvider } from '@mantine/core'
import { ErrorBoundary } from 'react-error-boundary'
import { useLanguage } from '../words/words.ts'
import { CrashPanel } from './CrashPanel.tsx'
import { Pages } from './router.tsx'
import { cssVariables, theme } from './theme.ts'

/** The playground. In another language, all of it is rendered anew, with what was typed and opened in its place. */
export const App = () => {
  useLanguage()
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ErrorBoundary FallbackComponent={CrashPanel}>
        <Pages />
      </ErrorBoundary>
    </MantineProvider>
  )
}
