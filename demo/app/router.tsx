import type { ComponentType } from 'react'
import { lazy } from 'react'
import { Route, Routes } from 'react-router'
import { isStorySkipped } from '../story/skipped.ts'
import { Shell } from './Shell.tsx'
import { ToInstances } from './ToInstances.tsx'

/** A page is loaded when it is first shown. */
const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }))

const StoryPage = page(async () => (await import('../story/StoryPage.tsx')).StoryPage)
const SignedInOnly = page(async () => (await import('../auth/SignedInOnly.tsx')).SignedInOnly)
const WithStore = page(async () => (await import('../store/WithStore.tsx')).WithStore)
const InstancesPage = page(
  async () => (await import('../instances/InstancesPage.tsx')).InstancesPage,
)
const CheckoutPage = page(async () => (await import('../billing/CheckoutPage.tsx')).CheckoutPage)
const NotFound = page(async () => (await import('./NotFound.tsx')).NotFound)

/** The story, until it was skipped once. */
const FrontPage = () => (isStorySkipped() ? <ToInstances /> : <StoryPage />)

/** The app's addresses. The drawer is a part of the instances page: the table stays mounted behind it. */
export const Pages = () => (
  <Routes>
    <Route element={<Shell />}>
      <Route index element={<FrontPage />} />
      <Route path="story" element={<StoryPage />} />
      <Route element={<SignedInOnly />}>
        <Route element={<WithStore />}>
          <Route path="instances/:instanceId?" element={<InstancesPage />} />
        </Route>
      </Route>
      <Route element={<WithStore />}>
        <Route path="checkout" element={<CheckoutPage />} />
      </Route>
      <Route path="*" element={<NotFound />} />
    </Route>
  </Routes>
)
