import { MantineProvider } from '@mantine/core'
import { useLanguage } from '../words/words.ts'
import { CrashBoundary } from './CrashBoundary.tsx'
import { Pages } from './router.tsx'
import { cssVariables, theme } from './theme.ts'

/** The playground. In another language, all of it is rendered anew, with what was typed and opened in its place. */
export const App = () => {
  useLanguage()
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <CrashBoundary>
        <Pages />
      </CrashBoundary>
    </MantineProvider>
  )
}
