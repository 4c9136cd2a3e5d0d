import { Suspense } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import { isStorySkipped } from '../story/skipped.ts'
import { lazyPage } from '../ui/lazily.tsx'
import { ToInstances } from './ToInstances.tsx'

const StoryApp = lazyPage(async () => (await import('./StoryApp.tsx')).StoryApp)
const AccountPages = lazyPage(async () => (await import('./AccountPages.tsx')).AccountPages)
const SignedInOnly = lazyPage(async () => (await import('../auth/SignedInOnly.tsx')).SignedInOnly)
const InstancesPage = lazyPage(
  async () => (await import('../instances/InstancesPage.tsx')).InstancesPage,
)
const CheckoutPage = lazyPage(
  async () => (await import('../billing/CheckoutPage.tsx')).CheckoutPage,
)
const NotFound = lazyPage(async () => (await import('./NotFound.tsx')).NotFound)

/** The story, until it was skipped once. */
const FrontPage = () => (isStorySkipped() ? <ToInstances /> : <StoryApp />)

/** The app's addresses. The drawer is a part of the instances page: the table stays mounted behind it. */
export const Pages = () => (
  <BrowserRouter basename={import.meta.env.BASE_URL}>
    <Suspense>
      <Routes>
        <Route index element={<FrontPage />} />
        <Route path="story" element={<StoryApp />} />
        <Route element={<AccountPages />}>
          <Route element={<SignedInOnly />}>
            <Route path="instances/:instanceId?" element={<InstancesPage />} />
          </Route>
          <Route path="checkout" element={<CheckoutPage />} />
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
    </Suspense>
  </BrowserRouter>
)
