import { Container } from '@mantine/core'
import { Outlet } from 'react-router'
import { PaymentWatch } from '../billing/PaymentWatch.tsx'
import { DeletionNotices } from '../instance/DeletionNotices.tsx'
import { Deletions } from '../instance/Deletions.tsx'
import { useSkippedEchoes } from '../ui/use-back-closes.ts'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'

/** What stands around every page. */
export const Shell = () => {
  useSkippedEchoes()
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <header>
        <Header />
        <OfflineBanner />
      </header>
      <main id="content" tabIndex={-1}>
        <Container size={1840} px={{ base: 'sm', sm: 'lg' }} py={{ base: 'md', sm: 'lg' }}>
          <PaymentWatch>
            <Deletions>
              <Outlet />
              <DeletionNotices />
            </Deletions>
          </PaymentWatch>
        </Container>
      </main>
      <Footer />
    </div>
  )
}
