import { Container } from '@mantine/core'
import type { ReactNode } from 'react'
import { Suspense } from 'react'
import { t } from '../words/words.ts'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import { RelayFooter } from './RelayFooter.tsx'

interface ShellProps {
  readonly isStory?: boolean
  /** What stands at the end of the header. */
  readonly tools?: ReactNode
  /** What is to be known before anything else. */
  readonly banner?: ReactNode
  readonly children: ReactNode
}

/** What stands around every page. */
export const Shell = ({ isStory = false, tools, banner, children }: ShellProps) => (
  <div className="shell">
    <a className="skip-link" href="#content">
      {t('Skip to the content')}
    </a>
    <header>
      <Header tools={tools} />
      {banner}
    </header>
    <main id="content" tabIndex={-1}>
      <Container size={1840} px={{ base: 'sm', sm: 'lg' }} py={{ base: 'md', sm: 'lg' }}>
        <Suspense>{children}</Suspense>
      </Container>
    </main>
    {import.meta.env.MODE === 'relay' && !isStory ? <RelayFooter /> : <Footer isStory={isStory} />}
  </div>
)
