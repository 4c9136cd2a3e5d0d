import type { ComponentType } from 'react'
import { createBrowserRouter } from 'react-router'
import { isStorySkipped } from '../story/skipped.ts'
import { RouteCrash } from './CrashPanel.tsx'
import { NotFound } from './NotFound.tsx'
import { Shell } from './Shell.tsx'
import { ToInstances } from './ToInstances.tsx'

/** A page of its own file, loaded when it is shown. */
const page =
  <Name extends string>(
    load: () => Promise<Record<Name, ComponentType>>,
    name: Name,
  ): (() => Promise<{ Component: ComponentType }>) =>
  async () => ({ Component: (await load())[name] })

const story = page(() => import('../story/StoryPage.tsx'), 'StoryPage')

/** The story, until it was skipped once. */
const front = async () => (isStorySkipped() ? { Component: ToInstances } : story())

/** The app's addresses. The drawer is a part of the instances page: the table stays mounted behind it. */
export const router = createBrowserRouter(
  [
    {
      element: <Shell />,
      errorElement: <RouteCrash />,
      children: [
        { index: true, lazy: front },
        { path: 'story', lazy: story },
        {
          lazy: page(() => import('../auth/SignedInOnly.tsx'), 'SignedInOnly'),
          children: [
            {
              path: 'instances/:instanceId?',
              lazy: page(() => import('../instances/InstancesPage.tsx'), 'InstancesPage'),
            },
          ],
        },
        {
          path: 'checkout',
          lazy: page(() => import('../billing/CheckoutPage.tsx'), 'CheckoutPage'),
        },
        { path: '*', element: <NotFound /> },
      ],
    },
  ],
  { basename: import.meta.env.BASE_URL },
)
