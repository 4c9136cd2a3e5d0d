import { createBrowserRouter } from 'react-router'
import { SignedInOnly } from '../auth/SignedInOnly.tsx'
import { CheckoutPage } from '../billing/CheckoutPage.tsx'
import { InstancesPage } from '../instances/InstancesPage.tsx'
import { RouteCrash } from './CrashPanel.tsx'
import { NotFound } from './NotFound.tsx'
import { Shell } from './Shell.tsx'
import { ToInstances } from './ToInstances.tsx'

/** The app's addresses. The drawer is a part of the instances page: the table stays mounted behind it. */
export const router = createBrowserRouter(
  [
    {
      element: <Shell />,
      errorElement: <RouteCrash />,
      children: [
        { index: true, element: <ToInstances /> },
        {
          element: <SignedInOnly />,
          children: [{ path: 'instances/:instanceId?', element: <InstancesPage /> }],
        },
        { path: 'checkout', element: <CheckoutPage /> },
        { path: '*', element: <NotFound /> },
      ],
    },
  ],
  { basename: import.meta.env.BASE_URL },
)
