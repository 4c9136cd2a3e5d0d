import { Container } from '@mantine/core'
import { Suspense } from 'react'
import { Outlet } from 'react-router'
import { PaymentWatch } from '../billing/PaymentWatch.tsx'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'

/** What stands around every page. */
export const Shell = () => (
  <div className="shell">
    <a className="skip-link" href="#content">
      Skip to the content
    </a>
    <header>
      <Header />
      <OfflineBanner />
    </header>
    <main id="content" tabIndex={-1}>
      <Container size={1280} px={{ base: 'sm', sm: 'lg' }} py={{ base: 'md', sm: 'lg' }}>
        <PaymentWatch>
          <Suspense>
            <Outlet />
          </Suspense>
        </PaymentWatch>
      </Container>
    </main>
    <Footer />
  </div>
)
