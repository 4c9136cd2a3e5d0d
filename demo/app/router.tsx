import type { ComponentType } from 'react'
import { lazy, Suspense } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import { isStorySkipped } from '../story/skipped.ts'
import { ToInstances } from './ToInstances.tsx'

/** A page is loaded when it is first shown. */
const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }))

const StoryApp = page(async () => (await import('./StoryApp.tsx')).StoryApp)
const AccountPages = page(async () => (await import('./AccountPages.tsx')).AccountPages)
const SignedInOnly = page(async () => (await import('../auth/SignedInOnly.tsx')).SignedInOnly)
const InstancesPage = page(
  async () => (await import('../instances/InstancesPage.tsx')).InstancesPage,
)
const CheckoutPage = page(async () => (await import('../billing/CheckoutPage.tsx')).CheckoutPage)
const NotFound = page(async () => (await import('./NotFound.tsx')).NotFound)

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
